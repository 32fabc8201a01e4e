import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Backend } from '../../../../infra/lab/gateway/ask-endpoint.ts';
import type { Served } from '../../../../infra/lab/gateway/serve-request.ts';
import { startGateway } from '../../../../infra/lab/gateway/start-gateway.ts';
import type { Handler } from '../../../../infra/lab/invoke.ts';
import { type LogStore, logStore } from '../../../../infra/lab/log-store.ts';
import type { Loopback } from '../../../../infra/lab/loopback.ts';
import { type MetricStore, metricStore } from '../../../../infra/lab/metric-store.ts';
import { encodeUtf8 } from '../../../../shared/gateway/payload.ts';
import { SHIPPING } from './shipping-export.ts';

const API = { id: 'sh1pp1ng00', name: 'shipping', region: 'eu-west-1', account: '000000000000' };
const EXECUTION = 'API-Gateway-Execution-Logs_sh1pp1ng00/live';
const ACCESS = 'arn:aws:logs:eu-west-1:000000000000:log-group:shipping-access:*';

type ProxyEvent = { readonly pathParameters: { readonly id: string }; readonly isBase64Encoded: boolean; readonly body: string };

const FUNCTIONS: Readonly<Record<string, Handler>> = {
  parcels: ({ pathParameters: { id } }: ProxyEvent) => {
    if (id === 'lost') throw new RangeError('parcel lost');
    const parcel = { id, weight: 2.5 };
    return { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: id === 'raw' ? parcel : JSON.stringify(parcel) };
  },
  labels: ({ isBase64Encoded, body }: ProxyEvent) => ({ statusCode: 201, body: `${isBase64Encoded} ${body}` }),
  slow: () => new Promise((resolve) => setTimeout(resolve, 500, { statusCode: 200 })),
};

const CANNED: Readonly<Record<string, Backend>> = {
  'https://carriers.example.com/': ({ uri }) => ({
    kind: 'answered',
    status: uri.endsWith('/none') ? 404 : 200,
    headers: [['Content-Type', 'application/json']],
    body: encodeUtf8(`{"asked":"${uri}"}`),
  }),
  'https://sqs.eu-west-1.amazonaws.com/': {
    kind: 'answered',
    status: 200,
    headers: [['Content-Type', 'application/json']],
    body: encodeUtf8('{"SendMessageResponse":{}}'),
  },
};

let logs: LogStore;
let metrics: MetricStore;
let gateway: Loopback;
let served: Served[];

const start = (stage: object, document: object = SHIPPING, backends = CANNED) => {
  logs = logStore([]);
  metrics = metricStore([]);
  served = [];
  const functions = Object.entries(FUNCTIONS).map(([FunctionName, handler]) => ({ configuration: { FunctionName }, handler }));
  const stages = [{ document: { ...document }, stage: { stageName: 'live', ...stage } }];
  return startGateway({ api: API, stages, functions, backends, logs, metrics, onServed: (one) => served.push(one) });
};

const INFO = { methodSettings: { '*/*': { loggingLevel: 'INFO', dataTraceEnabled: false } } };

const get = (path: string, init: RequestInit = {}) => fetch(`${gateway.url}${path}`, init);
const linesOf = (group: string): readonly string[] => {
  const { events } = logs.group(group) ?? { events: [] };
  return Array.from({ length: events.length }, (_, index) => events.at(index)?.message ?? '');
};
const executionLines = (id: string | null) =>
  linesOf(EXECUTION).flatMap((line) => (line.startsWith(`(${id}) `) ? [line.slice(`(${id}) `.length)] : []));

beforeEach(async () => {
  gateway = await start(INFO);
});
afterEach(() => gateway.stop());

