import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readIncident } from '../../../shared/diagnosis/read-incident.ts';
import type { IncidentFile } from '../../../shared/model/incident-file.ts';
import type { Observation } from '../../../shared/model/observation.ts';

const REST = { version: 1, api: { kind: 'REST' } } as const;
const ID = '11111111-2222-4333-8444-555555555555';
const OTHER_ID = '99999999-2222-4333-8444-555555555555';
const LAMBDA_ID = 'aaaaaaaa-2222-4333-8444-555555555555';
const FUNCTION_URL =
  'https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:orders/invocations';

const observe = (file: Omit<IncidentFile, 'version' | 'api'>): readonly Observation[] =>
  readIncident({ ...REST, ...file }).observations.map(({ observation }) => observation);
const only = (file: Omit<IncidentFile, 'version' | 'api'>): Observation => {
  const [first, ...others] = observe(file);
  expect(others).toEqual([]);
  return first ?? { id: '', sources: [], request: {}, events: [], functionLog: [] };
};
const lines = (...messages: readonly string[]) => messages.map((message) => ({ message }));
const of = (id: string, ...messages: readonly string[]) => lines(...messages.map((message) => `(${id}) ${message}`));

const TRACE = [
  'Starting execution for request: x',
  'HTTP Method: POST, Resource Path: /orders/7',
  'Method request headers: {Accept=image/png, Content-Type= application/json}',
  'Method request body before transformations: {"a":1}',
  `Endpoint request URI: ${FUNCTION_URL}`,
  'Endpoint request body after transformations: {"b":2}',
  `Sending request to ${FUNCTION_URL}`,
  'Received response. Status: 200, Integration latency: 42 ms',
  'Endpoint response headers: {Date=Wed, 27 Feb 2019 10:00:00 GMT, X-Amz-Function-Error=Unhandled, Content-Length=20}',
  'Endpoint response body before transformations: {"errorMessage":"no"}',
  `Lambda execution failed with status 200 due to customer function error: no. Lambda request id: ${LAMBDA_ID}`,
  'Method completed with status: 502',
] as const;

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

test('an exchange keeps what is known and what is known to be missing', () => {
  expect(
    only({
      exchanges: [
        {
          request: {
            method: 'get',
            path: 'https://abc123def4.execute-api.eu-west-1.amazonaws.com/prod/a%20b?q=1',
            headers: { 'X-List': ['a', 'b'] },
            body: null,
          },
          authorizer: { kind: 'lambda', output: 'null', functionError: null },
          endpoint: {
            kind: 'lambda',
            output: '{}',
            functionError: null,
            outputBytes: 7_000_000,
            input: { body: 'x', isBase64Encoded: false },
          },
          response: { status: 200, body: { a: 1 } },
        },
      ],
    }),
  ).toEqual({
    id: 'request-1',
    sources: ['exchange'],
    request: { method: 'GET', path: '/a%20b', query: { q: '1' }, headers: { 'X-List': 'a, b' }, body: '' },
    authorizer: { kind: 'lambda', output: 'null', functionError: 'NONE' },
    endpoint: { kind: 'lambda', output: '{}', functionError: 'NONE', outputBytes: 7_000_000, input: { body: 'x', isBase64Encoded: false } },
    response: { status: 200, body: '{"a":1}' },
    events: [],
    functionLog: [],
  });
  expect(only({ exchanges: [{ endpoint: null }] }).endpoint).toBe('NOT_CALLED');
  expect(only({ exchanges: [{ response: {} }] })).not.toHaveProperty('endpoint');
});

test('a whole output from a client completes the one that a log has cut', () => {
  const cut = of(ID, 'Endpoint response body before transformations: {"b [TRUNCATED]');
  expect(only({ logs: { execution: cut }, exchanges: [{ endpoint: { output: '{"b":1}' } }] }).endpoint).toEqual({ output: '{"b":1}' });
});

const invocation = (id: string, message: string) => lines(`START RequestId: ${id} Version: $LATEST`, message);

