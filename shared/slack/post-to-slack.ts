import * as z from 'zod/mini';
import type { SlackReport } from '../diagnosis/channels.ts';
import { parseJson } from '../lib/json.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { SlackMessage } from '../reports/slack-message.ts';
import type { SlackCredentials } from './credentials.ts';
import { type SendOptions, sendSlack } from './send-slack.ts';
import { type SlackFailure, slackFailure } from './slack-failure.ts';

export interface SlackPost extends SlackMessage, Pick<SlackReport, 'mark' | 'replaces'> {
  /** Goes into the thread of the first message; after it, where the way in has no threads (webhooks). */
  readonly details?: readonly SlackMessage[];
}

/** How long somebody who has just been asked to wait does so in place, all messages of a thread together. */
export interface Patience {
  readonly millis: number;
  readonly sleep: (millis: number) => Promise<unknown>;
}

export interface PostOptions extends SendOptions {
  /** Another host than Slack's, for tests and the lab. */
  readonly apiUrl?: string;
  /** Absent: none. */
  readonly patience?: Patience;
}

/** Where the first message stands; a webhook does not tell. `undelivered`: the message arrived, some of its details did not. */
export interface Posted {
  readonly channel?: string;
  readonly ts?: string;
  readonly undelivered?: SlackFailure;
}

type Single = SlackMessage & Pick<SlackPost, 'mark' | 'replaces'>;
type Send = (message: Single, threadTs: string | undefined) => Promise<Result<Posted, SlackFailure>>;

const DEFAULT_API_URL = 'https://slack.com/api';
const answerSchema = z.object({
  ok: z.boolean(),
  error: z.optional(z.string()),
  channel: z.optional(z.string()),
  ts: z.optional(z.string()),
});

/** Somebody has deleted the message, or it may no longer be edited: what there is to say is said anew. */
const GONE = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/** Slack's clock is not ours. */
const CLOCK_SKEW_SECONDS = 60;

const MARK_TYPE = 'gatewhy_incident';

const history = z.object({
  ok: z.literal(true),
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z.optional(z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })),
    }),
  ),
});

const bodyOf = ({ text, blocks }: SlackMessage): object => ({ text, blocks, unfurl_links: false, unfurl_media: false });

const throughWebhook =
  (webhookUrl: string, options: PostOptions): Send =>
  async (message) => {
    const answer = await sendSlack(webhookUrl, {}, bodyOf(message), options);
    if (!answer.ok) return answer;
    const { status, text, retryAfter } = answer.value;
    return status >= 200 && status < 300 ? ok({}) : err(slackFailure(status, text, retryAfter));
  };

type Bot = Extract<SlackCredentials, { botToken: string }>;

const throughBot =
  ({ botToken, channel }: Bot, options: PostOptions): Send =>
  async ({ mark, replaces, ...message }, threadTs) => {
    const metadata = mark && { metadata: { event_type: MARK_TYPE, event_payload: { incident: mark.incident } } };
    const body = { ...bodyOf(message), channel, ...metadata, ...replaces, ...(threadTs !== undefined && { thread_ts: threadTs }) };
    const url = `${options.apiUrl ?? DEFAULT_API_URL}/${replaces ? 'chat.update' : 'chat.postMessage'}`;
    const answer = await sendSlack(url, { authorization: `Bearer ${botToken}` }, body, options);
    if (!answer.ok) return answer;
    const { status, text, retryAfter } = answer.value;
    const parsed = answerSchema.safeParse(parseJson(text));
    if (!parsed.success)
      return err(
        status === 429 ? slackFailure(status, '', retryAfter) : { kind: 'unavailable', reason: `Slack answered ${status} without JSON` },
      );
    const { ok: isPosted, error = '', channel: postedTo, ts } = parsed.data;
    if (replaces && GONE.has(error)) return throughBot({ botToken, channel }, options)({ ...message, ...(mark && { mark }) }, threadTs);
    if (!isPosted || status >= 300) return err(slackFailure(status, error, retryAfter));
    return ok({ ...(postedTo !== undefined && { channel: postedTo }), ...(ts !== undefined && { ts }) });
  };

