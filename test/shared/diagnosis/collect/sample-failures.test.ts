import { expect, test } from 'vitest';
import { failedRequest, LOG_GROUP, NOON, QUERY, requestId, WINDOW } from '../../../support/orders-world.ts';
import { many, sample } from '../../../support/sample-orders.ts';

const METHOD_RESPONSE = ['Execution failed due to configuration error: Output mapping refers to an invalid method response: 404'];
const TIMEOUT = ['Execution failed due to a timeout error'];

test('one sample stands for all requests that failed alike on the same route', async () => {
  const { samples, events } = await sample(many(50));
  expect(samples).toEqual([{ requestId: requestId(0), count: 50 }]);
  expect(events).toHaveLength(8);
});

test('counts each way to fail, the most frequent first', async () => {
  const { samples } = await sample([
    ...many(3),
    ...many(9, { failure: METHOD_RESPONSE, status: 500 }, 100),
    ...many(5, { failure: TIMEOUT, status: 504 }, 200),
  ]);
  expect(samples).toEqual([
    { requestId: requestId(100), count: 9 },
    { requestId: requestId(200), count: 5 },
    { requestId: requestId(0), count: 3 },
  ]);
});

test('tells routes apart that fail with the same words', async () => {
  const { samples } = await sample([...many(2), ...many(2, { path: '/carts/7' }, 100), ...many(2, { method: 'POST' }, 200)]);
  expect(samples).toHaveLength(3);
  expect(samples.reduce((total, { count }) => total + count, 0)).toBe(6);
});

test('messages of functions that differ in ids and numbers are one way to fail', async () => {
  const events = Array.from({ length: 6 }, (_, index) =>
    failedRequest({
      index,
      failure: [
        `Lambda execution failed with status 200 due to customer function error: No order ${index} for '${index}@example.com'. Lambda request id: ${requestId(index + 900)}`,
      ],
    }),
  ).flat();
  expect((await sample(events)).samples).toEqual([{ requestId: requestId(0), count: 6 }]);
});

test('a function that says something new each time is still one way to fail', async () => {
  const words = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel', 'india', 'juliet', 'kilo', 'lima'];
  const events = words.flatMap((word, index) =>
    failedRequest({
      index,
      failure: [
        `Lambda execution failed with status 200 due to customer function error: ${word}. Lambda request id: ${requestId(index + 900)}`,
      ],
    }),
  );
  expect((await sample(events)).samples).toEqual([{ requestId: requestId(0), count: 12 }]);
});

test('more ways to fail than one answer can hold: the most frequent are looked at, the rest is counted', async () => {
  const events = Array.from({ length: 11 }, (_, fault) =>
    many(20 - fault, { failure: [`Execution failed due to configuration error: Fault ${'abcdefghijk'[fault]}`], status: 500 }, fault * 100),
  ).flat();
  const { samples, gaps } = await sample(events);
  expect(samples).toHaveLength(8);
  expect(gaps).toMatchObject([{ kind: 'truncated', why: expect.stringContaining('33 more failed in 3 further ways') }]);
});

test('searches by phrases that CloudWatch takes, and reads the traces of several requests in one call', async () => {
  const { filters } = await sample([...many(3), ...many(3, { failure: TIMEOUT, status: 504 }, 100)]);
  expect(filters).toHaveLength(2);
  expect(filters[0]).toMatchObject({ logGroupName: LOG_GROUP, startTime: NOON, endTime: WINDOW.to.getTime() });
  expect(filters[0]?.filterPattern).toContain('?"Execution failed due to" ?"Lambda execution failed with status"');
  expect(filters[1]?.filterPattern).toBe([0, 1, 2, 100, 101, 102].map((index) => `?"${requestId(index)}"`).join(' '));
});

test('goes on after empty pages', async () => {
  expect((await sample(many(3), { options: { emptyPages: 2 } })).samples).toEqual([{ requestId: requestId(0), count: 3 }]);
});

