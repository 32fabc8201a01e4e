import { expect, test } from 'vitest';
import { readIncident } from '../../../shared/diagnosis/read-incident.ts';
import { FUNCTION_URL, ID, LAMBDA_ID, lines, of, only, REST, TRACE } from '../../support/observe.ts';

test('a trace with data says what went in, what came out and who failed', () => {
  expect(only({ logs: { execution: of(ID, ...TRACE) } })).toMatchObject({
    id: ID,
    requestId: ID,
    sources: ['execution-log'],
    request: {
      method: 'POST',
      path: '/orders/7',
      headers: { Accept: 'image/png', 'Content-Type': 'application/json' },
      body: '{"a":1}',
      binaryBody: false,
    },
    endpoint: {
      kind: 'lambda',
      uri: FUNCTION_URL,
      status: 200,
      output: '{"errorMessage":"no"}',
      functionError: 'Unhandled',
      latencyMs: 42,
      requestId: LAMBDA_ID,
      input: { body: '{"b":2}' },
    },
    response: { status: 502 },
  });
});

test('an answer without the error header says that the function did not fail', () => {
  const logged = of(
    ID,
    `Sending request to ${FUNCTION_URL}`,
    'Endpoint response headers: {Content-Length=4}',
    'Endpoint response body before transformations: null',
  );
  expect(only({ logs: { execution: logged } }).endpoint).toMatchObject({ kind: 'lambda', functionError: 'NONE', output: 'null' });
});

test('a function error tells that a function was called, also without a URL', () => {
  const headers = lines('Endpoint response headers: {X-Amz-Function-Error=Handled}');
  expect(only({ logs: { execution: headers } }).endpoint).toMatchObject({ kind: 'lambda', functionError: 'Handled' });
  const proxied = lines('Sending request to https://backend.example.com', 'Endpoint response headers: {Date=x}');
  expect(only({ logs: { execution: proxied } }).endpoint).not.toHaveProperty('functionError');
});

test('cut lines are not taken for whole ones', () => {
  const cut = of(
    ID,
    'Method request body before transformations: {"a":1 [TRUNCATED]',
    'Endpoint response headers: {Date=x [TRUNCATED]',
    'Endpoint response body before transformations: {"b [TRUNCATED]',
    `Sending request to ${FUNCTION_URL}`,
  );
  const incident = readIncident({ ...REST, logs: { execution: cut } });
  const [first] = incident.observations;
  expect(first?.observation.request).not.toHaveProperty('body');
  expect(first?.observation.endpoint).toMatchObject({ outputTruncated: true });
  expect(first?.observation.endpoint).not.toHaveProperty('functionError');
  expect(incident.gaps.filter(({ kind }) => kind === 'truncated').map(({ what }) => what)).toEqual([
    'request body',
    'endpoint response headers',
    'endpoint response body',
  ]);
});

test('binary data is bytes, and their content is unknown', () => {
  const { request } = only({ logs: { execution: of(ID, 'Method request body before transformations: [Binary Data]') } });
  expect(request).toEqual({ binaryBody: true });
});

test('the endpoint was not called when a complete trace fails without a call', () => {
  const failed = of(
    ID,
    'Starting execution for request: x',
    'Execution failed due to configuration error: Unable to transform request',
    'Method completed with status: 500',
  );
  expect(only({ logs: { execution: failed } }).endpoint).toBe('NOT_CALLED');
  expect(only({ logs: { execution: failed.slice(1) } })).not.toHaveProperty('endpoint');
  const timedOut = of(
    ID,
    'Starting execution for request: x',
    'Execution failed due to a timeout error',
    'Method completed with status: 504',
  );
  expect(only({ logs: { execution: timedOut } })).not.toHaveProperty('endpoint');
});

test.each([
  [FUNCTION_URL, 'lambda'],
  ['https://sqs.eu-west-1.amazonaws.com/111122223333/q', 'aws'],
  ['https://s3.amazonaws.com/bucket/key', 'aws'],
  ['https://abc123def4.execute-api.eu-west-1.amazonaws.com/prod', 'http'],
  ['http://my-nlb.elb.eu-west-1.amazonaws.com', 'http'],
  ['https://backend.example.com/x', 'http'],
] as const)('%s is a %s endpoint', (url, kind) => {
  expect(only({ logs: { execution: of(ID, `Sending request to ${url}`) } }).endpoint).toMatchObject({ kind });
});

test("an authorizer's lines are its own", () => {
  const events = of(
    ID,
    'Starting authorizer: a1b2c3 for request: x',
    `Sending request to ${FUNCTION_URL}`,
    'Authorizer result body before parsing: {"principalId":"u"}',
    'Successfully completed authorizer execution',
    'Sending request to https://backend.example.com',
    'Received response. Status: 404, Integration latency: 5 ms',
    'Method completed with status: 404',
  );
  expect(only({ logs: { execution: events } })).toMatchObject({
    authorizer: { kind: 'lambda', uri: FUNCTION_URL, output: '{"principalId":"u"}' },
    endpoint: { kind: 'http', status: 404 },
  });
});

test('a request that ended in its authorizer never reached its endpoint', () => {
  const events = of(
    ID,
    `Sending request to ${FUNCTION_URL}`,
    'Execution failed due to configuration error: Invalid permissions on Lambda function',
    'Execution failed due to configuration error: Authorizer error',
  );
  expect(only({ logs: { execution: events } })).toMatchObject({ authorizer: { kind: 'lambda' }, endpoint: 'NOT_CALLED' });
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
    request: {
      method: 'GET',
      host: 'abc123def4.execute-api.eu-west-1.amazonaws.com',
      path: '/a%20b',
      query: { q: '1' },
      headers: { 'X-List': 'a, b' },
      body: '',
    },
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
