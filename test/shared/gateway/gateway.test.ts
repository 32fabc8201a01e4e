import { describe, expect, test } from 'vitest';
import { compileStage } from '../../../shared/gateway/compile-stage.ts';
import type { EndpointAnswer, GatewayRequest } from '../../../shared/gateway/exchange.ts';
import { firstValue } from '../../../shared/gateway/fields.ts';
import { type Replay, replay } from '../../../shared/gateway/gateway.ts';
import type { ReplayOptions } from '../../../shared/gateway/replay-options.ts';
import { parseJson } from '../../../shared/lib/json.ts';
import { printTestLog } from '../../../shared/logs/print-trace.ts';
import type { Integration, Method } from '../../../shared/model/api.ts';

const ID = '3d5e7f90-1a2b-4c3d-8e4f-5a6b7c8d9e0f';
const LAMBDA =
  'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders/invocations';

const MOCK: Integration = {
  type: 'MOCK',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  responses: [{ selectionPattern: '', statusCode: '200', responseTemplates: { 'application/json': '{"id": "$input.params(\'id\')"}' } }],
};
const PROXY: Integration = { type: 'AWS_PROXY', httpMethod: 'POST', uri: LAMBDA };
const HTTP_PROXY: Integration = { type: 'HTTP_PROXY', httpMethod: 'POST', uri: 'https://backend.example.com/' };

interface Call {
  readonly method?: Partial<Method>;
  readonly request?: Partial<GatewayRequest>;
  readonly endpoint?: EndpointAnswer;
  readonly options?: Partial<ReplayOptions>;
}

const call = (integration: Integration, { method, request, endpoint, options }: Call = {}): Replay =>
  replay(
    compileStage({ kind: 'REST', methods: [{ path: '/pets/{id}', verb: 'ANY', integration, ...method }] }, { stageName: 'prod' }),
    { method: 'POST', path: '/pets/7', headers: [], query: [], body: new Uint8Array(), ...request },
    endpoint,
    { requestId: ID, ...options },
  );

const answered = (result: Replay) => {
  if (result.kind !== 'answered') throw new Error('The endpoint is called.');
  return { ...result.response, text: new TextDecoder().decode(result.response.body) };
};

const eventOf = (result: Replay): unknown => parseJson(new TextDecoder().decode(result.integrationRequest?.body));

const said = (body: string | Uint8Array, headers: readonly (readonly [string, string])[] = []): EndpointAnswer => ({
  kind: 'answered',
  status: 200,
  headers,
  body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
});

test('without an answer the replay stops where the endpoint is called, and goes on with one', () => {
  const waiting = call(PROXY);
  expect(waiting).toMatchObject({ kind: 'awaiting-endpoint', integrationRequest: { method: 'POST' } });
  expect(waiting.trace.at(-1)?.kind).toBe('sending');
  const result = call(PROXY, { endpoint: said('{"statusCode": 204}') });
  expect(answered(result).status).toBe(204);
  expect(result.trace.slice(0, waiting.trace.length)).toEqual(waiting.trace);
});

describe('a console Test', () => {
  const options = { caller: 'console-test', at: new Date('2026-11-20T10:00:00Z') } as const;

  test('of a MOCK leaves the lines that TestInvokeMethod shows, without endpoint lines', () => {
    const { trace } = call(MOCK, { options, request: { body: new TextEncoder().encode('{"foo": "bar"}') } });
    expect(printTestLog(trace, ID, options.at)).toBe(
      [
        `Execution log for request ${ID}`,
        `Fri Nov 20 10:00:00 UTC 2026 : Starting execution for request: ${ID}`,
        'Fri Nov 20 10:00:00 UTC 2026 : HTTP Method: POST, Resource Path: /pets/7',
        'Fri Nov 20 10:00:00 UTC 2026 : Method request path: {id=7}',
        'Fri Nov 20 10:00:00 UTC 2026 : Method request query string: {}',
        'Fri Nov 20 10:00:00 UTC 2026 : Method request headers: {}',
        'Fri Nov 20 10:00:00 UTC 2026 : Method request body before transformations: {"foo": "bar"}',
        'Fri Nov 20 10:00:00 UTC 2026 : Method response body after transformations: {"id": "7"}',
        'Fri Nov 20 10:00:00 UTC 2026 : Method response headers: {Content-Type=application/json}',
        'Fri Nov 20 10:00:00 UTC 2026 : Successfully completed execution',
        'Fri Nov 20 10:00:00 UTC 2026 : Method completed with status: 200',
        '',
      ].join('\n'),
    );
  });

  test('asks for no key and no authorizer', () => {
    const refused = { kind: 'refused', responseType: 'UNAUTHORIZED', events: [] } as const;
    expect(answered(call(MOCK, { method: { apiKeyRequired: true }, options: { ...options, authorization: refused } })).status).toBe(200);
    expect(answered(call(MOCK, { method: { apiKeyRequired: true }, options: { authorization: refused } })).status).toBe(401);
  });

  test('gives a proxy function no headers and its own stage and address', () => {
    expect(eventOf(call(PROXY, { options }))).toMatchObject({
      headers: null,
      multiValueHeaders: null,
      requestContext: { stage: 'test-invoke-stage', path: '/test-invoke-stage/pets/7', identity: { sourceIp: 'test-invoke-source-ip' } },
    });
  });
});

