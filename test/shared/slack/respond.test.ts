import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SlackReceiver, startSlackReceiver } from '../../../infra/lab/slack-receiver.ts';
import { privateText, type SlackReply } from '../../../shared/diagnosis/ask/slack-reply.ts';
import { createRespond } from '../../../shared/slack/respond.ts';

let slack: SlackReceiver;

beforeAll(async () => {
  slack = await startSlackReceiver();
});
afterAll(() => slack.stop());

const respond = (url: string, reply: SlackReply = privateText('Nothing found.')) =>
  createRespond({ timeoutMs: 1_000, origin: slack.url })(url, reply);

test('an address takes five answers', async () => {
  const url = slack.responseUrl();
  const answers = [];
  for (let use = 0; use < 6; use += 1) answers.push(await respond(url));
  expect(answers.slice(0, 5).every(({ ok }) => ok)).toBe(true);
  expect(answers[5]).toEqual({ ok: false, failure: { kind: 'permanent', reason: 'Slack refuses: used_url' } });
});

test('what strangers say pings nobody', async () => {
  await respond(slack.responseUrl(), privateText('No API is named <!channel>.'));
  expect(slack.messages.at(-1)).toMatchObject({ ephemeral: true, text: 'No API is named &lt;!channel&gt;.' });
});

test('blocks that Slack refuses are told as plain text', async () => {
  const block = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } } as const;
  expect(
    await respond(slack.responseUrl(), { message: { text: 'Found it.', blocks: [block] }, audience: 'in_channel', thread: '1.1' }),
  ).toEqual({
    ok: true,
    value: undefined,
  });
  expect(slack.messages.at(-1)).toMatchObject({ text: 'Found it.', blocks: [], threadTs: '1.1' });
});

test.for([
  { order: { status: 429, retryAfter: 17 }, failure: { kind: 'temporary', retryAfterSeconds: 17 } },
  { order: { status: 503 }, failure: { kind: 'temporary' } },
  { order: { status: 404, error: 'expired_url' }, failure: { kind: 'permanent', reason: 'Slack refuses: expired_url' } },
])('Slack that answers $order.status is $failure.kind', async ({ order, failure }) => {
  slack.fail({ ...order, times: 1 });
  expect(await respond(slack.responseUrl())).toMatchObject({ ok: false, failure });
});

test.for(['https://example.com/actions/1', 'http://user:word@127.0.0.1/actions/1', 'not an address'])('tells %s nothing', async (url) => {
  const before = slack.messages.length;
  expect(await respond(url)).toMatchObject({ ok: false, failure: { kind: 'permanent' } });
  expect(slack.messages).toHaveLength(before);
});
