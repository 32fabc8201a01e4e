import { expect, test } from 'vitest';
import { ID, LAMBDA_ID, lines, OTHER_ID, observe, of, only, TRACE } from '../../support/observe.ts';

const FORMAT =
  '{"requestId":"$context.requestId","verb":"$context.httpMethod","resource":"$context.resourcePath","path":"$context.path","stage":"$context.stage","status":"$context.status","error":"$context.integration.error","backend":"$context.integration.status","lambda":"$context.integration.requestId"}';
const record = (fields: Readonly<Record<string, string>>) =>
  JSON.stringify({
    requestId: ID,
    verb: 'GET',
    resource: '/orders/{id}',
    path: '/prod/orders/7',
    stage: 'prod',
    status: '500',
    error: '-',
    backend: '-',
    lambda: '-',
    ...fields,
  });

test('an access record names the resource, the path without its stage, and the failure', () => {
  const error = 'Execution failed due to configuration error: Invalid permissions on Lambda function';
  expect(only({ logs: { access: { format: FORMAT, events: lines(record({ error })) } } })).toMatchObject({
    sources: ['access-log'],
    request: { method: 'GET', path: '/orders/7', resource: '/orders/{id}' },
    endpoint: { kind: 'lambda' },
    response: { status: 500 },
    events: [{ event: { kind: 'invalid-permissions' }, line: { source: 'access-log' } }],
  });
});

test("the stage's own format reads records that came without one", () => {
  const stage = { accessLogSettings: { format: '$context.status $context.httpMethod' } };
  expect(only({ config: { stage }, logs: { access: { events: lines('504 PUT') } } })).toMatchObject({
    request: { method: 'PUT' },
    response: { status: 504 },
  });
});

test('trace, access record and exchange with one id are one request; the failure counts once', () => {
  const error = `Lambda Customer Function Error:no`;
  const observation = only({
    logs: {
      execution: of(ID, ...TRACE),
      access: { format: FORMAT, events: lines(record({ verb: 'POST', status: '502', error, lambda: LAMBDA_ID })) },
    },
    exchanges: [{ request: { method: 'POST', path: '/orders/7?x=1' }, response: { status: 504, headers: { 'X-Amzn-RequestId': ID } } }],
  });
  expect(observation.sources).toEqual(['exchange', 'execution-log', 'access-log']);
  expect(observation.events.filter(({ event }) => event.kind === 'function-error')).toHaveLength(1);
  expect(observation).toMatchObject({
    request: { resource: '/orders/{id}', path: '/orders/7', query: { x: '1' }, headers: { Accept: 'image/png' } },
    response: { status: 504 },
    endpoint: { output: '{"errorMessage":"no"}' },
  });
});

test('different ids are different requests', () => {
  const observations = observe({
    logs: { execution: of(ID, 'Method completed with status: 500') },
    exchanges: [{ response: { status: 500, headers: { 'x-amzn-requestid': OTHER_ID } } }],
  });
  expect(observations.map(({ sources }) => sources)).toEqual([['execution-log'], ['exchange']]);
});

test('one trace and one exchange without ids are the same request, also where a gateway response changed the status', () => {
  expect(
    only({
      logs: { execution: lines('Method completed with status: 500') },
      exchanges: [{ request: { method: 'GET' }, response: { status: 504 } }],
    }),
  ).toMatchObject({ sources: ['exchange', 'execution-log'], response: { status: 504 } });
});

test('a console Test with another outcome is another request', () => {
  const tests = { logs: { test: 'Method completed with status: 200' }, exchanges: [{ response: { status: 500 } }] };
  expect(observe(tests).map(({ sources }) => sources)).toEqual([['test-log'], ['exchange']]);
});

test('an exchange with another verb or path is another request', () => {
  const logged = { execution: lines('HTTP Method: OPTIONS, Resource Path: /orders', 'Method completed with status: 500') };
  expect(observe({ logs: logged, exchanges: [{ request: { method: 'POST' } }] })).toHaveLength(2);
  expect(observe({ logs: logged, exchanges: [{ request: { method: 'OPTIONS', path: '/pets' } }] })).toHaveLength(2);
  expect(observe({ logs: logged, exchanges: [{ request: { method: 'OPTIONS', path: '/prod/orders/' } }] })).toHaveLength(1);
});

test('of several exchanges the one that agrees is joined, and a failing trace joins no success', () => {
  const observations = observe({
    logs: { execution: lines('Execution failed due to a timeout error') },
    exchanges: [{ response: { status: 200 } }, { response: { status: 504 } }],
  });
  expect(observations.map(({ sources, response }) => [sources.length, response?.status])).toEqual([
    [2, 504],
    [1, 200],
  ]);
});

