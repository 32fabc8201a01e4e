import { expect, test } from 'vitest';
import { verifySignature } from '../../../shared/slack/verify-signature.ts';

/** The example of Slack's own documentation of signed requests. */
const EXAMPLE = {
  secret: '8f742231b10e8888abcd99yyyzzz85a5',
  timestamp: '1531420618',
  body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};

const verify = (seconds: number, edit: Partial<typeof EXAMPLE> = {}) => {
  const { secret, timestamp, body, signature } = { ...EXAMPLE, ...edit };
  return verifySignature(
    { timestamp, signature, body: Buffer.from(body) },
    [secret],
    new Date((Number(EXAMPLE.timestamp) + seconds) * 1000),
  );
};

test("Slack's own example is genuine for five minutes, either way", () => {
  expect([-301, -300, 0, 300, 301].map((seconds) => verify(seconds))).toEqual(['stale', 'genuine', 'genuine', 'genuine', 'stale']);
});

test('a character more or less makes it a forgery', () => {
  expect(verify(0, { body: `${EXAMPLE.body}&` })).toBe('forged');
  expect(verify(0, { timestamp: '1531420619' })).toBe('forged');
  expect(verify(0, { signature: EXAMPLE.signature.toUpperCase() })).toBe('forged');
  expect(verify(0, { secret: `${EXAMPLE.secret} ` })).toBe('forged');
});
