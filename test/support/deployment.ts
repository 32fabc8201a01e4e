import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { type Lab, type LabOptions, startLab } from '../../infra/lab/lab.ts';
import { labClientConfig } from './lab-client-config.ts';

export interface Deployment {
  readonly lab: Lab;
  /** Receives what is on the queue now, as Lambda hands it to the function. */
  readonly receive: () => Promise<SQSEvent>;
  /** What was worked on is deleted, as Lambda does it. */
  readonly remove: (records: readonly SQSRecord[]) => Promise<void>;
  /** Takes what is on the queue now and removes it. */
  readonly drainQueue: () => Promise<readonly string[]>;
  readonly drainDeadLetters: () => Promise<readonly string[]>;
  /** Empties the table: what comes then was never seen before. */
  readonly forget: () => Promise<void>;
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

/** A message as Lambda hands it to a function. */
export const sqsRecord = ({ MessageId = '', ReceiptHandle = '', Body = '', Attributes }: Message): SQSRecord => ({
  messageId: MessageId,
  receiptHandle: ReceiptHandle,
  body: Body,
  attributes: {
    ApproximateReceiveCount: Attributes?.ApproximateReceiveCount ?? '1',
    SentTimestamp: '0',
    SenderId: 'AIDAEXAMPLE',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:work',
  awsRegion: 'eu-west-1',
});

/** The lab with what `serverless.yml` deploys, and the process's environment set as the functions find it. */
export const deployToLab = async (options: LabOptions, env: Readonly<Record<string, string>> = {}): Promise<Deployment> => {
  const lab = await startLab(options);
  const config = labClientConfig(lab);
  const [sqs, sns, dynamo] = [new SQSClient(config), new SNSClient(config), new DynamoDBClient(config)];
  const createQueue = async (QueueName: string): Promise<string> => (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
  const [queueUrl = '', deadLetterUrl = ''] = await Promise.all(['work', 'dead'].map(createQueue));
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'reports' }));
  await createTable(dynamo, 'claims');
  const drain = async (QueueUrl = ''): Promise<readonly string[]> => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    await Promise.all(Messages.map(({ ReceiptHandle }) => sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))));
    return Messages.map(({ Body = '' }) => Body);
  };
  const receive = async (): Promise<SQSEvent> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    return { Records: Messages.map(sqsRecord) };
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
    receive,
    remove: async (records) => {
      if (records.length === 0) return;
      const Entries = records.map(({ messageId, receiptHandle }) => ({ Id: messageId, ReceiptHandle: receiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    },
    drainQueue: () => drain(queueUrl),
    drainDeadLetters: () => drain(deadLetterUrl),
    forget: async () => {
      await dynamo.send(new DeleteTableCommand({ TableName: 'claims' }));
      while ((await dynamo.send(new ListTablesCommand({}))).TableNames?.includes('claims')) await sleep(2);
      await createTable(dynamo, 'claims');
    },
    stop: async () => {
      for (const client of [sqs, sns, dynamo]) client.destroy();
      await lab.stop();
    },
  };
};