test('waits out throttling with growing pauses', async () => {
  const throttled = { kind: 'throttled', action: 'logs:FilterLogEvents' } as const;
  const { samples, sleeps, gaps } = await sample(many(1), { options: { failures: { 'logs:FilterLogEvents': [throttled, throttled] } } });
  expect(samples).toHaveLength(1);
  expect(sleeps).toEqual([200, 400]);
  expect(gaps).toEqual([]);
});

test('throttling without end is a gap', async () => {
  const throttled = { kind: 'throttled', action: 'logs:FilterLogEvents' } as const;
  const { samples, gaps, filters } = await sample(many(1), { options: { failures: { 'logs:FilterLogEvents': { always: throttled } } } });
  expect(samples).toEqual([]);
  expect(filters).toHaveLength(4);
  expect(gaps).toMatchObject([{ kind: 'throttled', what: 'failing requests in the execution log' }]);
});

const rows = [
  { text: 'Method completed with status: 502', requests: '9000', one: requestId(0), at: '2026-11-20 12:05:00.000' },
  {
    text: 'Execution failed due to configuration error: Malformed Lambda proxy response',
    requests: '8000',
    one: requestId(0),
    at: '2026-11-20 12:05:00.000',
  },
  { text: 'Execution failed due to a timeout error', requests: '700', one: requestId(5_000), at: String(NOON + 300_000) },
];

test('counts with one Insights query, in seconds, when the pages are spent before the window is', async () => {
  const { samples, calls, gaps } = await sample(many(100), {
    options: { pageSize: 10 },
    world: {
      queryResults: [
        { status: 'Running', rows: [] },
        { status: 'Complete', rows },
      ],
      logGroups: { [LOG_GROUP]: [...many(100), ...failedRequest({ index: 5_000, at: 300_000, failure: TIMEOUT, status: 504 })] },
    },
  });
  const started = calls.filter(({ name }) => name === 'logs:StartQuery');
  expect(started).toHaveLength(1);
  expect(started[0]?.input).toMatchObject({ startTime: NOON / 1_000, endTime: WINDOW.to.getTime() / 1_000 + 1 });
  expect(samples).toEqual([
    { requestId: requestId(0), count: 8_000 },
    { requestId: requestId(5_000), count: 700 },
  ]);
  expect(gaps).toEqual([]);
});

test('without Insights the part that was read has to do', async () => {
  const denied = { kind: 'access-denied', action: 'logs:StartQuery', detail: 'no' } as const;
  const { samples, gaps } = await sample(many(100), { options: { pageSize: 10, failures: { 'logs:StartQuery': { always: denied } } } });
  expect(samples[0]?.count).toBeGreaterThan(10);
  expect(gaps).toMatchObject([{ kind: 'truncated', why: expect.stringContaining('AWS denied logs:StartQuery') }]);
});

test('a query that does not finish is stopped', async () => {
  const { calls, gaps } = await sample(many(100), {
    options: { pageSize: 10 },
    world: { queryResults: [{ status: 'Running', rows: [] }] },
  });
  expect(calls.at(-1)?.name === 'logs:StopQuery' || calls.some(({ name }) => name === 'logs:StopQuery')).toBe(true);
  expect(gaps).toMatchObject([{ kind: 'truncated', why: expect.stringContaining('did not finish') }]);
});

test('one named request is read alone, without looking for failures', async () => {
  const { samples, events, filters } = await sample(many(9), { query: { ...QUERY, request: { requestId: requestId(4) } } });
  expect(samples).toEqual([{ requestId: requestId(4), count: 1 }]);
  expect(events).toHaveLength(8);
  expect(filters.map(({ filterPattern }) => filterPattern)).toEqual([`"${requestId(4)}"`]);
});

