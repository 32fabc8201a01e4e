import { expect, test } from 'vitest';
import { LOG_GROUP, NOON, QUERY, requestId, stage } from '../../../support/orders-world.ts';
import { many, sample } from '../../../support/sample-orders.ts';

test('at level ERROR the failure line and the status are there, and the gap says what is not', async () => {
  const settings = stage({ methodSettings: { '*/*': { loggingLevel: 'ERROR' } } });
  const { samples, gaps } = await sample(many(5, { level: 'ERROR' }), { settings, query: { ...QUERY, request: { path: '/orders/1' } } });
  expect(samples).toEqual([{ requestId: requestId(0), count: 5 }]);
  expect(gaps).toMatchObject([{ kind: 'log-level-too-low', what: 'execution log', why: expect.stringContaining('At level ERROR') }]);
});

test('with data trace off the gap says that headers and bodies are missing', async () => {
  const settings = stage({ methodSettings: { '*/*': { loggingLevel: 'INFO' } } });
  expect((await sample(many(1), { settings })).gaps).toMatchObject([
    { kind: 'log-level-too-low', what: 'headers and bodies in the execution log' },
  ]);
});

test('a level that was never set is OFF: the log is not asked', async () => {
  const { calls, gaps } = await sample(many(1), { settings: stage({ methodSettings: {} }) });
  expect(calls).toEqual([]);
  expect(gaps).toMatchObject([{ kind: 'logging-disabled' }]);
});

test('a level of single methods is read, and the gap names the others', async () => {
  const settings = stage({ methodSettings: { 'orders/{id}/GET': { loggingLevel: 'INFO', dataTraceEnabled: true } } });
  const { samples, gaps } = await sample(many(2), { settings });
  expect(samples).toHaveLength(1);
  expect(gaps).toMatchObject([{ what: 'execution log of the methods without an own log level' }]);
});

test('a log group that does not exist is a gap that knows whether the account lets API Gateway write', async () => {
  const without = await sample([], { world: { logGroups: {} } });
  expect(without.gaps).toMatchObject([{ kind: 'log-group-missing', remedy: expect.stringContaining('update-account') }]);
  const account = { cloudwatchRoleArn: 'arn:aws:iam::123456789012:role/apigateway-logs' };
  const withRole = await sample([], { world: { logGroups: {}, account } });
  expect(withRole.gaps).toMatchObject([{ kind: 'log-group-missing', remedy: expect.stringContaining('Send a request') }]);
});

test('a window older than the retention is a gap of its own', async () => {
  const now = NOON + 40 * 24 * 60 * 60_000;
  const expired = await sample([], { options: { now }, world: { retentionInDays: { [LOG_GROUP]: 30 } } });
  expect(expired.gaps).toMatchObject([{ kind: 'expired', why: expect.stringContaining('30 days') }]);
  expect((await sample([], { options: { now }, world: { retentionInDays: { [LOG_GROUP]: 60 } } })).gaps).toEqual([]);
});
