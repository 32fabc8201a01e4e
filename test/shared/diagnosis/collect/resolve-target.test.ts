import { expect, test } from 'vitest';
import { openGate } from '../../../../shared/diagnosis/collect/budget.ts';
import { resolveTarget } from '../../../../shared/diagnosis/collect/resolve-target.ts';
import type { MetricPoints, Raw } from '../../../../shared/diagnosis/collect-ports.ts';
import type { CollectQuery } from '../../../../shared/diagnosis/collect-query.ts';
import { callNames, type FakeOptions, type FakeWorld, fakeAws } from '../../../support/fake-aws.ts';
import { BUDGET, failedRequest, NOON, WINDOW } from '../../../support/orders-world.ts';

const rest = (id: string, name: string): Raw => ({ id, name });
const staged = (...names: readonly string[]): readonly Raw[] => names.map((stageName) => ({ stageName }));

const resolve = async (world: FakeWorld, query: Omit<CollectQuery, 'window'>, options?: FakeOptions) => {
  const aws = fakeAws(world, options);
  const gate = openGate(aws.ports, BUDGET);
  const result = await resolveTarget(gate, { window: WINDOW, ...query });
  return { result, gaps: gate.gaps(), calls: callNames(aws) };
};

const resolved = async (world: FakeWorld, query: Omit<CollectQuery, 'window'>, options?: FakeOptions) => {
  const { result, ...rest } = await resolve(world, query, options);
  return { ...rest, target: result.ok ? { kind: result.value.kind, id: result.value.id, stage: result.value.stage } : result.failure };
};

test('finds a REST API by its name on a later page', async () => {
  const restApis = Array.from({ length: 7 }, (_, index) => rest(`api000000${index}`, `api ${index}`));
  const { target } = await resolved(
    { restApis, stages: { api0000006: staged('prod') } },
    { api: 'api 6', kind: 'REST', stage: 'prod' },
    { pageSize: 2 },
  );
  expect(target).toEqual({ kind: 'REST', id: 'api0000006', stage: 'prod' });
});

test('finds an API by its id in one call, without listing', async () => {
  const { target, calls } = await resolved(
    { restApis: [rest('a1b2c3d4e5', 'orders')], stages: { a1b2c3d4e5: staged('prod') } },
    { api: 'a1b2c3d4e5', stage: 'prod' },
  );
  expect(target).toMatchObject({ id: 'a1b2c3d4e5' });
  expect(calls).toEqual(['apigateway:GetRestApi', 'apigateway:GetStage']);
});

test('takes a name of ten lower-case letters for a name when no API has it as its id', async () => {
  const { target } = await resolved(
    { restApis: [rest('a1b2c3d4e5', 'production')], stages: { a1b2c3d4e5: staged('live') } },
    { api: 'production' },
  );
  expect(target).toMatchObject({ id: 'a1b2c3d4e5', stage: 'live' });
});

test('compares names as metrics have them: characters outside ASCII left out', async () => {
  const world = { restApis: [rest('a1b2c3d4e5', 'Bestellung – Süd')], stages: { a1b2c3d4e5: staged('prod') } };
  expect((await resolved(world, { api: 'Bestellung  Sd', kind: 'REST', stage: 'prod' })).target).toMatchObject({ id: 'a1b2c3d4e5' });
  expect((await resolved(world, { api: 'Bestellung – Süd', kind: 'REST', stage: 'prod' })).target).toMatchObject({ id: 'a1b2c3d4e5' });
});

test('a name without any ASCII character appears as the id of the API', async () => {
  const world = { restApis: [rest('a1b2c3d4e5', '注文')], stages: { a1b2c3d4e5: staged('prod') } };
  expect((await resolved(world, { api: 'a1b2c3d4e5', kind: 'REST', stage: 'prod' })).target).toMatchObject({ id: 'a1b2c3d4e5' });
});

