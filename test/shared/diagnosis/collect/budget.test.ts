import { expect, test } from 'vitest';
import { openGate } from '../../../../shared/diagnosis/collect/budget.ts';
import type { ReadFailure } from '../../../../shared/diagnosis/collect-ports.ts';
import type { TakeToken } from '../../../../shared/diagnosis/token-bucket.ts';
import { err, ok } from '../../../../shared/lib/result.ts';
import { type FakeOptions, fakeAws } from '../../../support/fake-aws.ts';

const BUDGET = { calls: 10, bytes: 1_000_000, millis: 60_000 };
const open = (options: FakeOptions = {}, budget = BUDGET) => {
  const aws = fakeAws({ restApis: [{ id: 'a1', name: 'orders' }] }, options);
  return { aws, gate: openGate(aws.ports, budget) };
};
const failing = (...failures: readonly ReadFailure[]): FakeOptions => ({ failures: { 'apigateway:GetRestApi': failures } });
const read = ({ gate }: Pick<ReturnType<typeof open>, 'gate'>) => gate.read('apigateway:GetRestApi', { restApiId: 'a1' });

const THROTTLED = { kind: 'throttled', action: 'apigateway:GET' } as const;
const DENIED = { kind: 'access-denied', action: 'apigateway:GET', detail: 'no' } as const;

test('counts every attempt as a call', async () => {
  const opened = open(failing(THROTTLED, THROTTLED));
  expect((await read(opened)).ok).toBe(true);
  expect(opened.gate.cost().calls).toEqual({ 'apigateway:GetRestApi': 3 });
});

test('repeats what was throttled or dropped, and nothing else', async () => {
  const dropped = open(failing({ kind: 'unreachable', detail: 'ECONNRESET' }));
  expect((await read(dropped)).ok).toBe(true);
  const denied = open(failing(DENIED));
  expect(await read(denied)).toEqual({ ok: false, failure: DENIED });
  expect(denied.aws.calls).toHaveLength(1);
});

test('waits as long as AWS asks for', async () => {
  const opened = open(failing({ ...THROTTLED, retryAfterMillis: 3_000 }));
  await read(opened);
  expect(opened.aws.sleeps).toEqual([3_000]);
});

test('does not wait longer than the time that is left', async () => {
  const opened = open(failing({ ...THROTTLED, retryAfterMillis: 90_000 }));
  expect(await read(opened)).toEqual({ ok: false, failure: { kind: 'budget-spent', limit: 'millis' } });
  expect(opened.aws.sleeps).toEqual([]);
});

test.for([
  { limit: 'calls', budget: { ...BUDGET, calls: 2 } },
  { limit: 'bytes', budget: { ...BUDGET, bytes: 200 } },
  { limit: 'millis', budget: { ...BUDGET, millis: 20 } },
] as const)('stops when the $limit are spent', async ({ limit, budget }) => {
  const opened = open({ callMillis: 10, bytesPerCall: 100 }, budget);
  expect([(await read(opened)).ok, (await read(opened)).ok]).toEqual([true, true]);
  expect(await read(opened)).toEqual({ ok: false, failure: { kind: 'budget-spent', limit } });
  expect(opened.aws.calls).toHaveLength(2);
});

test('calls made at the same time share the budget', async () => {
  const opened = open({}, { ...BUDGET, calls: 3 });
  const results = await Promise.all([read(opened), read(opened), read(opened), read(opened), read(opened)]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(3);
});

test('a failure that is looked for becomes a gap, once', async () => {
  const { gate } = open(failing(DENIED, DENIED));
  expect(await gate.find('API', 'apigateway:GetRestApi', { restApiId: 'a1' })).toBeUndefined();
  expect(await gate.find('API', 'apigateway:GetRestApi', { restApiId: 'a1' })).toBeUndefined();
  expect(gate.gaps()).toMatchObject([{ kind: 'access-denied', what: 'API' }]);
});

test('tells an adapter how much time it has, and no single call more than fifteen seconds', async () => {
  const { aws } = open();
  const given: number[] = [];
  const ask = {
    ...aws.ports.ask,
    'apigateway:GetRestApi': async (_: unknown, within: number) => {
      given.push(within);
      return { result: { ok: true, value: {} } as const, bytes: 0 };
    },
  };
  await openGate({ ...aws.ports, ask }, { ...BUDGET, millis: 4_000 }).read('apigateway:GetRestApi', { restApiId: 'a1' });
  await openGate({ ...aws.ports, ask }, BUDGET).read('apigateway:GetRestApi', { restApiId: 'a1' });
  expect(given).toEqual([4_000, 15_000]);
});

/** A bucket that is empty for a while; each answer is a wait in milliseconds. */
const withBucket = (waits: readonly number[], budget = BUDGET) => {
  const { aws } = open();
  const answers = [...waits];
  const taken: string[] = [];
  const take: TakeToken = async (bucket) => {
    taken.push(bucket);
    return ok(answers.shift() ?? 0);
  };
  return { aws, taken, gate: openGate({ ...aws.ports, take }, budget) };
};

test('waits for a token of the account, and counts only the call that was made', async () => {
  const opened = withBucket([200, 400]);
  expect((await read(opened)).ok).toBe(true);
  expect(opened.aws.sleeps).toEqual([250, 450]);
  expect(opened.gate.cost().calls).toEqual({ 'apigateway:GetRestApi': 1 });
  expect(opened.taken).toEqual(['control-plane', 'control-plane', 'control-plane']);
});

test('asks no bucket for reads that have room enough', async () => {
  const opened = withBucket([200]);
  await opened.gate.read('lambda:GetFunctionConcurrency', { functionName: 'orders' });
  expect([opened.taken, opened.aws.sleeps]).toEqual([[], []]);
});

test('a token that takes longer than the budget lasts is a gap, and no call is made', async () => {
  const opened = withBucket([70_000]);
  expect(await opened.gate.find('the API', 'apigateway:GetRestApi', { restApiId: 'a1' })).toBeUndefined();
  expect(opened.gate.gaps()).toEqual([
    expect.objectContaining({ kind: 'throttled', what: 'the API', why: expect.stringContaining('apigateway:GET was held back') }),
  ]);
  expect([opened.aws.calls, opened.aws.sleeps]).toEqual([[], []]);
});

test('a bucket that stays empty uses up the budget and no more', async () => {
  const opened = withBucket(Array(1_000).fill(500));
  expect(await read(opened)).toEqual({ ok: false, failure: { kind: 'held-back', action: 'apigateway:GET' } });
  expect(opened.aws.calls).toEqual([]);
  expect(opened.aws.sleeps.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(BUDGET.millis);
});

test('without its bucket nothing is read, and the failure says why', async () => {
  const { aws } = open();
  const gate = openGate({ ...aws.ports, take: async () => err({ reason: 'dynamodb:UpdateItem failed' }) }, BUDGET);
  expect(await gate.read('apigateway:GetRestApi', { restApiId: 'a1' })).toEqual(
    err({ kind: 'unreachable', detail: 'dynamodb:UpdateItem failed' }),
  );
  expect(aws.calls).toEqual([]);
});
