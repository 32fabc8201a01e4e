import { expect, test } from 'vitest';
import { parseSlackCredentials } from '../../../shared/slack/credentials.ts';

test.each([{ webhookUrl: 'https://hooks.slack.com/services/T0/B0/x' }, { botToken: 'xoxb-1-2-x', channel: 'C0123' }])(
  'reads %j',
  (value) => {
    expect(parseSlackCredentials(JSON.stringify(value))).toEqual({ ok: true, value });
  },
);

test.each([
  'xoxb-planted',
  '"xoxb-planted"',
  'null',
  '[]',
  '{"webhookUrl":"planted"}',
  '{"webhookUrl":"ftp://host/planted"}',
  '{"botToken":"planted","channel":"C1"}',
  '{"botToken":"xoxb-planted"}',
  '{"botToken":"xoxb-planted","channel":""}',
  '{"planted":"planted"}',
])('refuses %s in a sentence that says what is expected and never repeats the secret', (secret) => {
  const parsed = parseSlackCredentials(secret);
  expect(parsed).toMatchObject({ ok: false, failure: expect.stringContaining('Expected {"webhookUrl"') });
  expect(JSON.stringify(parsed)).not.toContain('planted');
});