test('finds HTTP and WebSocket APIs by id and by name', async () => {
  const world: FakeWorld = {
    httpApis: [
      { ApiId: 'h1h1h1h1h1', Name: 'shop', ProtocolType: 'HTTP' },
      { ApiId: 'w1w1w1w1w1', Name: 'chat', ProtocolType: 'WEBSOCKET' },
    ],
    stages: { h1h1h1h1h1: [{ StageName: '$default' }], w1w1w1w1w1: [{ StageName: 'live' }] },
  };
  expect((await resolved(world, { api: 'h1h1h1h1h1', stage: '$default' })).target).toEqual({
    kind: 'HTTP',
    id: 'h1h1h1h1h1',
    stage: '$default',
  });
  expect((await resolved(world, { api: 'chat' })).target).toEqual({ kind: 'WEBSOCKET', id: 'w1w1w1w1w1', stage: 'live' });
});

test('of several APIs of one name it keeps those that have the stage', async () => {
  const world = { restApis: [rest('a1', 'orders'), rest('b2', 'orders')], stages: { a1: staged('test'), b2: staged('prod') } };
  const { target, gaps } = await resolved(world, { api: 'orders', kind: 'REST', stage: 'prod' });
  expect(target).toMatchObject({ id: 'b2' });
  expect(gaps).toEqual([]);
});

const namesakes: FakeWorld = { restApis: [rest('a1', 'orders'), rest('b2', 'orders')], stages: { a1: staged('prod'), b2: staged('prod') } };

test('of several with the stage it takes the only one whose execution log shows failures, and says so', async () => {
  const logGroups = { 'API-Gateway-Execution-Logs_b2/prod': failedRequest({ index: 1 }) };
  const { target, gaps } = await resolved({ ...namesakes, logGroups }, { api: 'orders', kind: 'REST', stage: 'prod' });
  expect(target).toMatchObject({ id: 'b2' });
  expect(gaps).toMatchObject([{ kind: 'ambiguous', why: expect.stringContaining('only b2 failed in the window') }]);
});

test('never picks one of several silently', async () => {
  const both = {
    'API-Gateway-Execution-Logs_a1/prod': failedRequest({ index: 1 }),
    'API-Gateway-Execution-Logs_b2/prod': failedRequest({ index: 2 }),
  };
  for (const logGroups of [{}, both]) {
    const { target } = await resolved({ ...namesakes, logGroups }, { api: 'orders', kind: 'REST', stage: 'prod' });
    expect(target).toEqual({ kind: 'api-ambiguous', api: 'orders', ids: ['a1', 'b2'] });
  }
});

test('tells a REST API and an HTTP API of one name apart by what failed', async () => {
  const world: FakeWorld = {
    restApis: [rest('a1', 'orders')],
    httpApis: [{ ApiId: 'h1', Name: 'orders', ProtocolType: 'HTTP' }],
    stages: { a1: staged('prod'), h1: [{ StageName: 'prod' }] },
    metrics: { '5xx ApiId=h1,Stage=prod': [[NOON, 3]] },
  };
  expect((await resolved(world, { api: 'orders', stage: 'prod' })).target).toMatchObject({ kind: 'HTTP', id: 'h1' });
});

test('names similar APIs when there is none of the name', async () => {
  const { target } = await resolved({ restApis: [rest('a1', 'orders'), rest('b2', 'billing')] }, { api: 'ordres', kind: 'REST' });
  expect(target).toEqual({ kind: 'api-not-found', api: 'ordres', similar: ['orders'] });
});

test('names the stages that there are when the stage does not exist', async () => {
  const { target } = await resolved(
    { restApis: [rest('a1', 'orders')], stages: { a1: staged('prod', 'test') } },
    { api: 'orders', kind: 'REST', stage: 'live' },
  );
  expect(target).toEqual({ kind: 'stage-not-found', api: 'orders', stage: 'live', stages: ['prod', 'test'] });
});

