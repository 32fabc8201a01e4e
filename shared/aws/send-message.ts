import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { PortFailure } from '../diagnosis/alarm-ports.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { sdkReason } from './sdk-failure.ts';

export type SendMessage = (body: string) => Promise<Result<void, PortFailure>>;

export const createSendMessage =
  (queueUrl: string, client = new SQSClient(CLIENT_OPTIONS)): SendMessage =>
  async (body) => {
    try {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
      return ok(undefined);
    } catch (error) {
      return err({ reason: sdkReason('sqs:SendMessage', error) });
    }
  };
