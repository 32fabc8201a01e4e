import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Lab, startLab } from '../../../infra/lab/lab.ts';
import type { LabApi } from '../../../infra/lab/lab-api.ts';
import type { LabLogGroup } from '../../../infra/lab/log-store.ts';
import { startLoopback } from '../../../infra/lab/loopback.ts';
import { createCollectPorts } from '../../../shared/aws/collect-ports.ts';
import { collect } from '../../../shared/diagnosis/collect.ts';
import type { Collected, CollectQuery } from '../../../shared/diagnosis/collect-query.ts';
import { API_ID, BUDGET, FUNCTION_ARN, failedRequest, LOG_GROUP, lambdaId, NOON, QUERY, requestId } from '../../support/orders-world.ts';

const ORDERS: LabApi = {
  restApi: { id: API_ID, name: 'orders', binaryMediaTypes: ['image/png'] },
  stages: [
    {
      settings: {
        stageName: 'prod',
        deploymentId: 'dep001',
        lastUpdatedDate: new Date('2026-11-01T08:00:00Z'),
        methodSettings: { '*/*': { loggingLevel: 'INFO', dataTraceEnabled: true } },
        accessLogSettings: {
          destinationArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:orders-access',
          format: '{"id":"$context.requestId","status":"$context.status","error":"$context.integration.error"}',
        },
      },
    },
  ],
  resources: [
    {
      id: 'r1',
      path: '/orders/{id}',
      resourceMethods: {
        GET: {
          httpMethod: 'GET',
          authorizationType: 'NONE',
          methodIntegration: {
            type: 'AWS_PROXY',
            httpMethod: 'POST',
            uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION_ARN}:live/invocations`,
          },
        },
      },
    },
  ],
};

const failure = (index: number) => [
  `Lambda execution failed with status 200 due to customer function error: boom ${index}. Lambda request id: ${lambdaId(index)}`,
];

const LOG_GROUPS: readonly LabLogGroup[] = [
  {
    name: LOG_GROUP,
    events: Array.from({ length: 40 }, (_, index) =>
      failedRequest({ index, failure: failure(index), functionArn: `${FUNCTION_ARN}:live` }),
    ).flat(),
  },
  {
    name: 'orders-access',
    events: [0, 1, 2].map((index) => ({
      timestamp: NOON + 60_000 + index,
      message: `{"id":"${requestId(index)}","status":"502","error":"Lambda Customer Function Error:boom"}`,
    })),
  },
  {
    name: '/aws/lambda/orders-logs',
    events: [
      { message: 'INIT_START Runtime Version: nodejs:24.v1', at: 59_000 },
      { message: `START RequestId: ${lambdaId(0)} Version: 7`, at: 60_000 },
      { message: 'TypeError: boom', at: 60_010 },
      { message: `END RequestId: ${lambdaId(0)}`, at: 60_020 },
      { message: `REPORT RequestId: ${lambdaId(0)}\tDuration: 20 ms`, at: 60_021 },
      { message: `START RequestId: ${lambdaId(700)} Version: 7`, at: 60_100 },
      { message: 'somebody else', at: 60_110 },
    ].map(({ message, at }) => ({ timestamp: NOON + at, message, logStreamName: '2026/11/20/[7]abc' })),
  },
];

let lab: Lab;

beforeAll(async () => {
  lab = await startLab({
    apis: [ORDERS],
    logGroups: LOG_GROUPS,
    functions: [
      {
        configuration: {
          FunctionName: 'orders',
          Timeout: 3,
          LoggingConfig: { LogGroup: '/aws/lambda/orders-logs' },
          Environment: { Variables: { PASSWORD: 'hunter2' } },
        },
        policies: { live: { Version: '2012-10-17', Statement: [{ Sid: 'api', Effect: 'Allow' }] } },
      },
    ],
    metrics: [
      {
        namespace: 'AWS/ApiGateway',
        metricName: '5XXError',
        dimensions: { ApiName: 'orders', Stage: 'prod' },
        points: [[NOON + 60_000, 40]],
      },
    ],
  });
});
beforeEach(() => {
  for (const [name, value] of Object.entries(lab.env)) vi.stubEnv(name, value);
  lab.resetCalls();
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => lab.stop());

const ask = (query: CollectQuery = QUERY) => collect(createCollectPorts(), query, BUDGET);

const collected = async (query?: CollectQuery): Promise<Collected> => {
  const result = await ask(query);
  if (!result.ok) throw new Error(`collect failed: ${JSON.stringify(result.failure)}`);
  return result.value;
};

test('collects an incident through the real SDK clients', async () => {
  const { incident } = await collected();
  expect(incident.api).toEqual({ kind: 'REST', id: API_ID, name: 'orders', stage: 'prod', region: 'eu-west-1', account: '123456789012' });
  expect(incident.samples).toEqual([{ requestId: requestId(0), count: 40 }]);
  expect(incident.config?.stage).toMatchObject({ stageName: 'prod', lastUpdatedDate: '2026-11-01T08:00:00.000Z' });
  expect(incident.config?.deployed).toMatchObject({ openapi: expect.stringMatching(/^3\.0/), paths: { '/orders/{id}': { get: {} } } });
  expect(incident.config?.resources).toMatchObject([
    { path: '/orders/{id}', resourceMethods: { GET: { methodIntegration: { type: 'AWS_PROXY' } } } },
  ]);
  expect(incident.config?.functions?.[`${FUNCTION_ARN}:live`]).toMatchObject({
    configuration: { Timeout: 3 },
    policy: { Statement: [{ Sid: 'api' }] },
  });
  expect(incident.logs?.access?.events).toHaveLength(1);
  expect(incident.metrics?.['5XXError']).toEqual([[NOON + 60_000, 40]]);
  expect(incident.gaps).toEqual([]);
});

test('joins the lines of the failed invocation, initialisation included, and nobody else’s', async () => {
  const { incident } = await collected();
  expect(incident.logs?.functions?.orders?.map(({ message }) => message.split(' ', 1)[0])).toEqual([
    'INIT_START',
    'START',
    'TypeError:',
    'END',
    'REPORT',
  ]);
});

test('no environment variable of a function is ever kept', async () => {
  expect(JSON.stringify(await collected())).not.toContain('hunter2');
});

test('the calls it reports are the calls that were made', async () => {
  const { cost } = await collected();
  expect(cost.calls).toEqual(lab.calls());
  expect(cost.bytes).toBeGreaterThan(1_000);
});

test('a denied action is a gap that names it', async () => {
  lab.fail({
    service: 'lambda',
    operation: 'GetPolicy',
    status: 403,
    code: 'AccessDeniedException',
    message: 'User is not authorized to perform: lambda:GetPolicy',
    times: 1,
  });
  const { incident } = await collected();
  expect(incident.gaps).toMatchObject([
    {
      kind: 'access-denied',
      why: expect.stringContaining('lambda:GetPolicy'),
      remedy: 'Allow lambda:GetPolicy for the role that runs gatewhy.',
    },
  ]);
});

test('throttling is waited out, and each attempt is counted', async () => {
  lab.fail({ service: 'apigateway', operation: 'GetExport', status: 429, code: 'TooManyRequestsException', times: 2 });
  const { incident, cost } = await collected();
  expect(incident.gaps).toEqual([]);
  expect(cost.calls['apigateway:GetExport']).toBe(3);
});

test('an expired credential is said to be one', async () => {
  lab.fail({
    service: 'apigateway',
    operation: 'GetRestApis',
    status: 403,
    code: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
    times: 1,
  });
  expect(await ask()).toEqual({
    ok: false,
    failure: { kind: 'credentials', detail: 'The security token included in the request is expired' },
  });
});

test('an export that is no JSON is refused, so that it is neither taken for an empty stage nor remembered', async () => {
  const proxy = await startLoopback(async (_, response) => {
    response.end('<html>Sign in</html>');
  });
  vi.stubEnv('AWS_ENDPOINT_URL', proxy.url);
  const { result } = await createCollectPorts().ask['apigateway:GetExport']({ restApiId: API_ID, stageName: 'prod' }, 5_000);
  await proxy.stop();
  expect(result).toEqual({
    ok: false,
    failure: { kind: 'refused', action: 'apigateway:GET', detail: 'The export of the stage is no JSON object' },
  });
});

test('an endpoint that does not answer is unreachable', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
  expect(await ask()).toMatchObject({ ok: false, failure: { kind: 'unreachable', detail: expect.stringContaining('ECONNREFUSED') } });
});

test('a profile that does not exist is a matter of credentials', async () => {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, undefined);
  const result = await collect(createCollectPorts({ region: 'eu-west-1', profile: 'nobody' }), QUERY, BUDGET);
  expect(result).toMatchObject({ ok: false, failure: { kind: 'credentials' } });
});

test('the counting query is one that Logs Insights understands', async () => {
  const flood: LabLogGroup = {
    name: LOG_GROUP,
    events: Array.from({ length: 30_000 }, (_, index) =>
      failedRequest({
        index,
        at: index * 10,
        level: 'ERROR',
        failure: index % 3 === 0 ? failure(index) : ['Execution failed due to a timeout error'],
        status: 502,
      }),
    ).flat(),
  };
  const flooded = await startLab({ apis: [ORDERS], logGroups: [flood, ...LOG_GROUPS.slice(1)], functions: [] });
  try {
    for (const [name, value] of Object.entries(flooded.env)) vi.stubEnv(name, value);
    const { incident, cost } = await collected();
    expect(cost.calls['logs:StartQuery']).toBe(1);
    expect(incident.samples?.map(({ count }) => count)).toEqual([20_000, 10_000]);
    expect(incident.gaps?.filter(({ kind }) => kind === 'truncated')).toEqual([]);
  } finally {
    await flooded.stop();
  }
});
