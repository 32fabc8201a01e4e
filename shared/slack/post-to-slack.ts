import * as z from 'zod/mini';
import { parseJson } from '../lib/json.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { SlackMessage } from '../reports/slack-message.ts';
import type { SlackCredentials } from './credentials.ts';
import { type SendOptions, sendJson } from './send-json.ts';
import { type SlackFailure, slackFailure } from './slack-failure.ts';

export interface SlackPost extends SlackMessage {
  /** Goes into the thread of the first message; after it, where the way in has no threads (webhooks). */
  readonly details?: readonly SlackMessage[];
}

export interface PostOptions extends SendOptions {
  /** Another host than Slack's, for tests and the lab. */
  readonly apiUrl?: string;
}

/** Where the first message stands; a webhook does not tell. `undelivered`: the message arrived, some of its details did not. */
export interface Posted {
  readonly channel?: string;
  readonly ts?: string;
  readonly undelivered?: SlackFailure;
}

type Send = (message: SlackMessage, threadTs: string | undefined) => Promise<Result<Posted, SlackFailure>>;

const DEFAULT_API_URL = 'https://slack.com/api';
const answerSchema = z.object({
  ok: z.boolean(),
  error: z.optional(z.string()),
  channel: z.optional(z.string()),
  ts: z.optional(z.string()),
});

const bodyOf = ({ text, blocks }: SlackMessage): object => ({ text, blocks, unfurl_links: false, unfurl_media: false });

const throughWebhook =
  (webhookUrl: string, options: PostOptions): Send =>
  async (message) => {
    const answer = await sendJson(webhookUrl, {}, bodyOf(message), options);
    if (!answer.ok) return answer;
    const { status, text, retryAfter } = answer.value;
    return status >= 200 && status < 300 ? ok({}) : err(slackFailure(status, text, retryAfter));
  };

const throughBot =
  ({ botToken, channel }: Extract<SlackCredentials, { botToken: string }>, options: PostOptions): Send =>
  async (message, threadTs) => {
    const body = { ...bodyOf(message), channel, ...(threadTs !== undefined && { thread_ts: threadTs }) };
    const url = `${options.apiUrl ?? DEFAULT_API_URL}/chat.postMessage`;
    const answer = await sendJson(url, { authorization: `Bearer ${botToken}` }, body, options);
    if (!answer.ok) return answer;
    const { status, text, retryAfter } = answer.value;
    const parsed = answerSchema.safeParse(parseJson(text));
    if (!parsed.success)
      return err(
        status === 429 ? slackFailure(status, '', retryAfter) : { kind: 'unavailable', reason: `Slack answered ${status} without JSON` },
      );
    const { ok: isPosted, error = '', channel: postedTo, ts } = parsed.data;
    if (!isPosted || status >= 300) return err(slackFailure(status, error, retryAfter));
    return ok({ ...(postedTo !== undefined && { channel: postedTo }), ...(ts !== undefined && { ts }) });
  };

/** Blocks may break a limit that nobody has published; plain text then still tells what was found. */
const orPlainText =
  (post: Send): Send =>
  async (message, threadTs) => {
    const posted = await post(message, threadTs);
    if (posted.ok || posted.failure.kind !== 'rejected-blocks' || message.blocks.length === 0) return posted;
    return post({ text: message.text, blocks: [] }, threadTs);
  };

/**
 * The first message, then its details. A failure means that the first message did not arrive; details that fail do not fail the post, as a
 * second try would repeat the message.
 */
export const postToSlack = async (
  credentials: SlackCredentials,
  message: SlackPost,
  options: PostOptions,
): Promise<Result<Posted, SlackFailure>> => {
  const post = orPlainText(
    'webhookUrl' in credentials ? throughWebhook(credentials.webhookUrl, options) : throughBot(credentials, options),
  );
  const first = await post({ text: message.text, blocks: message.blocks }, undefined);
  if (!first.ok) return first;
  for (const detail of message.details ?? []) {
    const posted = await post(detail, first.value.ts);
    if (!posted.ok) return ok({ ...first.value, undelivered: posted.failure });
  }
  return first;
};
