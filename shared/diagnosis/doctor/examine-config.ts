import type { Result } from '../../lib/result.ts';
import type { Check } from '../../model/check.ts';
import { CONFIG_FILE, type Config, isOwn, type Member } from '../config.ts';
import type { Deployment } from './deployment.ts';
import { destinationsOf, routedCards, routedTopics } from './destinations.ts';
import type { DoctorPorts } from './doctor-ports.ts';
import { judgeCardTopic, subscribed } from './examine-parts.ts';
import { fine, type Judgement, judge, wrong } from './judged.ts';

/** The file of routes and members as it lies with the person who asks: what is deployed cannot be read. */
export interface GivenConfig {
  readonly file: string;
  readonly read: Result<Config, string>;
}

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What "default" stands for, by the setting that names it. */
const OWN = {
  slack: { setting: 'SLACK_CREDENTIALS', name: 'Slack credentials', fix: 'Deploy with slackStore: docs/deploy.md.' },
  topic: { setting: 'REPORT_TOPIC_ARN', name: 'report topic', fix: 'Deploy again: docs/deploy.md.' },
  card: { setting: 'CARD_TOPIC_ARN', name: 'card topic', fix: 'Deploy with --param "cards=true": docs/routing.md.' },
} as const;

const DESTINATIONS = ['slack', 'topic', 'card'] as const satisfies readonly (keyof typeof OWN)[];

const judgeConfig = (config: Config, { settings }: Deployment): Judgement => {
  const lacking = DESTINATIONS.find(
    (kind) => !settings[OWN[kind].setting] && destinationsOf(config).some((to) => to[kind] !== undefined && isOwn(to[kind])),
  );
  const { routes = [], members = [] } = config;
  return lacking
    ? wrong(`a route leads to the deployment's own ${OWN[lacking].name}, and it has none`, OWN[lacking].fix)
    : fine(`${counted(routes.length, 'route')}, ${counted(members.length, 'member')}; what is deployed may be older`);
};

const examineFile = (given: GivenConfig | undefined, deployment: Deployment | undefined): Check => {
  if (!given) return { part: CONFIG_FILE, ...fine('none in this folder, so no routes or members are looked at; --config FILE names it') };
  const { file: part, read } = given;
  if (!read.ok)
    return { part, ...wrong(read.failure, '--config FILE names the file. docs/routing.md has its form, and accounts.md that of members.') };
  return { part, ...(deployment ? judgeConfig(read.value, deployment) : fine('of the right form')) };
};

const WITH_MEMBERS = 'Deploy with --param "memberAccounts=ACCOUNT,ACCOUNT": docs/accounts.md.';

const judgeMember =
  ({ account, regions }: Member) =>
  (senders: readonly string[]): Judgement =>
    senders.includes(account) || senders.includes('*')
      ? fine(
          `${regions.join(', ')}; whether its role is there and trusts this one, only an alarm there shows ("Try it" in docs/accounts.md)`,
        )
      : wrong('it may not put its alarms on the bus of the deployment', WITH_MEMBERS);

/** infra/members.yml makes the bus, with the name of the stack. */
const examineMembers = async (ports: DoctorPorts, { members = [] }: Config, { stack, settings }: Deployment): Promise<readonly Check[]> => {
  if (members.length === 0) return [];
  const senders = await ports.busSenders(`${stack}-alarms`);
  const isClosed = !senders.ok && senders.failure.kind === 'not-found';
  return members.map((member) => {
    const part = `member ${member.account}`;
    if (!settings.MEMBER_EXTERNAL_ID)
      return { part, ...wrong('the deployment has no external id: it was made without members', WITH_MEMBERS) };
    return isClosed
      ? { part, ...wrong('the deployment has no bus for its alarms', WITH_MEMBERS) }
      : judge(part, senders, judgeMember(member), WITH_MEMBERS);
  });
};

const SUBSCRIBE = '"Who hears it" in docs/deploy.md says how to subscribe.';

const examineTopic = async (ports: DoctorPorts, arn: string, isForCards: boolean, { home }: Deployment): Promise<Check> => {
  const part = `topic ${arn.split(':').at(-1)}`;
  const [, , , region] = arn.split(':');
  if (region !== home.region) {
    return {
      part,
      ...wrong(`${arn} is in ${region}, and the deployment can publish in ${home.region} only`, 'Name a topic of that Region.'),
    };
  }
  return judge(
    part,
    await ports.topic(arn),
    (topic) => {
      if (isForCards) return judgeCardTopic(topic);
      return topic.subscribers === 0 ? wrong('nobody has subscribed', SUBSCRIBE) : subscribed(topic);
    },
    `Correct ${arn} in the routes, or make the topic.`,
  );
};

/** What the file itself says, and what it names of AWS. */
export const examineConfig = async (
  ports: DoctorPorts,
  given: GivenConfig | undefined,
  deployment: Deployment | undefined,
): Promise<readonly Check[]> => {
  const file = examineFile(given, deployment);
  const read = given?.read;
  if (!read?.ok || !deployment) return [file];
  const cards = routedCards(read.value);
  const members = await examineMembers(ports, read.value, deployment);
  const topics = await Promise.all(routedTopics(read.value).map((arn) => examineTopic(ports, arn, cards.includes(arn), deployment)));
  return [file, ...members, ...topics];
};
