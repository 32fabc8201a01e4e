import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRecord, parseJson } from '../../../shared/lib/json.ts';
import { postToSlack, type SlackPost } from '../../../shared/slack/post-to-slack.ts';

interface Received {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly body: { readonly text?: unknown; readonly blocks?: unknown; readonly thread_ts?: unknown };
}

type Reply = (response: ServerResponse, request: Received) => void;

const json =
  (body: object, status = 200, headers = {}): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const plain =
  (body: string, status = 200): Reply =>
  (response) =>
    response.writeHead(status).end(body);

const TOKEN = 'xoxb-1-planted-token';
const SECRET_PATH = '/services/T000/B000/plantedwebhook';
const message: SlackPost = { text: 'Something broke', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Something broke' } }] };
const withDetails: SlackPost = {
  ...message,
  details: [
    { text: 'one', blocks: [] },
    { text: 'two', blocks: [] },
  ],
};

let received: Received[] = [];
let replies: Reply[] = [];
let apiUrl = '';

const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  void text(request).then((body) => {
    const parsed = parseJson(body);
    const seen = { path: request.url, authorization: request.headers.authorization, body: isRecord(parsed) ? parsed : {} };
    received.push(seen);
    (replies.shift() ?? json({ ok: true, channel: 'C1', ts: '1700000000.000100' }))(response, seen);
  });
});

