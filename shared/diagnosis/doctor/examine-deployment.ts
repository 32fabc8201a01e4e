import type { Result } from '../../lib/result.ts';
import type { Check } from '../../model/check.ts';
import type { ReadFailure } from '../collect-ports.ts';
import type { DeployedFunction, DeployedQueue, DoctorPorts, Looked } from './doctor-ports.ts';
import { judgeFailure } from './judge-failure.ts';

/** The functions of serverless.yml, and the settings without which each cannot work. */
export const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  alarm: ['QUEUE_URL', 'TABLE_NAME'],
  diagnose: ['QUEUE_URL', 'TABLE_NAME', 'DEAD_LETTER_QUEUE_URL', 'REPORT_TOPIC_ARN', 'EVENT_BUS_NAME'],
  slack: ['QUEUE_URL', 'TABLE_NAME', 'SLACK_SIGNING'],
};

const RUNTIME = 'nodejs24.x';
const REDEPLOY = 'Deploy again: docs/deploy.md.';

const fault = (part: string, found: string, fix: string): Check => ({ part, state: 'fault', found, fix });

type Objection = readonly [found: string, fix: string];

/** The first thing that is wrong with a function. */
const objectionTo = (
  name: string,
  needed: readonly string[],
  { state, lastUpdate, runtime, reservedConcurrency, settings }: DeployedFunction,
): Objection | undefined => {
  const missing = needed.filter((setting) => !settings[setting]);
  if (state !== undefined && state !== 'Active') return [`it is ${state}`, REDEPLOY];
  if (lastUpdate !== undefined && lastUpdate !== 'Successful') return [`its last update is ${lastUpdate}`, REDEPLOY];
  if (runtime !== RUNTIME) return [`it runs on ${runtime ?? 'an unknown runtime'}, and ${RUNTIME} is expected`, REDEPLOY];
  if (reservedConcurrency === 0) {
    const on = `aws lambda put-function-concurrency --function-name ${name} --reserved-concurrent-executions 5`;
    return ['it is switched off: its reserved concurrency is 0', on];
  }
  return missing.length > 0 ? [`its settings lack ${missing.join(', ')}`, REDEPLOY] : undefined;
};

const judgeFunction = (part: string, name: string, needed: readonly string[], looked: Result<DeployedFunction, ReadFailure>): Check => {
  if (!looked.ok) return judgeFailure(part, looked.failure, `${REDEPLOY} Or name the stack: --stack NAME.`);
  const objection = objectionTo(name, needed, looked.value);
  return objection ? fault(part, ...objection) : { part, state: 'ok', found: `active on ${RUNTIME}` };
};

const judge = <Value>(part: string, looked: Result<Value, ReadFailure>, look: (value: Value) => Omit<Check, 'part'>): Check =>
  looked.ok ? { part, ...look(looked.value) } : judgeFailure(part, looked.failure, REDEPLOY);

const fine = (found: string) => ({ state: 'ok', found }) as const;
const wrong = (found: string, fix: string) => ({ state: 'fault', found, fix }) as const;

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html: six times the function's timeout. */
const judgeQueue =
  (timeout: number | undefined) =>
  ({ waiting, visibilityTimeout, deadLetters }: DeployedQueue) => {
    if (deadLetters === undefined) return wrong('it has no dead-letter queue', REDEPLOY);
    if (timeout !== undefined && visibilityTimeout < timeout * 6) {
      return wrong(`messages come back after ${visibilityTimeout} s, while the function may take ${timeout} s`, REDEPLOY);
    }
    return fine(`${waiting} waiting`);
  };

const judgeDeadLetters = ({ waiting }: DeployedQueue) =>
  waiting === 0
    ? fine('empty')
    : wrong(`${waiting} waiting: somebody was not told`, '"Dead letters" in docs/operations.md says how to replay them.');

const judgeConnection = (functionName: string) => (state: string | undefined) => {
  if (state === 'Enabled') return fine('enabled');
  return state === undefined
    ? wrong('no queue is connected to the function', REDEPLOY)
    : wrong(
        `it is ${state}`,
        `aws lambda list-event-source-mappings --function-name ${functionName}, then update-event-source-mapping --enabled`,
      );
};

const judgeTopic =
  (hasSlack: boolean) =>
  ({ subscribers }: { readonly subscribers: number }) =>
    subscribers === 0 && !hasSlack
      ? wrong(
          'nobody has subscribed, and there is no Slack either: no person hears anything',
          '"Who hears it" in docs/deploy.md says how to subscribe.',
        )
      : fine(subscribers === 1 ? '1 subscriber' : `${subscribers} subscribers`);

const SCOPES = ['chat:write'];

const examineSlack = async (ports: DoctorPorts, reference: string): Promise<Check> => {
  const part = 'Slack';
  if (reference === '') return { part, ...fine('not used by this deployment') };
  const standing = await ports.slack(reference);
  if (standing.kind === 'problem') return fault(part, standing.problem, '"Slack credentials" in docs/deploy.md says how to store them.');
  if (standing.kind === 'webhook') return { part, ...fine('an incoming webhook of the right form; only a post would try it') };
  const missing = SCOPES.filter((scope) => !standing.scopes.includes(scope));
  return missing.length > 0
    ? fault(part, `the bot lacks ${missing.join(', ')}`, 'Add the scope to the app, and install it again.')
    : { part, ...fine(`bot token accepted by ${standing.team}`) };
};

/** A part that the function's settings name; when they do not, the function's own check has said so. */
const named = async <Value>(
  part: string,
  name: string | undefined,
  read: (name: string) => Looked<Value>,
  look: (value: Value) => Omit<Check, 'part'>,
): Promise<readonly Check[]> => (name ? [judge(part, await read(name), look)] : []);

/** Everything that the deployment of this name consists of, as the settings of its functions name it. */
export const examineDeployment = async (ports: DoctorPorts, stack: string): Promise<readonly Check[]> => {
  const names = Object.entries(EXPECTED).map(([short, needed]) => ({ name: `${stack}-${short}`, needed }));
  const looked = await Promise.all(names.map(async (each) => ({ ...each, found: await ports.deployedFunction(each.name) })));
  const functions = looked.map(({ name, needed, found }) => judgeFunction(`function ${name}`, name, needed, found));
  const worker = `${stack}-diagnose`;
  const found = looked.find(({ name }) => name === worker)?.found;
  if (!found?.ok) return functions;
  const { settings, timeout } = found.value;
  const { QUEUE_URL, DEAD_LETTER_QUEUE_URL, TABLE_NAME, REPORT_TOPIC_ARN, SLACK_CREDENTIALS = '' } = settings;
  const parts = await Promise.all([
    named('queue', QUEUE_URL, ports.queue, judgeQueue(timeout)),
    named('queue to function', worker, ports.queueConnection, judgeConnection(worker)),
    named('dead letters', DEAD_LETTER_QUEUE_URL, ports.queue, judgeDeadLetters),
    named('table', TABLE_NAME, ports.table, ({ status }) => (status === 'ACTIVE' ? fine('active') : wrong(`it is ${status}`, REDEPLOY))),
    named('report topic', REPORT_TOPIC_ARN, ports.topic, judgeTopic(SLACK_CREDENTIALS !== '')),
    examineSlack(ports, SLACK_CREDENTIALS).then((check) => [check]),
  ]);
  return [...functions, ...parts.flat()];
};
