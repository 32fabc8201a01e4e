import type { SQSRecord } from 'aws-lambda';
import type { HideMessage } from '../../shared/aws/hide-message.ts';
import { err } from '../../shared/lib/result.ts';

type Hide = (record: Pick<SQSRecord, 'eventSourceARN' | 'receiptHandle'>, seconds: number) => ReturnType<HideMessage>;

/** Alarms and questions have queues of their own: each message is hidden on the one that it came from. */
export const hidingOn = (queueUrls: readonly string[], open: (queueUrl: string) => HideMessage): Hide => {
  const byName = new Map(queueUrls.map((url) => [url.split('/').at(-1), open(url)]));
  return async ({ eventSourceARN, receiptHandle }, seconds) => {
    const hide = byName.get(eventSourceARN.split(':').at(-1));
    return hide ? hide(receiptHandle, seconds) : err({ reason: `No setting names the queue ${eventSourceARN}` });
  };
};
