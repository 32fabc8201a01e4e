import * as z from 'zod/mini';
import type { SlackReport } from '../diagnosis/channels.ts';
import { parseJson } from '../lib/json.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { SlackMessage } from '../reports/slack-message.ts';
import type { SlackCredentials } from './credentials.ts';
import { type SlackFailure, slackFailure } from './slack-failure.ts';

export interface SlackPost extends SlackMessage, Pick<SlackReport, 'mark' | 'replaces'> {
  /** Goes into the thread of the first message; after it, where the way in has no threads (webhooks). */
  readonly details?: readonly SlackMessage[];
}

export interface PostOptions {
  /** Another host than Slack's, for tests and the lab. */
  readonly apiUrl?: string;
  readonly fetch?: typeof fetch;
  readonly timeoutMs: number;
}

/** Where the first message stands; a webhook does not tell. `undelivered`: the message arrived, some of its details did not. */
export interface Posted {
  readonly channel?: string;
  readonly ts?: string;
  readonly undelivered?: SlackFailure;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
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

/** A redirect would carry the token to another host. What `fetch` throws may repeat the address, and with it the webhook's secret. */
const send = async (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: object | URLSearchParams,
  options: PostOptions,
): Promise<Result<Answer, SlackFailure>> => {
  try {
    const response = await (options.fetch ?? fetch)(url, {
      method: 'POST',
      headers: body instanceof URLSearchParams ? headers : { ...headers, 'content-type': 'application/json; charset=utf-8' },
      body: body instanceof URLSearchParams ? body : JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    return ok({ status: response.status, text: await response.text(), retryAfter: response.headers.get('retry-after') });
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    return err({ kind: 'unavailable', reason: isTimeout ? `No answer within ${options.timeoutMs} ms` : 'Slack could not be reached' });
  }
};

const bodyOf = ({ text, blocks }: SlackMessage): object => ({ text, blocks, unfurl_links: false, unfurl_media: false });

const throughWebhook =
  (webhookUrl: string, options: PostOptions): Send =>
  async (message) => {
    const answer = await send(webhookUrl, {}, bodyOf(message), options);
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
    const answer = await send(url, { authorization: `Bearer ${botToken}` }, body, options);
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

/** Slack cannot be asked to post once. What a worker may have posted before it died is looked for; without the scope, or in a busy channel, in vain. */
const findPosted = async ({ botToken, channel }: Bot, { mark }: SlackPost, options: PostOptions): Promise<Posted | undefined> => {
  if (mark?.since === undefined) return undefined;
  const oldest = String(Math.floor(new Date(mark.since).getTime() / 1000) - CLOCK_SKEW_SECONDS);
  const query = new URLSearchParams({ channel, oldest, limit: '200', include_all_metadata: 'true' });
  const url = `${options.apiUrl ?? DEFAULT_API_URL}/conversations.history`;
  const answer = await send(url, { authorization: `Bearer ${botToken}` }, query, options);
  const found = history.safeParse(answer.ok ? parseJson(answer.value.text) : undefined);
  const message = found.data?.messages.find(
    ({ metadata }) => metadata?.event_type === MARK_TYPE && metadata.event_payload.incident === mark.incident,
  );
  return message && { channel, ts: message.ts };
};

/** Blocks may break a limit that nobody has published; plain text then still tells what was found. */
const orPlainText =
  (post: Send): Send =>
  async (message, threadTs) => {
    const posted = await post(message, threadTs);
    if (posted.ok || posted.failure.kind !== 'rejected-blocks' || message.blocks.length === 0) return posted;
    return post({ ...message, blocks: [] }, threadTs);
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
  const { details = [], ...single } = message;
  const before = 'botToken' in credentials ? await findPosted(credentials, message, options) : undefined;
  if (before) return ok(before);
  const first = await post(single, undefined);
  if (!first.ok) return first;
  for (const detail of details) {
    const posted = await post(detail, first.value.ts);
    if (!posted.ok) return ok({ ...first.value, undelivered: posted.failure });
  }
  return first;
};
