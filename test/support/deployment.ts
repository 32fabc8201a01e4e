import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Lab, type LabOptions, startLab } from '../../infra/lab/lab.ts';
import { labClientConfig } from './lab-client-config.ts';

export interface Deployment {
  readonly lab: Lab;
  readonly queueUrl: string;
  /** Takes what is on the queue now and removes it. */
  readonly drainQueue: () => Promise<readonly string[]>;
  /** The same for what was published to the report topic (raw). */
  readonly drainReports: () => Promise<readonly string[]>;
  readonly drainDeadLetters: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

const createTable = async (client: DynamoDBClient, TableName: string): Promise<void> => {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    }),
  );
  while ((await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus !== 'ACTIVE') await sleep(5);
};

/** The lab with what `serverless.yml` deploys, and the process's environment set as the functions find it. */
export const deployToLab = async (options: LabOptions, env: Readonly<Record<string, string>> = {}): Promise<Deployment> => {
  const lab = await startLab(options);
  const config = labClientConfig(lab);
  const [sqs, sns, dynamo] = [new SQSClient(config), new SNSClient(config), new DynamoDBClient(config)];
  const createQueue = async (QueueName: string): Promise<string> => (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
  const [queueUrl, deadLetterUrl, reportsUrl] = await Promise.all(['work', 'dead', 'reports'].map(createQueue));
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'reports' }));
  await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:${lab.region}:${lab.account}:reports`,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  await createTable(dynamo, 'claims');
  const drain = async (QueueUrl = ''): Promise<readonly string[]> => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    await Promise.all(Messages.map(({ ReceiptHandle }) => sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))));
    return Messages.map(({ Body = '' }) => Body);
  };
  Object.assign(process.env, lab.env, {
    QUEUE_URL: queueUrl,
    DEAD_LETTER_QUEUE_URL: deadLetterUrl,
    TABLE_NAME: 'claims',
    REPORT_TOPIC_ARN: TopicArn,
    ...env,
  });
  return {
    lab,
    queueUrl: queueUrl ?? '',
    drainQueue: () => drain(queueUrl),
    drainReports: () => drain(reportsUrl),
    drainDeadLetters: () => drain(deadLetterUrl),
    stop: async () => {
      for (const client of [sqs, sns, dynamo]) client.destroy();
      await lab.stop();
    },
  };
};