test("a function's lines go to the request that names its invocation", () => {
  const observations = observe({
    logs: {
      execution: [...of(ID, `AWS Integration Endpoint RequestId : ${LAMBDA_ID}`), ...of(OTHER_ID, 'Method completed with status: 500')],
      functions: { orders: [...invocation(LAMBDA_ID, 'mine'), ...invocation('bbbbbbbb-2222-4333-8444-555555555555', 'nobody')] },
    },
  });
  expect(observations.map(({ requestId, functionLog }) => [requestId, functionLog.map(({ line }) => line.text.slice(0, 6))])).toEqual([
    [ID, ['START ', 'mine']],
    [OTHER_ID, []],
    [undefined, ['START ', 'nobody']],
  ]);
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

test('samples weigh the requests that they stand for', () => {
  const { observations } = readIncident({
    ...REST,
    logs: { execution: [...of(ID, 'a'), ...of(OTHER_ID, 'b')] },
    samples: [{ requestId: ID, count: 40 }],
  });
  expect(observations.map(({ weight }) => weight)).toEqual([40, 1]);
});

test('target, window, changes and metrics are taken over, and bad dates are left out', () => {
  const file = {
    ...REST,
    api: { kind: 'REST', name: 'orders', region: 'eu-west-1' },
    window: { from: '2026-11-20T14:00:00Z', to: '2026-11-20T14:10:00Z' },
    config: { stage: { stageName: 'prod' }, restApi: { id: 'abcdef1234' } },
    changes: [
      { event: 'UpdateStage', time: 'soon' },
      { event: 'CreateDeployment', time: '2026-11-20T13:59:00Z' },
    ],
    metrics: { '5XXError': [[1, 2]] },
  } as const;
  expect(readIncident(file)).toMatchObject({
    target: { kind: 'REST', apiId: 'abcdef1234', apiName: 'orders', stage: 'prod', region: 'eu-west-1' },
    window: { from: new Date('2026-11-20T14:00:00Z'), to: new Date('2026-11-20T14:10:00Z') },
    changes: [{ event: 'UpdateStage' }, { event: 'CreateDeployment', at: new Date('2026-11-20T13:59:00Z') }],
    metrics: { '5XXError': [[1, 2]] },
  });
  expect(readIncident({ ...REST, window: { from: 'x', to: 'y' } })).not.toHaveProperty('window');
});

const gapsOf = (file: Omit<IncidentFile, 'version' | 'api'>) =>
  readIncident({ ...REST, ...file }).gaps.map(({ kind, what }) => `${kind}: ${what}`);

test('what the file does not have is a gap', () => {
  expect(gapsOf({})).toEqual(['not-supplied: logs', 'not-supplied: configuration']);
  expect(gapsOf({ logs: { test: 'x' }, config: { resources: [] } })).toEqual(['not-supplied: deployed configuration']);
  expect(gapsOf({ logs: { test: 'x' }, config: { deployed: {} } })).toEqual([]);
});

test('logging that is off is a gap of its own, and none while lines are there', () => {
  const stage = { stageName: 'prod', createdDate: '2026-11-20T10:00:00Z' };
  expect(gapsOf({ config: { deployed: {}, stage } })).toEqual(['logging-disabled: execution log', 'logging-disabled: access log']);
  expect(gapsOf({ config: { deployed: {}, stage: { stageName: 'prod' } } })).toEqual(['not-supplied: logs']);
  const error = { ...stage, methodSettings: { '*/*': { loggingLevel: 'ERROR' } }, accessLogSettings: { format: 'f' } };
  expect(gapsOf({ config: { deployed: {}, stage: error }, logs: { test: 'x' } })).toEqual(['log-level-too-low: execution log']);
});

test('what the collector could not read is passed on, once', () => {
  const gap = { kind: 'not-supplied', what: 'logs', why: 'w', remedy: 'r' } as const;
  expect(readIncident({ ...REST, config: { deployed: {} }, gaps: [gap] }).gaps).toEqual([gap]);
});

test('whatever is in the exchanges and logs, an incident is read, and every exchange is in it', () => {
  const raw = fc.dictionary(
    fc.constantFrom('request', 'response', 'endpoint', 'authorizer', 'note'),
    fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('headers', 'body', 'path', 'method', 'status', 'output', 'functionError', 'input'), fc.jsonValue()),
    ),
  );
  const text = fc.oneof(fc.string(), fc.constantFrom(...TRACE), fc.constant(`(${ID}) Method completed with status: 500`));
  const events = fc.array(fc.record({ message: text }), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(raw, { maxLength: 4 }), events, events, events, (exchanges, execution, access, functions) => {
      const { observations } = readIncident({
        ...REST,
        exchanges,
        logs: { execution, access: { events: access }, functions: { f: functions } },
      });
      expect(observations.filter(({ observation }) => observation.sources.includes('exchange'))).toHaveLength(exchanges.length);
    }),
  );
});
