import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { PortFailure } from '../diagnosis/alarm-ports.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { sdkReason } from './sdk-failure.ts';

export interface Queue {
  readonly send: (body: string) => Promise<Result<void, PortFailure>>;
  /** The message is hidden for so long, then delivered again. At most 12 hours: SQS's limit. */
  readonly hide: (receiptHandle: string, seconds: number) => Promise<Result<void, PortFailure>>;
}

const MOST_SECONDS = 43_200;

export const createQueue = (queueUrl: string, client = new SQSClient(CLIENT_OPTIONS)): Queue => ({
  async send(body) {
    try {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
      return ok(undefined);
    } catch (error) {
      return err({ reason: sdkReason('sqs:SendMessage', error) });
    }
  },
  async hide(receiptHandle, seconds) {
    const VisibilityTimeout = Math.min(Math.max(0, Math.ceil(seconds)), MOST_SECONDS);
    try {
      await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout }));
      return ok(undefined);
    } catch (error) {
      return err({ reason: sdkReason('sqs:ChangeMessageVisibility', error) });
    }
  },
});