describe('answers over HTTP', () => {
  test('a MOCK by its templates', async () => {
    const response = await get('/live/health');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('{"up":true}');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a proxy function with what its code returns', async () => {
    const response = await get('/live/parcels/77');
    expect([response.status, await response.json()]).toEqual([200, { id: '77', weight: 2.5 }]);
  });

  test('502 for a proxy function that returns an object as its body, and says so in the log', async () => {
    const response = await get('/live/parcels/raw');
    expect(response.status).toBe(502);
    expect(executionLines(response.headers.get('x-amzn-requestid'))).toContain(
      'Execution failed due to configuration error: Malformed Lambda proxy response',
    );
  });

  test('502 for a function that throws, and leaves its error in its own log under the same request id', async () => {
    const response = await get('/live/parcels/lost');
    expect(response.status).toBe(502);
    const [failed = ''] = executionLines(response.headers.get('x-amzn-requestid')).filter((line) => line.startsWith('Lambda execution'));
    const id = /Lambda request id: (\S+)$/.exec(failed)?.[1] ?? '';
    expect(failed).toBe(`Lambda execution failed with status 200 due to customer function error: parcel lost. Lambda request id: ${id}`);
    const own = linesOf('/aws/lambda/parcels');
    expect(own.map((line) => line.includes(id))).toEqual([true, true, true, true]);
    expect(own[1]).toContain(`\t${id}\tERROR\tInvoke Error \t{"errorType":"RangeError","errorMessage":"parcel lost","stack":[`);
  });

  test('504 for a function that outlasts the integration, when the integration gives up and not later', async () => {
    const before = Date.now();
    const response = await get('/live/slow');
    expect(response.status).toBe(504);
    expect(Date.now() - before).toBeLessThan(400);
  });

  test('504 for a function of which there is no local code, and says to whoever runs the lab which', async () => {
    expect((await get('/live/orphan')).status).toBe(504);
    expect(served.at(-1)?.missing).toBe('No local code answers for the function nobody-has-me.');
  });

  test('what a canned backend answers, with the URI that the integration renders', async () => {
    const response = await get('/live/carriers/north');
    expect(await response.json()).toEqual({ asked: 'https://carriers.example.com/v2/north' });
  });

  test('500 where the method does not declare the status that the integration selects', async () => {
    const response = await get('/live/carriers/none');
    expect(response.status).toBe(500);
    expect(executionLines(response.headers.get('x-amzn-requestid'))).toContain(
      'Execution failed due to configuration error: Output mapping refers to an invalid method response: 404',
    );
  });

  test('what a canned service answers', async () => {
    const response = await get('/live/queue', { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } });
    expect([response.status, await response.text()]).toEqual([200, '{"SendMessageResponse":{}}']);
  });

  test('403 with its error type for a route and for a stage that nobody has configured', async () => {
    const route = await get('/live/nowhere');
    expect([route.status, route.headers.get('x-amzn-errortype')]).toEqual([403, 'MissingAuthenticationTokenException']);
    const stage = await get('/staging/health');
    expect([stage.status, stage.headers.get('x-amzn-errortype')]).toEqual([403, 'ForbiddenException']);
    expect(served).toHaveLength(1);
  });

  test('a failure through the customised gateway response', async () => {
    const response = await get('/live/parcels/raw');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toEqual({ error: 'Internal server error', id: response.headers.get('x-amzn-requestid') });
  });

  test('413 for a body that is larger than API Gateway takes', async () => {
    const response = await get('/live/labels', { method: 'POST', body: new Uint8Array(10_485_761) });
    expect(response.status).toBe(413);
  });
});

test('a binary media type of every type breaks the MOCK and hands bytes to the function', async () => {
  await gateway.stop();
  gateway = await start(INFO, { ...SHIPPING, 'x-amazon-apigateway-binary-media-types': ['*/*'] });
  const mock = await get('/live/health');
  expect(mock.status).toBe(500);
  expect(executionLines(mock.headers.get('x-amzn-requestid'))).toContain(
    'Execution failed due to configuration error: Unable to transform request',
  );
  const bytes = new Uint8Array([0xff, 0x00, 0x80]);
  const label = await get('/live/labels', { method: 'POST', body: bytes });
  expect(await label.text()).toBe('true /wCA');
});

test('an HTTP integration reaches a server on this machine, with what the client asked', async () => {
  const backend = createServer((request, response) => {
    response.writeHead(418, { 'x-asked': request.url ?? '' }).end('teapot');
  });
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  const { port } = backend.address() as AddressInfo;
  await gateway.stop();
  gateway = await start(INFO, SHIPPING, { 'https://rates.example.com/': new URL(`http://127.0.0.1:${port}/`) });
  try {
    const response = await get('/live/rates?weight=2%20kg');
    expect([response.status, response.headers.get('x-asked'), await response.text()]).toEqual([418, '/v1/rates?weight=2+kg', 'teapot']);
  } finally {
    backend.close();
  }
  expect((await get('/live/rates')).status).toBe(504);
});