beforeEach(async () => {
  received = [];
  replies = [];
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const postByBot = (post: SlackPost, timeoutMs = 2_000) => postToSlack({ botToken: TOKEN, channel: 'C1' }, post, { apiUrl, timeoutMs });
const postByWebhook = (post: SlackPost, timeoutMs = 2_000) => postToSlack({ webhookUrl: apiUrl + SECRET_PATH }, post, { timeoutMs });

describe('with a bot token', () => {
  test('posts to the channel, without previews of links, and says where the message stands', async () => {
    expect(await postByBot(message)).toEqual({ ok: true, value: { channel: 'C1', ts: '1700000000.000100' } });
    expect(received).toEqual([
      {
        path: '/chat.postMessage',
        authorization: `Bearer ${TOKEN}`,
        body: { text: message.text, blocks: message.blocks, channel: 'C1', unfurl_links: false, unfurl_media: false },
      },
    ]);
  });

  test('puts details into the thread of the first message, also where an answer of theirs names another', async () => {
    replies = [json({ ok: true, channel: 'C1', ts: '1.1' }), json({ ok: true, ts: '2.2' }), json({ ok: true, ts: '3.3' })];
    expect(await postByBot(withDetails)).toMatchObject({ ok: true, value: { ts: '1.1' } });
    expect(received.map(({ body }) => [body.text, body.thread_ts])).toEqual([
      ['Something broke', undefined],
      ['one', '1.1'],
      ['two', '1.1'],
    ]);
  });

  test('does not fail, and so is not repeated, when only details are lost', async () => {
    replies = [json({ ok: true, ts: '1.1' }), json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '7' })];
    expect(await postByBot(withDetails)).toEqual({
      ok: true,
      value: { ts: '1.1', undelivered: { kind: 'rate-limited', retryAfterSeconds: 7 } },
    });
    expect(received).toHaveLength(2);
  });

  const busy = (seconds: number): Reply => json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(seconds) });
  const patiently = async (post: SlackPost, millis: number) => {
    const sleeps: number[] = [];
    const sleep = async (pause: number) => void sleeps.push(pause);
    const options = { apiUrl, timeoutMs: 2_000, patience: { millis, sleep } };
    return { posted: await postToSlack({ botToken: TOKEN, channel: 'C1' }, post, options), sleeps };
  };

  test('waits in place as long as Slack asks, for the message and for its details', async () => {
    replies = [busy(2), busy(0), json({ ok: true, ts: '1.1' }), busy(3), json({ ok: true }), busy(4), json({ ok: true })];
    expect(await patiently(withDetails, 10_000)).toEqual({
      posted: { ok: true, value: { ts: '1.1' } },
      sleeps: [2_000, 1_000, 3_000, 4_000],
    });
    expect(received.map(({ body }) => body.text)).toEqual([
      ...Array(3).fill('Something broke'),
      ...Array(2).fill('one'),
      ...Array(2).fill('two'),
    ]);
  });

  test('does not begin a wait that its patience does not cover', async () => {
    replies = [busy(6), busy(5)];
    expect(await patiently(message, 10_000)).toEqual({
      posted: { ok: false, failure: { kind: 'rate-limited', retryAfterSeconds: 5 } },
      sleeps: [6_000],
    });
    expect(received).toHaveLength(2);
  });

  test('does not wait with new figures: the next ones bring them along', async () => {
    replies = [busy(1)];
    const update = { ...message, replaces: { channel: 'C1', ts: '1.1' } };
    expect(await patiently(update, 10_000)).toMatchObject({ posted: { failure: { kind: 'rate-limited' } }, sleeps: [] });
    replies = [busy(1)];
    expect(await patiently({ ...update, details: [message] }, 10_000)).toMatchObject({ posted: { ok: true }, sleeps: [1_000] });
  });

  test.each(['invalid_auth', 'token_revoked', 'account_inactive', 'channel_not_found', 'not_in_channel', 'is_archived', 'missing_scope'])(
    'takes HTTP 200 with ok: false and %s as a matter of configuration',
    async (code) => {
      replies = [json({ ok: false, error: code })];
      expect(await postByBot(message)).toEqual({ ok: false, failure: { kind: 'configuration', code } });
      expect(received).toHaveLength(1);
    },
  );

  test.each(['invalid_blocks', 'msg_blocks_too_long'])('falls back to plain text when Slack answers %s', async (code) => {
    replies = [json({ ok: false, error: code })];
    expect(await postByBot(message)).toMatchObject({ ok: true, value: { channel: 'C1' } });
    expect(received.map(({ body }) => body.blocks)).toEqual([message.blocks, []]);
  });

  test('falls back once only', async () => {
    replies = [json({ ok: false, error: 'invalid_blocks' }), json({ ok: false, error: 'msg_too_long' })];
    expect(await postByBot(message)).toEqual({ ok: false, failure: { kind: 'rejected-blocks', code: 'msg_too_long' } });
    expect(received).toHaveLength(2);
  });

  test.each([
    [json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' }), 30],
    [plain('', 429), 1],
    [json({ ok: false, error: 'ratelimited' }), 1],
  ])('reports a rate limit with the seconds to wait (%#)', async (reply, retryAfterSeconds) => {
    replies = [reply];
    expect(await postByBot(message)).toEqual({ ok: false, failure: { kind: 'rate-limited', retryAfterSeconds } });
  });

  test.each([
    ['a fault of Slack', json({ ok: false, error: 'internal_error' }, 500)],
    ['a page of a proxy', plain('<html>Bad gateway</html>', 502)],
    ['a broken connection', ((response) => response.destroy()) as Reply],
    [
      'a redirect, which would take the token elsewhere',
      ((response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()) as Reply,
    ],
  ])('takes %s as unavailable', async (_what, reply) => {
    replies = [reply];
    expect(await postByBot(message)).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  });

  test('waits no longer than it was told to', async () => {
    replies = [() => undefined];
    expect(await postByBot(message, 50)).toEqual({ ok: false, failure: { kind: 'unavailable', reason: 'No answer within 50 ms' } });
  });

  test('waits no longer for a body that does not end', async () => {
    replies = [(response) => response.writeHead(200).write('{"ok":')];
    expect(await postByBot(message, 80)).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  });
});

