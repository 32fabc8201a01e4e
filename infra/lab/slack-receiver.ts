import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { isRecord, parseJson } from '../../shared/lib/json.ts';
import { type Loopback, startLoopback } from './loopback.ts';
import type { SlackPace } from './slack-pace.ts';
import { isResponsePath, responseUrls } from './slack-response-urls.ts';
import { slackObjection } from './slack-rules.ts';

export interface ReceivedMessage {
  readonly via: 'webhook' | 'chat.postMessage' | 'chat.update' | 'response_url';
  readonly at: Date;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly channel?: string;
  /** Slack's id of the message; a webhook has none to give. */
  readonly ts?: string;
  readonly threadTs?: string;
  /** Seen by one person only. */
  readonly ephemeral?: true;
  readonly metadata?: unknown;
}

/** The next `times` posts are answered so: an HTTP status, or 200 with an error name as the Web API has it. */
export interface SlackFailureOrder {
  readonly status: number;
  readonly error?: string;
  /** Seconds. */
  readonly retryAfter?: number;
  readonly times?: number;
}

export interface SlackReceiverOptions {
  readonly botToken?: string;
  /** Channels that the bot is in. */
  readonly channels?: readonly string[];
  /** Others that there are, by id; what is said of one of `channels` counts too. */
  readonly otherChannels?: Readonly<Record<string, { readonly member?: true; readonly archived?: true; readonly private?: true }>>;
  /** What the bot may do. */
  readonly scopes?: readonly string[];
  /** How fast it takes messages; absent: as they come. */
  readonly pace?: SlackPace;
}

export interface SlackReceiver extends Loopback {
  readonly webhookUrl: string;
  /** For `SLACK_API_URL`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly messages: readonly ReceivedMessage[];
  /** For a command or a button: five uses within 30 minutes. `ageMinutes`: made as long ago. */
  readonly responseUrl: (ageMinutes?: number) => string;
  readonly fail: (order: SlackFailureOrder) => void;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Fields = Readonly<Record<string, unknown>>;

const WEBHOOK_PATH = '/services/T00000000/B00000000/LabWebhookOfNobodyAtAll0';
/** Slack publishes no limit for a webhook's payload; nothing readable is longer than this (inferred). */
const MAX_PAYLOAD_BYTES = 1_000_000;
const READS = new Set(['conversations.history', 'conversations.info', 'auth.test']);

const webApi = (body: Fields, status = 200): Answer => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});
const refused = (error: string): Answer => webApi({ ok: false, error });
const plain = (status: number, body: string): Answer => ({ status, body });

const contentOf = ({ text, blocks }: Fields) => ({
  text: typeof text === 'string' ? text : '',
  blocks: Array.isArray(blocks) ? (blocks as readonly unknown[]) : [],
});

/** Methods that read take a form, and no JSON. */
const payloadOf = ({ headers }: IncomingMessage, body: string): unknown =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    ? Object.fromEntries(new URLSearchParams(body))
    : parseJson(body);

/**
 * Plays Slack's receiving side: one incoming webhook, `chat.postMessage`, `chat.update`, `conversations.history`, `conversations.info`, `auth.test` and
 * the addresses for answers; keeps what it took, refuses what Slack would.
 */
