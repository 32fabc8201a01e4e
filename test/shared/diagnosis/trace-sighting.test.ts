import { expect, test } from 'vitest';
import { readIncident } from '../../../shared/diagnosis/read-incident.ts';
import type { IncidentFile } from '../../../shared/model/incident-file.ts';
import type { Observation } from '../../../shared/model/observation.ts';

const REST = { version: 1, api: { kind: 'REST' } } as const;
const ID = '11111111-2222-4333-8444-555555555555';
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
