import type { Check } from '../../model/check.ts';
import type { Deployment } from './deployment.ts';
import type { DeployedQueue, DeployedTopic, DoctorPorts, Looked, SecretStanding } from './doctor-ports.ts';
import { fine, type Judgement, judge, REDEPLOY, wrong } from './judged.ts';

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
    ? wrong('the queue is not connected to the function', REDEPLOY)
    : wrong(
        `it is ${state}`,
        `aws lambda list-event-source-mappings --function-name ${functionName}, then update-event-source-mapping --enabled`,
      );
};

const judgeTable = ({ status }: { readonly status: string }) => (status === 'ACTIVE' ? fine('active') : wrong(`it is ${status}`, REDEPLOY));

export const subscribed = ({ subscribers }: DeployedTopic): Judgement =>
  fine(subscribers === 1 ? '1 subscriber' : `${subscribers} subscribers`);

const judgeReportTopic = (isHeardElsewhere: boolean) => (topic: DeployedTopic) =>
  topic.subscribers === 0 && !isHeardElsewhere
    ? wrong(
        'nobody has subscribed, and there is neither Slack nor a topic for cards: no person hears anything',
        '"Who hears it" in docs/deploy.md says how to subscribe.',
      )
    : subscribed(topic);

/** Amazon Q subscribes by itself when a channel is configured with the topic. */
export const judgeCardTopic = (topic: DeployedTopic) =>
  topic.subscribers === 0
    ? wrong('nobody has subscribed: no channel shows the cards', '"Cards in Slack and Teams without a bot" in docs/routing.md says how.')
    : subscribed(topic);

const judgeExternalId = ({ problem }: SecretStanding) =>
  problem === undefined
    ? fine('readable, and of the right form')
    : wrong(problem, 'docs/accounts.md says how to choose one. The stack of each member needs the same.');

/** A part that the settings name; when they do not, the deployment has none, or the function's own check has said that it lacks. */
const named = async <Value>(
  part: string,
  name: string | undefined,
  read: (name: string) => Looked<Value>,
  look: (value: Value) => Judgement,
  whenMissing?: string,
): Promise<readonly Check[]> => (name ? [judge(part, await read(name), look, whenMissing)] : []);

/** What the settings of the functions name: queues, table, topics, external id. */
export const examineParts = async (ports: DoctorPorts, { worker, settings }: Deployment): Promise<readonly Check[]> => {
  const {
    QUEUE_URL,
    QUESTION_QUEUE_URL,
    DEAD_LETTER_QUEUE_URL,
    TABLE_NAME,
    REPORT_TOPIC_ARN,
    CARD_TOPIC_ARN,
    MEMBER_EXTERNAL_ID,
    SLACK_CREDENTIALS,
  } = settings;
  const parts = await Promise.all([
    named('queue', QUEUE_URL, ports.queue, judgeQueue(worker.timeout)),
    named('queue of questions', QUESTION_QUEUE_URL, ports.queue, judgeQueue(worker.timeout)),
    named('queue to function', QUEUE_URL, (url) => ports.queueConnection(worker.name, url), judgeConnection(worker.name)),
    named('questions to function', QUESTION_QUEUE_URL, (url) => ports.queueConnection(worker.name, url), judgeConnection(worker.name)),
    named('dead letters', DEAD_LETTER_QUEUE_URL, ports.queue, judgeDeadLetters),
    named('table', TABLE_NAME, ports.table, judgeTable),
    named('report topic', REPORT_TOPIC_ARN, ports.topic, judgeReportTopic(Boolean(SLACK_CREDENTIALS || CARD_TOPIC_ARN))),
    named('card topic', CARD_TOPIC_ARN, ports.topic, judgeCardTopic),
    named('external id', MEMBER_EXTERNAL_ID, ports.externalId, judgeExternalId, 'docs/accounts.md says how to choose and store one.'),
  ]);
  return parts.flat();
};