export const startSlackReceiver = async (options: SlackReceiverOptions = {}): Promise<SlackReceiver> => {
  const { botToken = 'xoxb-lab-token', channels = ['C0LAB00000'], scopes = ['chat:write'], otherChannels = {}, pace = () => 0 } = options;
  const messages: ReceivedMessage[] = [];
  const orders: { readonly order: SlackFailureOrder; left: number }[] = [];
  const responses = responseUrls();
  let count = 0;

  const ordered = (isWebhook: boolean): Answer | undefined => {
    const next = orders.find(({ left }) => left > 0);
    if (!next) return undefined;
    next.left -= 1;
    const { status, error = status === 429 ? 'ratelimited' : 'internal_error', retryAfter } = next.order;
    const answer = isWebhook ? plain(status, error) : webApi({ ok: false, error }, status);
    return { ...answer, headers: { ...answer.headers, ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }) } };
  };

  const webhook = (payload: unknown): Answer => {
    if (!isRecord(payload)) return plain(400, 'invalid_payload');
    const objection = slackObjection(payload, false);
    if (objection) return plain(400, objection);
    messages.push({ via: 'webhook', at: new Date(), ...contentOf(payload) });
    return plain(200, 'ok');
  };

  const respond = (path: string, payload: unknown): Answer => {
    const use = responses.use(path);
    if ('refusal' in use) return plain(404, use.refusal);
    if (!isRecord(payload)) return plain(500, 'invalid_payload');
    const objection = slackObjection(payload, false);
    if (objection) return plain(400, objection);
    const threadTs = typeof payload.thread_ts === 'string' ? payload.thread_ts : undefined;
    const audience = payload.response_type === 'in_channel' ? {} : { ephemeral: true as const };
    const { channel } = use;
    messages.push({ via: 'response_url', at: new Date(), channel, ...audience, ...(threadTs && { threadTs }), ...contentOf(payload) });
    return webApi({ ok: true });
  };

  const post = (payload: Fields, channel: string): Answer => {
    count += 1;
    const ts = `${Math.floor(Date.now() / 1000)}.${String(count).padStart(6, '0')}`;
    const threadTs = typeof payload.thread_ts === 'string' ? payload.thread_ts : undefined;
    messages.push({
      via: 'chat.postMessage',
      at: new Date(),
      channel,
      ts,
      ...(threadTs && { threadTs }),
      ...(isRecord(payload.metadata) && { metadata: payload.metadata }),
      ...contentOf(payload),
    });
    return webApi({ ok: true, channel, ts, message: { type: 'message', ts, ...contentOf(payload) } });
  };

  const update = (payload: Fields, channel: string): Answer => {
    const ts = typeof payload.ts === 'string' ? payload.ts : '';
    if (!messages.some((message) => message.ts === ts && message.channel === channel)) return refused('message_not_found');
    messages.push({ via: 'chat.update', at: new Date(), channel, ts, ...contentOf(payload) });
    return webApi({ ok: true, channel, ts, text: contentOf(payload).text });
  };

  /** The channel itself, without threads, the newest first. */
  const history = ({ oldest = '0' }: Fields, channel: string): Answer => {
    const from = Number(oldest);
    const own = messages.filter(({ via, threadTs, ts = '0', ...message }) => {
      return via === 'chat.postMessage' && threadTs === undefined && message.channel === channel && Number(ts) >= from;
    });
    return webApi({ ok: true, messages: own.toReversed().map(({ ts, text, metadata }) => ({ type: 'message', ts, text, metadata })) });
  };

  const identity = (): Answer => {
    const answer = webApi({ ok: true, team: 'Lab', team_id: 'T0LAB00000', user: 'gatewhy', bot_id: 'B0LAB00000' });
    return { ...answer, headers: { ...answer.headers, 'x-oauth-scopes': scopes.join(',') } };
  };

  /** https://docs.slack.dev/reference/methods/conversations.info */
  const info = (id: string): Answer => {
    const found = otherChannels[id] ?? (channels.includes(id) ? { member: true } : undefined);
    if (!scopes.includes('channels:read')) return webApi({ ok: false, error: 'missing_scope', needed: 'channels:read' });
    if (!found || (found.private && !scopes.includes('groups:read'))) return refused('channel_not_found');
    const { member = false, archived = false, private: isPrivate = false } = found;
    return webApi({ ok: true, channel: { id, name: id.toLowerCase(), is_member: member, is_archived: archived, is_private: isPrivate } });
  };

  const api = (method: string, authorization: string | undefined, payload: unknown): Answer => {
    const call = { 'chat.postMessage': post, 'chat.update': update }[method];
    if (!call && !READS.has(method)) return refused('unknown_method');
    if (!authorization) return refused('not_authed');
    if (authorization !== `Bearer ${botToken}`) return refused('invalid_auth');
    if (method === 'auth.test') return identity();
    if (!isRecord(payload)) return refused('invalid_json');
    const channel = typeof payload.channel === 'string' ? payload.channel : '';
    if (method === 'conversations.info') return info(channel);
    if (!channels.includes(channel)) return refused('channel_not_found');
    if (!call) return history(payload, channel);
    const seconds = pace(method, channel);
    if (seconds > 0) return { ...webApi({ ok: false, error: 'ratelimited' }, 429), headers: { 'retry-after': String(seconds) } };
    const objection = slackObjection(payload, true);
    return objection ? refused(objection) : call(payload, channel);
  };

  const answer = (path: string, request: IncomingMessage, body: string): Answer => {
    const isWebhook = !path.startsWith('/api/');
    if (isResponsePath(path)) return ordered(true) ?? respond(path, parseJson(body));
    if (isWebhook && path !== WEBHOOK_PATH) return plain(404, 'no_service');
    const failure = ordered(isWebhook);
    if (failure) return failure;
    if (Buffer.byteLength(body) > MAX_PAYLOAD_BYTES) return isWebhook ? plain(400, 'invalid_payload') : refused('msg_too_long');
    return isWebhook ? webhook(parseJson(body)) : api(path.slice('/api/'.length), request.headers.authorization, payloadOf(request, body));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readText(request);
    const {
      status,
      headers,
      body: text,
    } = request.method === 'POST' ? answer(request.url ?? '/', request, body) : plain(405, 'method_not_allowed');
    response.writeHead(status, headers);
    response.end(text);
  };

  const server = await startLoopback(handle);
  return {
    ...server,
    webhookUrl: server.url + WEBHOOK_PATH,
    apiUrl: `${server.url}/api`,
    botToken,
    messages,
    responseUrl: (ageMinutes) => server.url + responses.make(channels[0] ?? '', ageMinutes),
    fail: (order) => void orders.push({ order, left: order.times ?? Number.POSITIVE_INFINITY }),
  };
};
