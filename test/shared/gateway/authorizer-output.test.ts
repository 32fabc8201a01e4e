import { expect, test } from 'vitest';
import { AUTHORIZER_RULES, allowsOnly, authorizerDecision, checkAuthorizerOutput } from '../../../shared/gateway/authorizer-output.ts';

const API = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5';
const target = { apiId: 'a1b2c3d4e5', stage: 'prod', verb: 'GET', path: '/orders' };
const allow = (Resource: unknown, more = {}) => ({ Action: 'execute-api:Invoke', Effect: 'Allow', Resource, ...more });
const policy = (Statement: unknown, more = {}) => ({ principalId: 'karin', policyDocument: { Version: '2012-10-17', Statement }, ...more });

test.each([
  ['one statement', policy(allow('*'))],
  ['a list of them', policy([allow('*'), { ...allow('*'), Effect: 'Deny' }])],
  ['a flat context', policy(allow('*'), { context: { a: 'b', n: 1, yes: true, nothing: null } })],
  ['a usage identifier', policy(allow('*'), { usageIdentifierKey: 'key' })],
  ['an empty Condition', policy(allow('*', { Condition: {} }))],
] as const)('REST takes %s', (_, output) => {
  expect(checkAuthorizerOutput(JSON.stringify(output), 'REST')).toEqual({ ok: true });
});

test.each([
  ['null', 'null', '$'],
  ['Unauthorized', 'not-json', '$'],
  ['[]', 'not-an-object', '$'],
  ['{}', 'policy-missing', 'policyDocument'],
  ['{"statusCode":401}', 'unknown-key', 'statusCode'],
  ['{"isAuthorized":true}', 'unknown-key', 'isAuthorized'],
  [JSON.stringify({ policyDocument: policy([]).policyDocument }), 'principal-missing', 'principalId'],
  [JSON.stringify(policy(null)), 'policy-missing', 'policyDocument'],
  [JSON.stringify(policy(['x'])), 'statement', 'policyDocument.Statement[0]'],
  [JSON.stringify(policy([allow('*'), { ...allow('*'), Effect: 'allow' }])), 'statement', 'policyDocument.Statement[1].Effect'],
  [JSON.stringify(policy({ Effect: 'Allow', Resource: '*' })), 'statement', 'policyDocument.Statement[0].Action'],
  [JSON.stringify(policy(allow([]))), 'statement', 'policyDocument.Statement[0].Resource'],
  [JSON.stringify(policy(allow('*', { Condition: null }))), 'condition', 'policyDocument.Statement[0].Condition'],
  [JSON.stringify(policy(allow('a'.repeat(513)))), 'resource-too-long', 'policyDocument.Statement[0].Resource'],
  [JSON.stringify(policy(allow('*'), { context: { roles: ['admin'] } })), 'context', 'context.roles'],
  [JSON.stringify(policy(allow('*'), { context: 'text' })), 'context', 'context'],
] as const)('REST refuses %s', (output, rule, field) => {
  expect(checkAuthorizerOutput(output, 'REST')).toEqual({ ok: false, rule, field });
  expect(AUTHORIZER_RULES[rule].text).not.toBe('');
});

test.each([
  ['{"isAuthorized":true,"context":{"roles":["admin"]}}', { ok: true }],
  [JSON.stringify(policy(allow('*'))), { ok: true }],
  ['{"isAuthorized":"true"}', { ok: false, rule: 'is-authorized', field: 'isAuthorized' }],
  ['{}', { ok: false, rule: 'is-authorized', field: 'isAuthorized' }],
  ['{"policyDocument":{}}', { ok: false, rule: 'policy-missing', field: 'policyDocument' }],
] as const)('an HTTP API about %s', (output, expected) => {
  expect(checkAuthorizerOutput(output, 'HTTP')).toEqual(expected);
});

test.each([
  [policy(allow(`${API}/prod/GET/*`)), 'allow'],
  [policy(allow(`${API}/prod/GET/invoices`)), 'deny'],
  [policy([allow('*'), { ...allow(`${API}/prod/*/orders`), Effect: 'Deny' }]), 'deny'],
  [{ isAuthorized: false }, 'deny'],
  [{ isAuthorized: true }, 'allow'],
  ['text', undefined],
  [{ errorMessage: 'no' }, undefined],
] as const)('%j decides on GET /orders: %s', (output, expected) => {
  expect(authorizerDecision(JSON.stringify(output), target)).toBe(expected);
});

test('a decision that hangs on what is not known is none', () => {
  expect(authorizerDecision(JSON.stringify(policy(allow(`${API}/prod/GET/orders`))), { stage: 'prod' })).toBeUndefined();
});

test.each([
  [`${API}/prod/GET/orders`, true],
  [[`${API}/prod/GET/orders`], true],
  [`${API}/prod/GET/*`, false],
  [`${API}/prod/GET/invoices`, false],
  [[`${API}/prod/GET/orders`, `${API}/prod/GET/invoices`], false],
] as const)('a policy for %j is one for GET /orders alone: %s', (resource, expected) => {
  expect(allowsOnly(JSON.stringify(policy(allow(resource))), target)).toBe(expected);
});
