import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { isRecord, parseJson } from '../../../shared/lib/json.ts';
import type { Lab } from '../lab.ts';

/** The next SNS notification on a queue, its message parsed; `undefined` when none comes within two seconds. */
export const readNotification = async ({ endpoint, region, env }: Lab, QueueUrl: string): Promise<unknown> => {
  const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' };
  const client = new SQSClient({ endpoint, region, credentials });
  const { Messages: [message] = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2 }));
  if (message) await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
  client.destroy();
  const notification = parseJson(message?.Body ?? '');
  return isRecord(notification) && typeof notification.Message === 'string' ? parseJson(notification.Message) : undefined;
};
