import { ok } from '../../lib/result.ts';
import type { Check } from '../../model/check.ts';
import type { Deployment } from './deployment.ts';
import type { ChannelStanding, DoctorPorts, Looked, SecretStanding, SlackStanding } from './doctor-ports.ts';
import { judgeFailure } from './judge-failure.ts';
import { fine, type Judgement, judge, unseen, wrong } from './judged.ts';

const CREDENTIALS = '"Slack credentials" in docs/deploy.md says how to store them.';
const SIGNING = '"Install" in docs/slack.md says how to store it.';
const SEE_CHANNELS = 'Add channels:read to the app (groups:read for private channels) and install it again; then ask again.';

const REQUIRED = ['chat:write'];
const FINDS_POSTS = ['channels:history', 'groups:history'];

const judgeCredentials = (standing: SlackStanding): Judgement => {
  switch (standing.kind) {
    case 'problem':
      return wrong(standing.problem, CREDENTIALS);
    case 'webhook':
      return fine('an incoming webhook of the right form; only a post would try it');
    case 'bot': {
      const missing = REQUIRED.filter((scope) => !standing.scopes.includes(scope));
      if (missing.length > 0) return wrong(`the bot lacks ${missing.join(', ')}`, 'Add the scope to the app, and install it again.');
      const accepted = `bot token accepted by ${standing.team}`;
      return FINDS_POSTS.some((scope) => standing.scopes.includes(scope))
        ? fine(accepted)
        : fine(
            `${accepted}; without channels:history a worker that died while posting may post twice ("The life of an incident" in docs/deploy.md)`,
          );
    }
  }
};

const judgeChannel =
  (id: string, scopes: readonly string[]) =>
  (standing: ChannelStanding): Judgement => {
    switch (standing.kind) {
      case 'problem':
        return unseen(standing.problem, 'Ask again in a minute.');
      case 'missing-scope':
        return unseen('the bot lacks channels:read or groups:read, so Slack does not show it', SEE_CHANNELS);
      case 'not-found':
        return scopes.includes('groups:read')
          ? wrong('Slack shows the bot no such channel', `Correct the id ${id}; if the channel is private, invite the bot to it.`)
          : unseen(
              'Slack shows the bot no such channel, and a private one only to a bot with groups:read',
              `Check the id. ${SEE_CHANNELS}`,
            );
      case 'channel': {
        if (standing.isArchived) return wrong('it is archived', `Name another channel than ${id}, or bring it back.`);
        if (standing.isMember) return fine('the bot is in it');
        return scopes.includes('chat:write.public') && !standing.isPrivate
          ? fine('public: the bot may post without being in it')
          : wrong('the bot is not in it', 'Invite the bot: type /invite @gatewhy in the channel.');
      }
    }
  };

const NO_BOT = 'Put a bot token into the Slack secret: "Slack credentials" in docs/deploy.md.';

/** Slack looks channels up by id alone. */
const CHANNEL_ID = /^[CG][A-Z0-9]{6,20}$/;

/** The channels that routes name, and that of the secret where Slack would show it. */
const examineChannels = async (
  ports: DoctorPorts,
  reference: string,
  standing: SlackStanding | undefined,
  routed: readonly string[],
): Promise<readonly Check[]> => {
  const partOf = (id: string) => `Slack channel ${id}`;
  if (standing?.kind === 'webhook') {
    return routed.map((id) => ({ part: partOf(id), ...wrong('a route names it, and a webhook posts to its one channel', NO_BOT) }));
  }
  if (standing?.kind !== 'bot') {
    return routed.map((id) => ({ part: partOf(id), ...unseen('it cannot be looked up without the bot token', CREDENTIALS) }));
  }
  const { channel, scopes } = standing;
  const isShown = scopes.includes('channels:read') && CHANNEL_ID.test(channel);
  const own = isShown && !routed.includes(channel) ? [channel] : [];
  return Promise.all(
    [...own, ...routed].map(async (id) =>
      judge(partOf(id), await ports.slackChannel(reference, id), judgeChannel(id, scopes), CREDENTIALS),
    ),
  );
};

const examineCredentials = async (ports: DoctorPorts, reference: string, routed: readonly string[]): Promise<readonly Check[]> => {
  const part = 'Slack';
  if (reference === '') {
    const why = wrong('a route names it, and the deployment has no Slack credentials', 'Deploy with slackStore: docs/deploy.md.');
    return [{ part, ...fine('not used by this deployment') }, ...routed.map((id) => ({ part: `Slack channel ${id}`, ...why }))];
  }
  const looked = await ports.slack(reference);
  const missing = !looked.ok && looked.failure.kind === 'not-found';
  const own = missing ? { part, ...wrong('its secret does not exist', CREDENTIALS) } : judge(part, looked, judgeCredentials, CREDENTIALS);
  return [own, ...(await examineChannels(ports, reference, looked.ok ? looked.value : undefined, routed))];
};

const judgeSigning = ({ problem }: SecretStanding): Judgement =>
  problem === undefined ? fine('readable, and of the right form') : wrong(problem, SIGNING);

/** Before slackApp is switched on nobody can call the function, and it needs no secret. */
const examineSigning = async (ports: DoctorPorts, reference: string, isListening: boolean): Promise<readonly Check[]> => {
  const part = 'Slack signing secret';
  if (!isListening) return [];
  if (reference !== '') return [judge(part, await ports.slackSigning(reference), judgeSigning, SIGNING)];
  return [{ part, ...wrong('the deployment names none, so every command is refused', 'Deploy with another slackStore than none.') }];
};

const judgeCommands = (hasButtons: boolean) => (url: string | undefined) => {
  const fix = 'Deploy again with --param "slackApp=true", or with "slackApp=false" for neither: docs/slack.md.';
  if (url === undefined)
    return hasButtons ? wrong('messages have buttons, and nobody listens to them', fix) : fine('not used by this deployment');
  return hasButtons
    ? fine('the address is open, and messages have buttons')
    : wrong('the address is open, and no message has buttons', fix);
};

/** Both directions: what is posted to Slack, and what comes from it. */
export const examineSlack = async (
  ports: DoctorPorts,
  { functions, settings }: Deployment,
  routed: readonly string[],
): Promise<readonly Check[]> => {
  const intake = functions.find(({ short }) => short === 'slack');
  const address: Awaited<Looked<string | undefined>> = intake ? await ports.functionUrl(intake.name) : ok(undefined);
  const isListening = address.ok && address.value !== undefined;
  const [credentials, signing] = await Promise.all([
    examineCredentials(ports, settings.SLACK_CREDENTIALS ?? '', routed),
    examineSigning(ports, intake?.settings.SLACK_SIGNING ?? '', isListening),
  ]);
  const part = 'Slack commands and buttons';
  const commands = address.ok
    ? { part, ...judgeCommands(settings.SLACK_BUTTONS === 'true')(address.value) }
    : judgeFailure(part, address.failure, SIGNING);
  return [...credentials, commands, ...signing];
};
