import { setTimeout } from 'node:timers/promises';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Lab } from '../lab.ts';
import type { SlackReceiver } from '../slack-receiver.ts';

/** gatewhy's own resources in the lab, and the environment that its functions run in. */
export interface Stack {
  readonly queueUrl: string;
  /** Subscribed to the report topic. */
  readonly readerUrl: string;
  readonly env: Readonly<Record<string, string>>;
}

const SLACK_PARAMETER = '/gatewhy/slack';
export const SLACK_CHANNEL = 'C0LAB00000';

/** What Parameter Store has to hold before the lab starts. */
export const slackParameter = ({ botToken }: SlackReceiver): Readonly<Record<string, string>> => ({
  [SLACK_PARAMETER]: JSON.stringify({ botToken, channel: SLACK_CHANNEL }),
});

const clientConfig = ({ endpoint, region, env }: Lab) => ({
  endpoint,
  region,
  credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' },
});

const createTable = async (client: DynamoDBClient, TableName: string): Promise<void> => {
  await client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const isActive = async () => (await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus === 'ACTIVE';
  while (!(await isActive())) await setTimeout(5);
};

interface QueueSettings {
  readonly visibilitySeconds: number;
  readonly mostReceives: number;
}

const IMPATIENT: QueueSettings = { visibilitySeconds: 5, mostReceives: 5 };

/** Creates what the CloudFormation template creates: queue and dead-letter queue, table, report topic; and a queue that reads the topic. */
export const deployStack = async (lab: Lab, slack: SlackReceiver, settings = IMPATIENT): Promise<Stack> => {
  const [sqs, sns, dynamodb] = [new SQSClient(clientConfig(lab)), new SNSClient(clientConfig(lab)), new DynamoDBClient(clientConfig(lab))];
  const createQueue = async (QueueName: string, Attributes: Record<string, string> = {}) =>
    (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
  const arnOf = (queueUrl: string) => `arn:aws:sqs:${lab.region}:${lab.account}:${queueUrl.split('/').at(-1)}`;

  const deadLetterUrl = await createQueue('gatewhy-dead-letters');
  const redrive = { deadLetterTargetArn: arnOf(deadLetterUrl), maxReceiveCount: String(settings.mostReceives) };
  const queueUrl = await createQueue('gatewhy-diagnoses', {
    VisibilityTimeout: String(settings.visibilitySeconds),
    RedrivePolicy: JSON.stringify(redrive),
  });
  const readerUrl = await createQueue('report-reader');
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'gatewhy-reports' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: arnOf(readerUrl) }));
  await createTable(dynamodb, 'gatewhy-incidents');
  for (const client of [sqs, sns, dynamodb]) client.destroy();

  const env = {
    ...lab.env,
    QUEUE_URL: queueUrl,
    DEAD_LETTER_QUEUE_URL: deadLetterUrl,
    TABLE_NAME: 'gatewhy-incidents',
    REPORT_TOPIC_ARN: TopicArn,
    EVENT_BUS_NAME: 'gatewhy',
    SLACK_CREDENTIALS: `ssm:${SLACK_PARAMETER}`,
    SLACK_API_URL: slack.apiUrl,
    POWERTOOLS_DEV: 'true',
  };
  return { queueUrl, readerUrl, env };
};