test('an extended request id leads to the request', async () => {
  const { samples, events } = await sample(many(9), { query: { ...QUERY, request: { requestId: 'Ext4=' } } });
  expect(samples).toEqual([{ requestId: requestId(4), count: 1 }]);
  expect(events).toHaveLength(8);
});

test('a request id that was never logged is a gap', async () => {
  const { gaps } = await sample(many(2), { query: { ...QUERY, request: { requestId: requestId(77) } } });
  expect(gaps).toMatchObject([{ kind: 'not-found', what: `execution log of request ${requestId(77)}` }]);
});

test('a method and path narrow to their own failures; a template matches concrete paths', async () => {
  const events = [...many(4), ...many(6, { path: '/carts/7', method: 'PUT' }, 100)];
  expect((await sample(events, { query: { ...QUERY, request: { method: 'PUT', path: '/carts/{id}' } } })).samples).toEqual([
    { requestId: requestId(100), count: 6 },
  ]);
  expect((await sample(events, { query: { ...QUERY, request: { path: '/orders/3' } } })).samples).toEqual([
    { requestId: requestId(3), count: 1 },
  ]);
});

test('a narrowed route that did not fail is read all the same: the fault may leave as 2xx', async () => {
  const fine = failedRequest({ index: 1, failure: [], status: 200, path: '/orders/1' });
  const { samples, events } = await sample([...fine, ...many(2, { path: '/carts/7' }, 100)], {
    query: { ...QUERY, request: { path: '/orders/1' } },
  });
  expect(samples).toEqual([{ requestId: requestId(1), count: 1 }]);
  expect(events).toHaveLength(fine.length);
});

test('a narrowed route that nobody called is a gap', async () => {
  const { gaps } = await sample(many(2), { query: { ...QUERY, request: { method: 'GET', path: '/nowhere' } } });
  expect(gaps).toMatchObject([{ kind: 'not-found', what: 'execution log of GET /nowhere' }]);
});

test('when nothing ended in a server error, refused requests and swallowed function errors are looked at', async () => {
  const refused = failedRequest({ index: 3, failure: [], status: 415 });
  expect((await sample(refused)).samples).toEqual([{ requestId: requestId(3), count: 1 }]);
});

test('asks once more when the window has only just ended and nothing is there yet', async () => {
  const now = WINDOW.to.getTime() + 30_000;
  const fresh = await sample([], { options: { now } });
  expect(fresh.sleeps).toEqual([10_000]);
  expect((await sample([], { options: { now: now + 10 * 60_000 } })).sleeps).toEqual([]);
  expect((await sample(many(1), { options: { now } })).sleeps).toEqual([]);
});

test('a request that began minutes before it failed is read from its beginning', async () => {
  const failed = failedRequest({ index: 1, at: 300_000, failure: TIMEOUT, status: 504 });
  const early = failed.map((event, line) => (line < 4 ? { ...event, timestamp: event.timestamp - 120_000 } : event));
  const { events, filters } = await sample(early);
  expect(events).toEqual(early);
  expect(filters).toHaveLength(3);
});

test('in a busy log the samples are taken close together, so that little has to be searched for their traces', async () => {
  const { filters } = await sample(many(60), { options: { pageSize: 50 } });
  const [trace] = filters.filter(({ filterPattern }) => String(filterPattern).includes(requestId(0)));
  expect(trace?.filterPattern).toBe([0, 1, 2].map((index) => `?"${requestId(index)}"`).join(' '));
  expect(Number(trace?.endTime)).toBeLessThan(NOON + 60_000 + 30_000);
});

test('a line of another request that mentions the id does not lead astray', async () => {
  const gossip = { timestamp: NOON + 1, message: `(${requestId(9)}) Method request headers: {x-parent=${requestId(4)}}` };
  const { samples, events } = await sample([gossip, ...many(6)], { query: { ...QUERY, request: { requestId: requestId(4) } } });
  expect(samples).toEqual([{ requestId: requestId(4), count: 1 }]);
  expect(events).toHaveLength(8);
});