describe('with an incoming webhook', () => {
  test('posts, and posts details as messages of their own', async () => {
    replies = [plain('ok'), plain('ok'), plain('ok')];
    expect(await postByWebhook(withDetails)).toEqual({ ok: true, value: {} });
    expect(received.map(({ path, authorization, body }) => [path, authorization, body.thread_ts])).toEqual(
      Array.from({ length: 3 }, () => [SECRET_PATH, undefined, undefined]),
    );
  });

  test.each([
    ['no_service', 404, { kind: 'configuration', code: 'no_service' }],
    ['channel_is_archived', 410, { kind: 'configuration', code: 'channel_is_archived' }],
    ['action_prohibited', 403, { kind: 'configuration', code: 'action_prohibited' }],
    ['Retry later', 503, { kind: 'unavailable', reason: 'Slack answered 503 unknown_error' }],
  ])('reads the answer %s, which is text', async (answer, status, failure) => {
    replies = [plain(answer, status)];
    expect(await postByWebhook(message)).toEqual({ ok: false, failure });
  });

  test('falls back to plain text when the payload is refused', async () => {
    replies = [plain('invalid_blocks', 400), plain('ok')];
    expect(await postByWebhook(message)).toEqual({ ok: true, value: {} });
    expect(received).toHaveLength(2);
  });
});

test('no failure repeats the token, the webhook address or what Slack echoes', async () => {
  const echo: Reply = (response, { path, authorization }) => response.writeHead(400).end(`${path} ${authorization}`);
  for (const reply of [echo, plain(TOKEN, 403), json({ ok: false, error: `bad ${TOKEN}` }), ((response) => response.destroy()) as Reply]) {
    replies = [reply];
    const byBot = JSON.stringify(await postByBot(message));
    replies = [reply];
    const byWebhook = JSON.stringify(await postByWebhook(message));
    for (const outcome of [byBot, byWebhook]) expect(outcome).not.toMatch(/planted/);
  }
  expect(
    JSON.stringify(await postToSlack({ webhookUrl: 'http://127.0.0.1:9/services/planted' }, message, { timeoutMs: 1_000 })),
  ).not.toMatch(/planted/);
});

describe('a message that stands in Slack already', () => {
  const bot = { botToken: TOKEN, channel: 'C1' };
  const place = { channel: 'C1', ts: '1700000000.000100' };
  const since = '2026-11-21T10:00:00.000Z';
  const post = (more: Partial<SlackPost>) => postToSlack(bot, { ...message, ...more }, { apiUrl, timeoutMs: 1_000 });
  const paths = () => received.map(({ path }) => path);

  test('is edited in place', async () => {
    expect(await post({ replaces: place })).toMatchObject({ ok: true });
    expect(received).toMatchObject([{ path: '/chat.update', body: { ...place, text: 'Something broke' } }]);
  });

  test('is posted anew when somebody has deleted it', async () => {
    replies = [json({ ok: false, error: 'message_not_found' })];
    expect(await post({ replaces: place })).toMatchObject({ ok: true });
    expect(paths()).toEqual(['/chat.update', '/chat.postMessage']);
  });

  test('is found by its mark and not posted again', async () => {
    const metadata = { event_type: 'gatewhy_incident', event_payload: { incident: 'abc' } };
    replies = [json({ ok: true, messages: [{ ts: '3.0' }, { ts: '2.0', metadata }] })];
    expect(await post({ mark: { incident: 'abc', since } })).toEqual({ ok: true, value: { channel: 'C1', ts: '2.0' } });
    expect(paths()).toEqual(['/conversations.history']);
  });

  test('is posted with its mark when it is not there, or when the search is not allowed', async () => {
    for (const reply of [json({ ok: true, messages: [] }), json({ ok: false, error: 'missing_scope' })]) {
      received = [];
      replies = [reply];
      expect(await post({ mark: { incident: 'abc', since } })).toMatchObject({ ok: true });
      expect(paths()).toEqual(['/conversations.history', '/chat.postMessage']);
      expect(received[1]?.body).toMatchObject({ metadata: { event_payload: { incident: 'abc' } } });
    }
  });

  test.for([json({ ok: false, error: 'ratelimited' }, 429), plain('', 503), plain('<html>')])(
    'is not posted while Slack cannot say whether it is there',
    async (reply) => {
      replies = [reply];
      expect(await post({ mark: { incident: 'abc', since } })).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
      expect(paths()).toEqual(['/conversations.history']);
    },
  );
});
