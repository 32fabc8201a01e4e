import { expect, test } from 'vitest';
import { coversInvoke } from '../../../shared/gateway/execute-api-arn.ts';

const API = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5';
const call = { apiId: 'a1b2c3d4e5', stage: 'prod', verb: 'GET', path: '/orders/7?full=1' };

test.each([
  ['*', true],
  ['arn:aws:execute-api:*:*:*', true],
  [`${API}/*`, true],
  [`${API}/*/*`, true],
  [`${API}/prod/GET/orders/7`, true],
  [`${API}/prod/*/orders/*`, true],
  [`${API}/prod/GET/*`, true],
  ['execute-api:/*', true],
  ['execute-api:/prod/GET/orders/7', true],
  [`${API}/prod/GET/orders`, false],
  [`${API}/prod/POST/*`, false],
  [`${API}/beta/*/*`, false],
  ['arn:aws:execute-api:eu-west-1:123456789012:z9y8x7w6v5/*/*', false],
] as const)('%s covers GET /orders/7 of prod: %s', (resource, expected) => {
  expect(coversInvoke(resource, call)).toBe(expected);
});

test('what covers a stage covers its root', () => {
  expect(coversInvoke(`${API}/prod/GET/`, { ...call, path: '/' })).toBe(true);
});

test('without verb or path only a resource for everything decides', () => {
  expect(coversInvoke(`${API}/*/*`, { apiId: 'a1b2c3d4e5' })).toBe(true);
  expect(coversInvoke(`${API}/prod/GET/orders`, { apiId: 'a1b2c3d4e5', stage: 'prod' })).toBeUndefined();
  expect(coversInvoke(`${API}/prod/*`, { apiId: 'a1b2c3d4e5', stage: 'prod', path: '/orders' })).toBeUndefined();
});
