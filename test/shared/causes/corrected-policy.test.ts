import { expect, test } from 'vitest';
import { correctedPolicy } from '../../../shared/causes/corrected-policy.ts';

const policyDocument = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/prod/*/*' },
  ],
};
const corrected = (output: unknown, kind: 'REST' | 'HTTP' = 'REST'): unknown => {
  const text = correctedPolicy(JSON.stringify(output), kind);
  return text === undefined ? undefined : JSON.parse(text);
};

test.each([
  [
    'a nested context is serialised',
    { context: { roles: ['admin'], id: 7, none: null } },
    { context: { roles: '["admin"]', id: 7, none: null } },
  ],
  ['a member that nobody reads goes', { issuedAt: 1 }, {}],
  ['a number becomes a principal', { principalId: 7 }, { principalId: '7' }],
  [
    'a null Condition goes',
    { policyDocument: { ...policyDocument, Statement: [{ ...policyDocument.Statement[0], Condition: null }] } },
    {},
  ],
])('%s', (_, wrong, right) => {
  const whole = { principalId: 'user-1', policyDocument };
  expect(corrected({ ...whole, ...wrong })).toEqual({ ...whole, ...right });
});

test.each([
  [{ principalId: 'user-1' }],
  [{ principalId: 'user-1', policyDocument: { Statement: [{ Effect: 'Maybe' }] } }],
  [null],
  ['Allow'],
])('whom to let in is not guessed: %j', (output) => {
  expect(corrected(output)).toBeUndefined();
});

test('an answer of an HTTP API is judged by its own rules', () => {
  expect(corrected({ isAuthorized: true, context: { roles: ['admin'] } }, 'HTTP')).toEqual({
    isAuthorized: true,
    context: { roles: ['admin'] },
  });
  expect(corrected({ isAuthorized: 'yes' }, 'HTTP')).toBeUndefined();
});