test('takes the only stage when none is named', async () => {
  const { target, calls } = await resolved(
    { restApis: [rest('a1', 'orders')], stages: { a1: staged('prod') } },
    { api: 'orders', kind: 'REST' },
  );
  expect(target).toMatchObject({ stage: 'prod' });
  expect(calls).not.toContain('cloudwatch:GetMetricData');
});

const three = (metrics: Readonly<Record<string, MetricPoints>>): FakeWorld => ({
  restApis: [rest('a1', 'orders')],
  stages: { a1: staged('prod', 'test', 'dev') },
  metrics,
});

test('of several stages it takes the one with server errors, by one GetMetricData call', async () => {
  const { target, calls, gaps } = await resolved(three({ '5XXError ApiName=orders,Stage=test': [[NOON, 4]] }), {
    api: 'orders',
    kind: 'REST',
  });
  expect(target).toMatchObject({ stage: 'test' });
  expect(calls.filter((name) => name === 'cloudwatch:GetMetricData')).toHaveLength(1);
  expect(gaps).toEqual([]);
});

test('of several failing stages it takes the worst and names the others', async () => {
  const metrics = { '5XXError ApiName=orders,Stage=test': [[NOON, 4]], '5XXError ApiName=orders,Stage=prod': [[NOON, 9]] } as const;
  const { target, gaps } = await resolved(three(metrics), { api: 'orders', kind: 'REST' });
  expect(target).toMatchObject({ stage: 'prod' });
  expect(gaps).toMatchObject([{ kind: 'ambiguous', why: expect.stringContaining('Also failing: test (4)') }]);
});

test('asks for the stage when several could be meant and none failed, or nobody may say', async () => {
  const needed = { kind: 'stage-needed', api: 'orders', stages: ['prod', 'test', 'dev'] };
  expect((await resolved(three({}), { api: 'orders', kind: 'REST' })).target).toEqual(needed);
  const denied = {
    'cloudwatch:GetMetricData': { always: { kind: 'access-denied', action: 'cloudwatch:GetMetricData', detail: '' } },
  } as const;
  expect((await resolved(three({}), { api: 'orders', kind: 'REST' }, { failures: denied })).target).toEqual(needed);
});

test('an API without a stage was never deployed', async () => {
  expect((await resolved({ restApis: [rest('a1', 'orders')] }, { api: 'orders', kind: 'REST' })).target).toEqual({
    kind: 'stage-needed',
    api: 'orders',
    stages: [],
  });
});

test('without access, credentials or network there is nothing to diagnose', async () => {
  const failures = [
    { kind: 'access-denied', action: 'apigateway:GET', detail: 'no' },
    { kind: 'credentials', detail: 'expired' },
    { kind: 'unreachable', detail: 'ENOTFOUND' },
  ] as const;
  for (const failure of failures) {
    const { target } = await resolved({}, { api: 'orders', kind: 'REST' }, { failures: { 'apigateway:GetRestApis': { always: failure } } });
    expect(target).toEqual(failure);
  }
});

const ORDERS = { restApis: [rest('a1b2c3d4e5', 'Orders API'), rest('b1b2c3d4e5', 'billing-api')], stages: { a1b2c3d4e5: staged('prod') } };

test('a person may leave out what goes without saying of a name, an alarm may not', async () => {
  expect((await resolved(ORDERS, { api: 'orders', partOfName: true })).target).toEqual({ kind: 'REST', id: 'a1b2c3d4e5', stage: 'prod' });
  expect((await resolved(ORDERS, { api: 'orders' })).target).toMatchObject({ kind: 'api-not-found' });
});

test('a part of several names is never one of them: all are offered', async () => {
  const { target } = await resolved(ORDERS, { api: 'api', partOfName: true });
  expect(target).toEqual({ kind: 'api-not-found', api: 'api', similar: ['Orders API', 'billing-api'] });
});
