import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSMessageAttributes, SQSRecord } from 'aws-lambda';
import { isRecord } from '../../shared/lib/json.ts';
import { type FunctionSettings, type Handler, type Invocation, invoke } from './invoke.ts';
import { LAB_ACCOUNT, type Lab } from './lab.ts';

export interface RunnerOptions extends FunctionSettings {
  readonly lab: Lab;
  readonly queueUrl: string;
  readonly handler: Handler;
  /** Records per invocation at the most: 10 is AWS's own default. */
  readonly batchSize?: number;
}

export interface LambdaRunner {
  readonly invocations: readonly Invocation[];
  /** Ends the polling; an invocation that is under way is waited for. */
  readonly stop: () => Promise<void>;
}

const attributesOf = ({ MessageAttributes = {} }: Message): SQSMessageAttributes =>
  Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue, BinaryValue, DataType }]) => [
      name,
      {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType ?? 'String',
      },
    ]),
  );

const toRecord = (message: Message, queueUrl: string, region: string): SQSRecord => {
  const {
    ApproximateReceiveCount = '1',
    SentTimestamp = '',
    SenderId = '',
    ApproximateFirstReceiveTimestamp = '',
  } = message.Attributes ?? {};
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: { ApproximateReceiveCount, SentTimestamp, SenderId, ApproximateFirstReceiveTimestamp },
    messageAttributes: attributesOf(message),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${region}:${LAB_ACCOUNT}:${queueUrl.split('/').at(-1)}`,
    awsRegion: region,
  };
};

/**
 * The messages that come again. AWS: an empty or absent list is success; an entry whose identifier is `null`, empty, of another name or
 * of no message in the batch means the whole batch.
 */
const failedIds = (invocation: Invocation, records: readonly SQSRecord[]): readonly string[] => {
  const every = records.map(({ messageId }) => messageId);
  if (!invocation.ok) return every;
  const failures = isRecord(invocation.result) ? invocation.result.batchItemFailures : undefined;
  if (failures === undefined || failures === null) return [];
  if (!Array.isArray(failures)) return every;
  const ids = failures.map((failure: unknown) => (isRecord(failure) ? failure.itemIdentifier : undefined));
  return ids.every((id): id is string => typeof id === 'string' && every.includes(id)) ? ids : every;
};

/**
 * Plays the event source mapping between a queue and a function: polls, invokes, deletes what succeeded. What failed stays, unseen until
 * the queue's visibility timeout is over, and ends in the dead-letter queue when the redrive policy says so.
 */
export const startLambdaRunner = (options: RunnerOptions): LambdaRunner => {
  const { lab, queueUrl, handler, batchSize = 10, region } = options;
  const client = new SQSClient({
    endpoint: lab.endpoint,
    region,
    credentials: { accessKeyId: lab.env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: lab.env.AWS_SECRET_ACCESS_KEY ?? '' },
  });
  const invocations: Invocation[] = [];
  const stopping = new AbortController();

  const receive = async (): Promise<readonly Message[]> => {
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: batchSize,
      WaitTimeSeconds: 5,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    try {
      return (await client.send(command, { abortSignal: stopping.signal })).Messages ?? [];
    } catch (error) {
      if (stopping.signal.aborted) return [];
      throw error;
    }
  };

  const work = async (messages: readonly Message[]): Promise<void> => {
    const event: SQSEvent = { Records: messages.map((message) => toRecord(message, queueUrl, region)) };
    const invocation = await invoke(handler, event, options);
    invocations.push(invocation);
    const failed = failedIds(invocation, event.Records);
    const done = event.Records.filter(({ messageId }) => !failed.includes(messageId));
    if (done.length === 0) return;
    const Entries = done.map(({ messageId, receiptHandle }) => ({ Id: messageId, ReceiptHandle: receiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  };

  const poll = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const messages = await receive();
      if (messages.length > 0) await work(messages);
    }
  };

  const polling = poll();
  // The failure is told by stop(); until then it must not end the process.
  polling.catch(() => undefined);
  return {
    invocations,
    stop: async () => {
      stopping.abort();
      try {
        await polling;
      } finally {
        client.destroy();
      }
    },
  };
};