test('what two exchanges could both mean is joined to neither', () => {
  const observations = observe({
    logs: { execution: lines('Method completed with status: 500') },
    exchanges: [{ response: { status: 500 } }, { response: { status: 500 } }],
  });
  expect(observations.map(({ sources }) => sources)).toHaveLength(2);
});

const invocation = (id: string, message: string) => lines(`START RequestId: ${id} Version: $LATEST`, message);

test("a function's lines go to the request that names its invocation", () => {
  const observations = observe({
    logs: {
      execution: [...of(ID, `AWS Integration Endpoint RequestId : ${LAMBDA_ID}`), ...of(OTHER_ID, 'Method completed with status: 500')],
      functions: {
        orders: [
          ...invocation(LAMBDA_ID, 'mine'),
          { message: `END RequestId: ${LAMBDA_ID}` },
          ...invocation('bbbbbbbb-2222-4333-8444-555555555555', 'nobody'),
        ],
      },
    },
  });
  expect(observations.map(({ requestId, functionLog }) => [requestId, functionLog.map(({ line }) => line.text.slice(0, 6))])).toEqual([
    [ID, ['START ', 'mine', 'END Re']],
    [OTHER_ID, []],
  ]);
});

test('an invocation that nobody claims is an observation of its own when it tells of trouble', () => {
  const observations = observe({
    logs: {
      execution: [...of(ID, 'Method completed with status: 500'), ...of(OTHER_ID, 'Method completed with status: 500')],
      functions: { orders: invocation(LAMBDA_ID, 'Task timed out after 3.00 seconds') },
    },
  });
  expect(observations.map(({ sources }) => sources)).toEqual([['execution-log'], ['execution-log'], ['function-log']]);
});

test('an invocation that tells of trouble goes to the only request that failed', () => {
  const observations = observe({
    logs: {
      execution: [...of(ID, 'Method completed with status: 500'), ...of(OTHER_ID, 'Method completed with status: 200')],
      functions: { orders: invocation(LAMBDA_ID, 'Task timed out after 3.00 seconds') },
    },
  });
  expect(observations.map(({ functionLog }) => functionLog.length)).toEqual([2, 0]);
});

test('an invocation goes to the only request that was under way when it started', () => {
  const access = (requestId: string, timestamp: number) => ({
    timestamp,
    message: JSON.stringify({ requestId, status: '500', responseLatency: '10018' }),
  });
  const observations = observe({
    logs: {
      access: { events: [access(ID, 1_767_859_212_000), access(OTHER_ID, 1_767_859_242_000)] },
      functions: { gate: [{ timestamp: 1_767_859_206_100, message: `START RequestId: ${LAMBDA_ID} Version: 3` }] },
    },
  });
  expect(observations.map(({ functionLog }) => functionLog.length)).toEqual([1, 0]);
});

test('a single request takes the function lines of an invocation that it does not name', () => {
  expect(
    only({ logs: { functions: { orders: lines('Task timed out after 3.00 seconds') } }, exchanges: [{ response: { status: 502 } }] }),
  ).toMatchObject({
    sources: ['exchange', 'function-log'],
    functionLog: [{ functionName: 'orders', event: { kind: 'timed-out', seconds: 3 } }],
  });
});

test('function lines alone are an observation', () => {
  expect(only({ logs: { functions: { orders: lines('Task timed out after 3.00 seconds') } } }).sources).toEqual(['function-log']);
});

test('too many requests without ids are left apart instead of being compared forever', () => {
  const execution = Array.from({ length: 1_100 }, (_, index) =>
    of(`${ID.slice(0, -4)}${1000 + index}`, `HTTP Method: GET, Resource Path: /${index}`),
  ).flat();
  const exchanges = Array.from({ length: 1_000 }, (_, index) => ({ request: { method: 'GET', path: `/${index}` } }));
  expect(observe({ logs: { execution }, exchanges })).toHaveLength(2_100);
});

const TEST_LOG = [
  'Execution log for request x',
  'Fri Nov 20 10:00:00 UTC 2026 : HTTP Method: GET, Resource Path: /fares',
  'Fri Nov 20 10:00:00 UTC 2026 : Method response body after transformations: {"version":2}',
  'Fri Nov 20 10:00:00 UTC 2026 : Successfully completed execution',
  'Fri Nov 20 10:00:00 UTC 2026 : Method completed with status: 200',
].join('\n');

const clientRead = (body: string) => [{ request: { method: 'GET', path: '/fares' }, response: { status: 200, body } }];

test('a console Test that answers otherwise than the client read is a request of its own', () => {
  expect(observe({ logs: { test: TEST_LOG }, exchanges: clientRead('{"version":1}') })).toHaveLength(2);
  expect(observe({ logs: { test: TEST_LOG }, exchanges: clientRead('{ "version": 2 }') })).toHaveLength(1);
  expect(observe({ logs: { test: TEST_LOG }, exchanges: clientRead('the old version') })).toHaveLength(1);
});
