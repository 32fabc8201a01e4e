import { expect, test } from 'vitest';
import { parseSigningSecrets } from '../../../shared/slack/signing-secrets.ts';

const FORM = 'The signing secret does not have the expected form, {"signingSecrets": ["…"]}, with one secret, or two during a change.';

test('takes one secret, or two', () => {
  const [first, second] = ['canary-0123456789', 'canary-9876543210'];
  expect(parseSigningSecrets(JSON.stringify({ signingSecrets: [first] }))).toEqual({ ok: true, value: [first] });
  expect(parseSigningSecrets(JSON.stringify({ signingSecrets: [first, second] }))).toEqual({ ok: true, value: [first, second] });
});

test.for([
  'canary-0123456789',
  '{"signingSecrets":[]}',
  '{"signingSecrets":["short"]}',
  '{"signingSecrets":["canary-0123456789","canary-0123456789","canary-0123456789"]}',
  '{"signingSecrets":["canary-0123456789"],"team":"T1"}',
])('never repeats what is wrong: %s', (secret) => {
  expect(parseSigningSecrets(secret)).toEqual({ ok: false, failure: FORM });
});