describe('limits', () => {
  test('a request over 10 MB is refused in plain text, before anything is logged', () => {
    const result = call(MOCK, { request: { body: new Uint8Array(10_485_761) } });
    expect(answered(result)).toMatchObject({ status: 413, text: 'HTTP content length exceeded 10485760 bytes.' });
    expect(result.trace).toEqual([]);
  });

  test('an event over 6 MB is refused as too long', () => {
    const result = call(PROXY, { request: { body: new Uint8Array(6_291_556).fill(97) } });
    expect(answered(result)).toMatchObject({ status: 413, text: '{"message": "Request Too Long"}' });
    expect(result.trace.some(({ kind }) => kind === 'sending')).toBe(false);
  });

  test('a backend answer over 10 MB is a 500', () => {
    const result = call(HTTP_PROXY, { endpoint: said(new Uint8Array(10_485_761)) });
    expect(answered(result).status).toBe(500);
    expect(result.trace).toContainEqual({ kind: 'response-too-large', bytes: 10_485_761 });
  });
});

describe('the trace header', () => {
  const trace = (headers: GatewayRequest['headers'], integration = PROXY): string | undefined =>
    firstValue(answered(call(integration, { request: { headers }, endpoint: said('{}') })).headers, 'X-Amzn-Trace-Id');

  test('begins a trace on Lambda, keeps a client’s Root, and is absent on a MOCK', () => {
    expect(trace([])).toBe('Root=1-00000000-000000000000000000000000');
    expect(trace([['x-amzn-trace-id', 'Root=1-a-b;Sampled=1']])).toBe('Root=1-a-b;Parent=0000000000000000;Sampled=1');
    expect(trace([['X-Amzn-Trace-Id', 'Root=1-a-b;Parent=c']])).toBe('Root=1-a-b;Parent=c');
    expect(trace([], MOCK)).toBeUndefined();
  });

  test('is logged behind the completion where tracing is on', () => {
    const { trace: events } = call(PROXY, { endpoint: said('{}'), options: { tracing: true, traceRoot: '1-a-b' } });
    expect(events.slice(-3).map(({ kind }) => kind)).toEqual(['completed', 'endpoint-request-id', 'xray-trace-id']);
  });
});

test('HD-12 a signature stays with the gateway', () => {
  const headers = [['Authorization', 'AWS4-HMAC-SHA256 Credential=x']] as const;
  expect(eventOf(call(PROXY, { request: { headers } }))).not.toHaveProperty('headers.Authorization');
  expect(eventOf(call(PROXY, { request: { headers: [['Authorization', 'Bearer x']] } }))).toHaveProperty(
    'headers.Authorization',
    'Bearer x',
  );
  const iam = call(PROXY, { method: { authorizationType: 'AWS_IAM' }, request: { headers: [['Authorization', 'Bearer x']] } });
  expect(eventOf(iam)).not.toHaveProperty('headers.Authorization');
});

test('what an authorizer said reaches the event and the templates', () => {
  const authorization = { kind: 'allowed', principalId: 'ada', context: { plan: 'gold' } } as const;
  expect(eventOf(call(PROXY, { options: { authorization } }))).toMatchObject({
    requestContext: { authorizer: { principalId: 'ada', plan: 'gold' } },
  });
  const templated: Integration = {
    ...MOCK,
    responses: [
      {
        selectionPattern: '',
        statusCode: '200',
        responseTemplates: { 'application/json': '$context.authorizer.principalId $context.authorizer.plan' },
      },
    ],
  };
  expect(answered(call(templated, { options: { authorization } })).text).toBe('ada gold');
});

test('an integration that nobody has looked at cannot be replayed, and says so as a failure', () => {
  expect(answered(call({})).status).toBe(500);
});