/**
 * Slack cannot be asked to post once. What a worker may have posted before it died is looked for: without the scope, or beyond 200 younger
 * messages, in vain. While Slack cannot answer, nothing may be posted.
 */
const findPosted = async (
  { botToken, channel }: Bot,
  { mark }: SlackPost,
  options: PostOptions,
): Promise<Result<Posted | undefined, SlackFailure>> => {
  if (mark?.since === undefined) return ok(undefined);
  const oldest = String(Math.floor(new Date(mark.since).getTime() / 1000) - CLOCK_SKEW_SECONDS);
  const query = new URLSearchParams({ channel, oldest, limit: '200', include_all_metadata: 'true' });
  const url = `${options.apiUrl ?? DEFAULT_API_URL}/conversations.history`;
  const answer = await sendSlack(url, { authorization: `Bearer ${botToken}` }, query, options);
  if (!answer.ok) return answer;
  const document = parseJson(answer.value.text);
  const found = history.safeParse(document);
  if (found.success) {
    const isOurs = (one: z.infer<typeof history>['messages'][number]): boolean =>
      one.metadata?.event_type === MARK_TYPE && one.metadata.event_payload.incident === mark.incident;
    const message = found.data.messages.find(isOurs);
    return ok(message && { channel, ts: message.ts });
  }
  const refusal = answerSchema.safeParse(document);
  const isRefused = refusal.success && slackFailure(answer.value.status, refusal.data.error ?? '', null).kind === 'configuration';
  return isRefused ? ok(undefined) : err({ kind: 'unavailable', reason: 'Slack could not be searched for the message' });
};

/** Blocks may break a limit that nobody has published; plain text then still tells what was found. */
const orPlainText =
  (post: Send): Send =>
  async (message, threadTs) => {
    const posted = await post(message, threadTs);
    if (posted.ok || posted.failure.kind !== 'rejected-blocks' || message.blocks.length === 0) return posted;
    return post({ ...message, blocks: [] }, threadTs);
  };

/** Slack takes about a message a second: in a storm whoever comes again later only finds others before him. */
const patiently = (post: Send, { millis, sleep }: Patience): Send => {
  let left = millis;
  return async (message, threadTs) => {
    for (;;) {
      const posted = await post(message, threadTs);
      if (posted.ok || posted.failure.kind !== 'rate-limited') return posted;
      const pause = 1_000 * Math.max(1, posted.failure.retryAfterSeconds);
      if (pause > left) return posted;
      left -= pause;
      await sleep(pause);
    }
  };
};

/** New figures in a message that stands there can wait for the next ones. */
const canWait = ({ replaces, details = [] }: SlackPost): boolean => replaces !== undefined && details.length === 0;

/**
 * The first message, then its details. A failure means that the first message did not arrive; details that fail do not fail the post, as a
 * second try would repeat the message.
 */
export const postToSlack = async (
  credentials: SlackCredentials,
  message: SlackPost,
  options: PostOptions,
): Promise<Result<Posted, SlackFailure>> => {
  const { patience } = options;
  const { details = [], ...single } = message;
  const send = 'webhookUrl' in credentials ? throughWebhook(credentials.webhookUrl, options) : throughBot(credentials, options);
  const post = orPlainText(patience && !canWait(message) ? patiently(send, patience) : send);
  const before = 'botToken' in credentials ? await findPosted(credentials, message, options) : ok(undefined);
  if (!before.ok) return before;
  if (before.value) return ok(before.value);
  const first = await post(single, undefined);
  if (!first.ok) return first;
  for (const detail of details) {
    const posted = await post(detail, first.value.ts);
    if (!posted.ok) return ok({ ...first.value, undelivered: posted.failure });
  }
  return first;
};