describe('writes what API Gateway writes', () => {
  test('at INFO the lines of a proxy call in their order, with the ids of the answer', async () => {
    const response = await get('/live/parcels/77');
    const id = response.headers.get('x-amzn-requestid');
    const uri =
      'https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:eu-west-1:000000000000:function:parcels/invocations';
    expect(executionLines(id).map((line) => line.replace(/latency: \d+ ms/, 'latency: N ms'))).toEqual([
      `Extended Request Id: ${response.headers.get('x-amz-apigw-id')}`,
      `Verifying Usage Plan for request: ${id}. API Key:  API Stage: sh1pp1ng00/live`,
      "API Key authorized because method 'GET /parcels/{id}' does not require API Key. Request will not contribute to throttle or quota limits",
      'Usage Plan check succeeded for API Key  and API Stage sh1pp1ng00/live',
      `Starting execution for request: ${id}`,
      'HTTP Method: GET, Resource Path: /parcels/77',
      `Sending request to ${uri}`,
      'Received response. Status: 200, Integration latency: N ms',
      'Successfully completed execution',
      'Method completed with status: 200',
      expect.stringMatching(/^AWS Integration Endpoint RequestId : [0-9a-f-]{36}$/),
    ]);
  });

  test('at ERROR the failure and the completion alone, and nothing of a success', async () => {
    await gateway.stop();
    gateway = await start({ methodSettings: { '*/*': { loggingLevel: 'ERROR' } } });
    const healthy = await get('/live/health');
    const failing = await get('/live/carriers/none');
    expect(executionLines(healthy.headers.get('x-amzn-requestid'))).toEqual([]);
    const lines = executionLines(failing.headers.get('x-amzn-requestid'));
    expect(lines.at(0)).toBe('Execution failed due to configuration error: Output mapping refers to an invalid method response: 404');
    expect(lines.at(-1)).toBe('Method completed with status: 500');
  });

  test('nothing where the method switches logging off, and bodies where it traces data', async () => {
    await gateway.stop();
    gateway = await start({
      methodSettings: { '*/*': { loggingLevel: 'INFO', dataTraceEnabled: true }, 'health/GET': { loggingLevel: 'OFF' } },
    });
    const silent = await get('/live/health');
    const traced = await get('/live/parcels/77');
    expect(executionLines(silent.headers.get('x-amzn-requestid'))).toEqual([]);
    expect(executionLines(traced.headers.get('x-amzn-requestid'))).toContain(
      'Method response body after transformations: {"id":"77","weight":2.5}',
    );
  });

  test('the access log through the format of the stage, `-` for what a request has not', async () => {
    await gateway.stop();
    const format =
      '$context.requestId $context.httpMethod $context.resourcePath $context.status $context.error.responseType "$context.integration.error" $context.integration.status/$context.integrationStatus';
    gateway = await start({ accessLogSettings: { destinationArn: ACCESS, format } });
    const responses = [await get('/live/parcels/77'), await get('/live/parcels/lost'), await get('/live/nowhere')];
    const ids = responses.map((response) => response.headers.get('x-amzn-requestid'));
    expect(linesOf('shipping-access')).toEqual([
      `${ids[0]} GET /parcels/{id} 200 - "-" 200/200`,
      `${ids[1]} GET /parcels/{id} 502 INTEGRATION_FAILURE "Lambda Customer Function Error:parcel lost" -/200`,
      `${ids[2]} GET - 403 MISSING_AUTHENTICATION_TOKEN "-" -/-`,
    ]);
  });

  test('a point of each metric for each request, on the API and on its stage', async () => {
    for (const path of ['/live/health', '/live/nowhere', '/live/parcels/raw', '/live/parcels/lost']) await get(path);
    const sums = (dimensions: Readonly<Record<string, string>>) =>
      ['Count', '4XXError', '5XXError'].map((metricName) =>
        metrics
          .points({ namespace: 'AWS/ApiGateway', metricName, dimensions }, 0, Number.POSITIVE_INFINITY)
          .reduce((sum, [, value]) => sum + value, 0),
      );
    expect(sums({ ApiName: 'shipping', Stage: 'live' })).toEqual([4, 1, 2]);
    expect(sums({ Stage: 'live', ApiName: 'shipping' })).toEqual([4, 1, 2]);
    expect(sums({ ApiName: 'shipping' })).toEqual([4, 1, 2]);
  });
});
