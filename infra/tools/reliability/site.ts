import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createIncidentStore } from '../../../shared/aws/incident-store.ts';
import type { LifeStore } from '../../../shared/diagnosis/life/life-store.ts';
import { deployStack, SLACK_CHANNEL, slackParameter } from '../../lab/demo/stack.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import type { LabApi, LabHttpApi } from '../../lab/lab-api.ts';
import { type SlackReceiver, startSlackReceiver } from '../../lab/slack-receiver.ts';
import { ORDERS_FUNCTION } from './stage.ts';

export const MEMBER = '444455556666';
export const SIGNING_SECRET = 'signing-secret-of-the-lab';
const EXTERNAL_ID = 'external-id-of-the-lab';
export const SLACK_SECRET = 'gatewhy/slack-bot';

/** What stands in the lab; the lab reads it at every call. */
export interface World {
  readonly apis: LabApi[];
  readonly httpApis: LabHttpApi[];
  readonly metricAlarms: MetricAlarm[];
  readonly compositeAlarms: CompositeAlarm[];
}

export interface Queue {
  /** All that is waiting; they stay in flight. */
  readonly receive: () => Promise<readonly Message[]>;
  readonly remove: (message: Message) => Promise<void>;
  readonly send: (body: string) => Promise<void>;
}

/** gatewhy deployed in the lab, with everything that it can be deployed with. */
export interface Site {
  readonly lab: Lab;
  readonly slack: SlackReceiver;
  readonly world: World;
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly incidents: LifeStore;
  readonly cardTopic: string;
  readonly stop: () => Promise<void>;
}

const A_DAY = 86_400;

const queueAt = (sqs: SQSClient, QueueUrl: string): Queue => ({
  receive: async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: A_DAY / 2 }),
    );
    return Messages;
  },
  remove: async ({ ReceiptHandle }) => void (await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))),
  send: async (MessageBody) => void (await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))),
});

export const startSite = async (): Promise<Site> => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewhy-reliability-'));
  const config = join(folder, 'gatewhy.config.json');
  writeFileSync(config, JSON.stringify({ version: 1, members: [{ account: MEMBER, regions: ['eu-west-1'] }] }));
  const slack = await startSlackReceiver({ channels: [SLACK_CHANNEL] });
  const world: World = { apis: [], httpApis: [], metricAlarms: [], compositeAlarms: [] };
  const bot = slackParameter(slack);
  const lab = await startLab({
    ...world,
    functions: [ORDERS_FUNCTION],
    parameters: {
      ...bot,
      '/gatewhy/slack-signing': JSON.stringify({ signingSecrets: [SIGNING_SECRET] }),
      '/gatewhy/external-id': EXTERNAL_ID,
    },
    secrets: { [SLACK_SECRET]: Object.values(bot).join('') },
    memberRoles: [{ arn: `arn:aws:iam::${MEMBER}:role/gatewhy-member`, externalId: EXTERNAL_ID }],
    scanBytes: 4_000,
  });
  const { env, queueUrl } = await deployStack(lab, slack);
  const clientConfig = {
    endpoint: lab.endpoint,
    region: lab.region,
    credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' },
  };
  const [sqs, sns, dynamodb] = [new SQSClient(clientConfig), new SNSClient(clientConfig), new DynamoDBClient(clientConfig)];
  const { TopicArn: cardTopic = '' } = await sns.send(new CreateTopicCommand({ Name: 'gatewhy-cards' }));
  Object.assign(process.env, env, {
    CARD_TOPIC_ARN: cardTopic,
    CONFIG_FILE: config,
    MEMBER_EXTERNAL_ID: 'ssm:/gatewhy/external-id',
    SLACK_SIGNING: 'ssm:/gatewhy/slack-signing',
    SLACK_RESPONSE_ORIGIN: slack.url,
    SLACK_BUTTONS: 'true',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  return {
    lab,
    slack,
    world,
    queue: queueAt(sqs, queueUrl),
    deadLetters: queueAt(sqs, env.DEAD_LETTER_QUEUE_URL ?? ''),
    incidents: createIncidentStore(env.TABLE_NAME ?? '', dynamodb),
    cardTopic,
    stop: async () => {
      for (const client of [sqs, sns, dynamodb]) client.destroy();
      await lab.stop();
      await slack.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
