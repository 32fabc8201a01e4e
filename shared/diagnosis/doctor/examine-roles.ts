import { assertNever } from '../../lib/assert-never.ts';
import { err, ok } from '../../lib/result.ts';
import type { Check } from '../../model/check.ts';
import type { Config } from '../config.ts';
import type { Deployment, FoundFunction } from './deployment.ts';
import { routedTopics } from './destinations.ts';
import type { Denial, DeniedBy, DoctorPorts, Looked } from './doctor-ports.ts';
import { judgeFailure } from './judge-failure.ts';
import { fixOf, ROLE_STATEMENTS, type RoleScene, type RoleStatement } from './role-statements.ts';

/** Why it is denied (half a sentence, before the actions), and what to do. */
const objectionTo = (by: DeniedBy, role: string, whenNobodyAllows: string): { readonly why: string; readonly fix: string } => {
  switch (by.kind) {
    case 'nobody-allows':
      return { why: 'no policy of its role allows', fix: whenNobodyAllows };
    case 'explicit-deny': {
      const policies = by.policies.join(', ') || 'of the role';
      return { why: `a Deny (${policies}) forbids`, fix: `Take the Deny out of the policy, or except ${role} from it.` };
    }
    case 'boundary':
      return { why: 'the permissions boundary of its role does not allow', fix: `Allow it in the permissions boundary of ${role}.` };
    case 'organization':
      return {
        why: 'a policy of the organization does not allow',
        fix: `Ask those who keep the service control policies of the organization to allow it to ${role}.`,
      };
    default:
      return assertNever(by);
  }
};

const MOST_SHOWN = 4;

/** `logs:FilterLogEvents, logs:StartQuery on arn:…; sns:Publish on arn:… and 2 more` */
const listed = (denials: readonly Denial[]): string => {
  const byResource = [...Map.groupBy(denials, ({ resource }) => resource)];
  const shown = byResource
    .slice(0, MOST_SHOWN)
    .map(([resource, denied]) => `${denied.map(({ action }) => action).join(', ')} on ${resource === '*' ? 'anything' : resource}`);
  const rest = byResource.length - shown.length;
  return `${shown.join('; ')}${rest > 0 ? ` and ${rest} more` : ''}`;
};

interface Tried {
  readonly count: number;
  readonly denials: readonly { readonly denial: Denial; readonly statement: RoleStatement }[];
}

/** One statement after the other: IAM takes few calls a second. */
const tryAll = async (ports: DoctorPorts, role: string, statements: readonly RoleStatement[], scene: RoleScene): Looked<Tried> => {
  let count = 0;
  const denials: { readonly denial: Denial; readonly statement: RoleStatement }[] = [];
  for (const statement of statements) {
    const { actions, on, context } = statement;
    const resources = on(scene);
    if (resources.length === 0) continue;
    const tried = await ports.simulate({ role, actions, resources, ...(context && { context }) });
    if (!tried.ok) return err(tried.failure);
    count += actions.length * resources.length;
    denials.push(...tried.value.map((denial) => ({ denial, statement })));
  }
  return ok({ count, denials });
};

const examineRole = async (ports: DoctorPorts, { short, name, role }: FoundFunction, scene: RoleScene): Promise<readonly Check[]> => {
  const part = `permissions of ${name}`;
  const tried = await tryAll(ports, role, Object.values(ROLE_STATEMENTS[short]), scene);
  if (!tried.ok) return [judgeFailure(part, tried.failure, 'Deploy again: docs/deploy.md.')];
  const { count, denials } = tried.value;
  if (denials.length === 0) return [{ part, state: 'ok', found: `its role allows all that was tried (${count})` }];
  const groups = Map.groupBy(denials, ({ denial, statement }) => JSON.stringify(objectionTo(denial.by, role, fixOf(statement))));
  return [...groups.values()].flatMap((group): readonly Check[] => {
    const [first] = group;
    if (!first) return [];
    const { why, fix } = objectionTo(first.denial.by, role, fixOf(first.statement));
    return [{ part, state: 'fault', found: `${why} ${listed(group.map(({ denial }) => denial))}`, fix }];
  });
};

/** A key that SNS names by an alias cannot be told from here; that of AWS needs no permission. */
const keyArn = (key: string, topic: string): readonly string[] => {
  if (key.startsWith('arn:')) return key.includes(':alias/') ? [] : [key];
  const [, partition, , region, account] = topic.split(':');
  return key.startsWith('alias/') ? [] : [`arn:${partition}:kms:${region}:${account}:key/${key}`];
};

const topicKeysOf = async (ports: DoctorPorts, topics: readonly string[]): Promise<readonly string[]> => {
  const keys = await Promise.all(
    topics.map(async (arn) => {
      const topic = await ports.topic(arn);
      return topic.ok && topic.value.key !== undefined ? keyArn(topic.value.key, arn) : [];
    }),
  );
  return [...new Set(keys.flat())];
};

/** Whether the role of each function allows what the function does, as IAM simulates it. */
export const examineRoles = async (
  ports: DoctorPorts,
  { home, functions, settings }: Deployment,
  { config, accessLogs }: { readonly config: Config; readonly accessLogs: readonly string[] },
): Promise<readonly Check[]> => {
  const { REPORT_TOPIC_ARN, CARD_TOPIC_ARN } = settings;
  const topics = [REPORT_TOPIC_ARN, CARD_TOPIC_ARN, ...routedTopics(config)].filter((arn): arn is string => Boolean(arn));
  const topicKeys = await topicKeysOf(ports, topics);
  const checks = await Promise.all(
    functions.map((found) =>
      examineRole(ports, found, { home, config, accessLogs, topicKeys, name: found.name, settings: { ...settings, ...found.settings } }),
    ),
  );
  return checks.flat();
};
