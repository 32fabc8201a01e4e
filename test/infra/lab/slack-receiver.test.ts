import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SlackReceiver, startSlackReceiver } from '../../../infra/lab/slack-receiver.ts';

let slack: SlackReceiver;

beforeAll(async () => {
  slack = await startSlackReceiver({ channels: ['C1'] });
});
afterAll(() => slack.stop());

const webhook = async (payload: unknown) => {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const response = await fetch(slack.webhookUrl, { method: 'POST', body });
  return `${response.status} ${await response.text()}`;
};

const api = async (method: string, payload: object, token: string | undefined = slack.botToken) => {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${slack.apiUrl}/${method}`, { method: 'POST', headers, body: JSON.stringify(payload) });
  const answer = (await response.json()) as { ok: boolean; error?: string; ts?: string };
  return { status: response.status, retryAfter: response.headers.get('retry-after'), ...answer };
};

const section = (length: number) => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(length) } });
const header = (length: number) => ({ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(length) } });
const button = (text: number, value: number) => ({
  type: 'button',
  text: { type: 'plain_text', text: 'x'.repeat(text) },
  value: 'v'.repeat(value),
});

test('a webhook takes a message, says ok and keeps it', async () => {
  expect(await webhook({ text: 'hello', blocks: [header(150), section(3000)] })).toBe('200 ok');
  expect(slack.messages.at(-1)).toMatchObject({ via: 'webhook', text: 'hello', blocks: [{ type: 'header' }, { type: 'section' }] });
});

test.each([
  ['a payload that is no JSON', '{', 'invalid_payload'],
  ['a payload over a megabyte', { text: 'x'.repeat(1_000_001) }, 'invalid_payload'],
  ['a message that says nothing', {}, 'no_text'],
  ['51 blocks', { text: 'x', blocks: Array(51).fill({ type: 'divider' }) }, 'invalid_blocks'],
  ['a section of 3,001 characters', { text: 'x', blocks: [section(3001)] }, 'invalid_blocks'],
  ['an empty section', { text: 'x', blocks: [{ type: 'section' }] }, 'invalid_blocks'],
  ['a header of 151 characters', { text: 'x', blocks: [header(151)] }, 'invalid_blocks'],
  ['a header in mrkdwn', { text: 'x', blocks: [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }] }, 'invalid_blocks'],
  [
    'eleven context elements',
    { text: 'x', blocks: [{ type: 'context', elements: Array(11).fill({ type: 'mrkdwn', text: 'x' }) }] },
    'invalid_blocks',
  ],
  ['eleven fields', { text: 'x', blocks: [{ type: 'section', fields: Array(11).fill({ type: 'mrkdwn', text: 'x' }) }] }, 'invalid_blocks'],
  ['a button text of 76 characters', { text: 'x', blocks: [{ type: 'actions', elements: [button(76, 1)] }] }, 'invalid_blocks'],
  ['a button value of 2,001 characters', { text: 'x', blocks: [{ type: 'actions', elements: [button(1, 2001)] }] }, 'invalid_blocks'],
  ['a block of a type that does not exist', { text: 'x', blocks: [{ type: 'paragraph' }] }, 'invalid_blocks'],
  [
    'two blocks of one id',
    {
      text: 'x',
      blocks: [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
    },
    'invalid_blocks',
  ],
  ['blocks that are no list', { text: 'x', blocks: {} }, 'invalid_blocks_format'],
])('%s is refused as Slack refuses it', async (_, payload, error) => {
  const before = slack.messages.length;
  expect(await webhook(payload)).toBe(`400 ${error}`);
  expect(slack.messages).toHaveLength(before);
});

test('an address that is no webhook of ours has no service', async () => {
  const response = await fetch(`${slack.url}/services/T1/B1/x`, { method: 'POST', body: '{"text":"x"}' });
  expect([response.status, await response.text()]).toEqual([404, 'no_service']);
});

test('chat.postMessage answers a timestamp, which threads and updates use', async () => {
  const { ok, ts } = await api('chat.postMessage', { channel: 'C1', text: 'first' });
  expect(ok).toBe(true);
  await api('chat.postMessage', { channel: 'C1', text: 'reply', thread_ts: ts });
  expect(slack.messages.at(-1)).toMatchObject({ via: 'chat.postMessage', channel: 'C1', text: 'reply', threadTs: ts });
  expect(await api('chat.update', { channel: 'C1', ts, text: 'changed' })).toMatchObject({ ok: true });
  expect(slack.messages.at(-1)).toMatchObject({ via: 'chat.update', ts, text: 'changed' });
  expect(await api('chat.update', { channel: 'C1', ts: '1.1', text: 'x' })).toMatchObject({ ok: false, error: 'message_not_found' });
});

test('the Web API refuses a wrong token, a foreign channel, an unknown method and blocks too long together', async () => {
  const message = { channel: 'C1', text: 'x' };
  expect(await api('chat.postMessage', message, 'xoxb-other')).toMatchObject({ status: 200, ok: false, error: 'invalid_auth' });
  expect(await api('chat.postMessage', message, '')).toMatchObject({ error: 'not_authed' });
  expect(await api('chat.postMessage', { ...message, channel: 'C2' })).toMatchObject({ error: 'channel_not_found' });
  expect(await api('chat.delete', message)).toMatchObject({ error: 'unknown_method' });
  const long = { ...message, blocks: Array(4).fill(section(2900)) };
  expect(await api('chat.postMessage', long)).toMatchObject({ error: 'msg_blocks_too_long' });
  expect(await webhook(long)).toBe('200 ok');
});

test('an ordered failure is met as often as ordered', async () => {
  slack.fail({ status: 429, retryAfter: 7, times: 1 });
  const message = { channel: 'C1', text: 'x' };
  expect(await api('chat.postMessage', message)).toMatchObject({ status: 429, retryAfter: '7', ok: false, error: 'ratelimited' });
  expect(await api('chat.postMessage', message)).toMatchObject({ ok: true });
  slack.fail({ status: 500, times: 1 });
  expect(await webhook({ text: 'x' })).toBe('500 internal_error');
  slack.fail({ status: 200, error: 'is_archived', times: 1 });
  expect(await api('chat.postMessage', message)).toMatchObject({ status: 200, ok: false, error: 'is_archived' });
});
