import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { PortFailure } from '../diagnosis/alarm-ports.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { sdkReason } from './sdk-failure.ts';

/** A received message is hidden for so long, then delivered again. */
export type HideMessage = (receiptHandle: string, seconds: number) => Promise<Result<void, PortFailure>>;

/** Twelve hours: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
const MOST_SECONDS = 43_200;

export const createHideMessage =
  (queueUrl: string, client = new SQSClient(CLIENT_OPTIONS)): HideMessage =>
  async (receiptHandle, seconds) => {
    const VisibilityTimeout = Math.min(Math.max(0, Math.ceil(seconds)), MOST_SECONDS);
    try {
      await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout }));
      return ok(undefined);
    } catch (error) {
      return err({ reason: sdkReason('sqs:ChangeMessageVisibility', error) });
    }
  };
