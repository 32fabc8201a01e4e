import * as z from 'zod/mini';

const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));

/**
 * The custom notification of Amazon Q Developer in chat applications, version 1.0
 * (https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html), no wider than we write it. What does not follow the form is
 * dropped without an error (observed by users), so nothing is published that does not pass here. AWS publishes no lengths: these are ours.
 */
export const amazonQCardSchema = z.strictObject({
  version: z.literal('1.0'),
  source: z.literal('custom'),
  content: z.strictObject({
    textType: z.literal('client-markdown'),
    title: text(250),
    description: text(3_000),
    nextSteps: z.optional(z.array(text(1_000)).check(z.minLength(1), z.maxLength(8))),
    keywords: z.array(text(100)).check(z.maxLength(8)),
  }),
  metadata: z.strictObject({
    /** Cards of one thread stay together. */
    threadId: text(500),
    summary: text(250),
    eventType: z.literal('gatewhy-diagnosis'),
    relatedResources: z.array(text(2_048)).check(z.maxLength(8)),
  }),
});

export type AmazonQCard = z.infer<typeof amazonQCardSchema>;
