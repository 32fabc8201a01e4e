import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SlackReceiver, startSlackReceiver } from '../../../infra/lab/slack-receiver.ts';
import { err, ok } from '../../../shared/lib/result.ts';
import { createSlackChannel } from '../../../shared/slack/slack-channel.ts';

let slack: SlackReceiver;
beforeAll(async () => {
  slack = await startSlackReceiver({ botToken: 'xoxb-new', channels: ['C0LAB00000', 'C0ORDERS00'] });
});
afterAll(() => slack.stop());

const secret = (botToken: string) => JSON.stringify({ botToken, channel: 'C0LAB00000' });
const message = { text: 'hello', blocks: [], details: [] };

/** Kept, then fresh. */
const channelWith = (kept: string, fresh: string) => {
  const asked: boolean[] = [];
  const send = createSlackChannel(
    async (wantsFresh) => {
      asked.push(wantsFresh);
      return ok(wantsFresh ? fresh : kept);
    },
    { apiUrl: slack.apiUrl, timeoutMs: 2_000 },
  );
  return { send, asked };
};

test('a token that was rotated meanwhile is read again, and the message arrives', async () => {
  const { send, asked } = channelWith(secret('xoxb-old'), secret('xoxb-new'));
  expect(await send(message)).toMatchObject({ ok: true });
  expect(asked).toEqual([false, true]);
});

test('a route leads to another channel than the secret does', async () => {
  const read = async () => ok(secret('xoxb-new'));
  const options = { apiUrl: slack.apiUrl, timeoutMs: 2_000 };
  expect(await createSlackChannel(read, { ...options, channel: 'C0ORDERS00' })(message)).toEqual(
    ok({ channel: 'C0ORDERS00', ts: expect.any(String) }),
  );
});

test('a route to a channel fails for good where the secret is a webhook', async () => {
  const read = async () => ok(JSON.stringify({ webhookUrl: slack.webhookUrl }));
  const before = slack.messages.length;
  expect(await createSlackChannel(read, { timeoutMs: 2_000, channel: 'C0ORDERS00' })(message)).toEqual(
    err({
      kind: 'permanent',
      reason: expect.stringMatching(/^A route names the channel C0ORDERS00, and a webhook posts to its one channel/),
    }),
  );
  expect(slack.messages).toHaveLength(before);
});

test('a token that Slack refuses and nobody has changed is tried once', async () => {
  const before = slack.messages.length;
  const { send } = channelWith(secret('xoxb-old'), secret('xoxb-old'));
  expect(await send(message)).toEqual({ ok: false, failure: { kind: 'permanent', reason: 'Slack refuses: invalid_auth' } });
  expect(slack.messages).toHaveLength(before);
});

test('a secret of another form is a permanent failure that does not repeat it', async () => {
  const { send } = channelWith('{"token":"xoxb-canary"}', '{"token":"xoxb-canary"}');
  const sent = await send(message);
  expect(sent).toMatchObject({
    ok: false,
    failure: { kind: 'permanent', reason: expect.stringContaining('does not have the expected form') },
  });
  expect(JSON.stringify(sent)).not.toContain('canary');
});

test.for([
  { order: { status: 429, retryAfter: 9 }, failure: { kind: 'temporary', reason: 'Slack asks to wait', retryAfterSeconds: 9 } },
  { order: { status: 503 }, failure: { kind: 'temporary' } },
  { order: { status: 200, error: 'channel_not_found' }, failure: { kind: 'permanent', reason: 'Slack refuses: channel_not_found' } },
])('$order is $failure.kind', async ({ order, failure }) => {
  slack.fail({ ...order, times: 1 });
  const { send } = channelWith(secret('xoxb-new'), secret('xoxb-new'));
  expect(await send(message)).toMatchObject({ ok: false, failure });
});
