import * as z from 'zod/mini';
import { parseJson } from '../../lib/json.ts';

const SnsRecords = z.object({ Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })).check(z.minLength(1)) });
const SqsRecords = z.object({ Records: z.array(z.object({ body: z.string() })).check(z.minLength(1)) });
const Notification = z.object({ Type: z.literal('Notification'), Message: z.string() });

/** What is no JSON stays text, so that a refusal can say so. */
const opened = (text: string): unknown => parseJson(text) ?? text;

const openBody = (body: string): unknown => {
  const document = opened(body);
  const notification = Notification.safeParse(document);
  return notification.success ? opened(notification.data.Message) : document;
};

/** The documents inside an event: one per record of SNS or SQS (raw, or wrapped by SNS), or the event itself. */
export const openEnvelope = (event: unknown): readonly unknown[] => {
  const sns = SnsRecords.safeParse(event);
  if (sns.success) return sns.data.Records.map(({ Sns }) => opened(Sns.Message));
  const sqs = SqsRecords.safeParse(event);
  return sqs.success ? sqs.data.Records.map(({ body }) => openBody(body)) : [event];
};
