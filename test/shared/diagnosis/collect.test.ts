import { expect, test } from 'vitest';
import { collect } from '../../../shared/diagnosis/collect.ts';
import type { LogEvent } from '../../../shared/diagnosis/collect-ports.ts';
import type { Collected } from '../../../shared/diagnosis/collect-query.ts';
import { callNames, type FakeAws, type FakeOptions, type FakeWorld, fakeAws } from '../../support/fake-aws.ts';
import {
  API_ID,
  BUDGET,
  FUNCTION_ARN,
  failedRequest,
  LOG_GROUP,
  ordersWorld,
  QUERY,
  requestId,
  stage,
} from '../../support/orders-world.ts';

const failures = (count: number): readonly LogEvent[] => Array.from({ length: count }, (_, index) => failedRequest({ index })).flat();

const collected = async (aws: FakeAws, query = QUERY, budget = BUDGET): Promise<Collected> => {
  const result = await collect(aws.ports, query, budget);
  if (!result.ok) throw new Error(`collect failed: ${result.failure.kind}`);
  return result.value;
};

const collectFrom = (world: FakeWorld, options?: FakeOptions): Promise<Collected> => collected(fakeAws(world, options));

test('gathers target, configuration, one trace with its count, the function behind it and the metrics', async () => {
  const { incident } = await collectFrom(ordersWorld(failures(40)));
  expect(incident.api).toEqual({ kind: 'REST', id: API_ID, name: 'orders', stage: 'prod', region: 'eu-west-1', account: '123456789012' });
  expect(incident.samples).toEqual([{ requestId: requestId(0), count: 40 }]);
  expect(incident.logs?.execution?.every(({ message }) => message.startsWith(`(${requestId(0)})`))).toBe(true);
  expect(incident.logs?.execution).toHaveLength(8);
  expect(incident.config?.deployed).toBeDefined();
  expect(incident.config?.resources).toHaveLength(1);
  expect(Object.keys(incident.config?.functions ?? {})).toEqual([FUNCTION_ARN]);
  expect(incident.metrics).toEqual({ '5XXError': [[expect.any(Number), 12]], Count: [[expect.any(Number), 340]] });
  expect(incident.gaps).toEqual([]);
});

test('needs ten calls for one fault, whether it failed five times or two thousand times', async () => {
  const [few, many] = [await collectFrom(ordersWorld(failures(5))), await collectFrom(ordersWorld(failures(2_000)))];
  const total = ({ cost }: Collected): number => Object.values(cost.calls).reduce((sum, count) => sum + count, 0);
  expect(total(few)).toBe(10);
  expect(total(many)).toBe(10);
});

test('an audit reads the configuration in three calls, and neither logs nor metrics nor functions', async () => {
  const { incident, cost } = await collected(fakeAws(ordersWorld(failures(5))), { ...QUERY, only: 'configuration' });
  expect(cost.calls).toEqual({ 'apigateway:GetExport': 1, 'apigateway:GetRestApis': 1, 'apigateway:GetStage': 1 });
  expect(incident).toMatchObject({ config: { deployed: {}, stage: {} }, logs: { execution: [] }, samples: [], gaps: [] });
  expect(incident).not.toHaveProperty('metrics');
});

test.for([
  ['several stages', { stages: { [API_ID]: [stage(), stage({ stageName: 'test' })] } }, { stage: undefined }, 'stage-needed'],
  [
    'namesakes with this stage',
    {
      restApis: [
        { id: API_ID, name: 'orders' },
        { id: 'b2c3d4e5f6', name: 'orders' },
      ],
      stages: { [API_ID]: [stage()], b2c3d4e5f6: [stage()] },
    },
    {},
    'api-ambiguous',
  ],
] as const)('an audit asks a person, and no log, which one is meant: %s', async ([, world, asked, kind]) => {
  const { stage: named, ...query } = { ...QUERY, ...asked };
  const aws = fakeAws(ordersWorld(failures(5), world));
  const result = await collect(aws.ports, { ...query, ...(named !== undefined && { stage: named }), only: 'configuration' }, BUDGET);
  expect(result).toMatchObject({ ok: false, failure: { kind } });
  expect(callNames(aws).filter((name) => !name.startsWith('apigateway:'))).toEqual([]);
});

test('reports what it cost', async () => {
  const { cost } = await collectFrom(ordersWorld(failures(5)), { callMillis: 7, bytesPerCall: 100 });
  expect(cost).toEqual({
    calls: {
      'apigateway:GetExport': 1,
      'apigateway:GetResources': 1,
      'apigateway:GetRestApis': 1,
      'apigateway:GetStage': 1,
      'cloudwatch:GetMetricData': 1,
      'lambda:GetFunctionConfiguration': 1,
      'lambda:GetPolicy': 1,
      'logs:FilterLogEvents': 3,
    },
    bytes: 1_000,
    millis: 70,
  });
});

test('with logging off it still gives configuration and metrics, and says how to turn logging on', async () => {
  const { incident } = await collectFrom(ordersWorld([], { stages: { [API_ID]: [stage({ methodSettings: {} })] } }));
  expect(incident.config?.deployed).toBeDefined();
  expect(incident.metrics?.['5XXError']).toHaveLength(1);
  expect(incident.gaps?.map(({ kind, what }) => [kind, what])).toEqual([
    ['logging-disabled', 'execution log'],
    ['logging-disabled', 'access log'],
  ]);
  expect(incident.gaps?.[0]?.remedy).toContain(`aws apigateway update-stage --rest-api-id ${API_ID} --stage-name prod`);
});

test('a denied export is a gap, the working copy and its gateway responses take its place', async () => {
  const denied = { kind: 'access-denied', action: 'apigateway:GET', detail: 'not authorized' } as const;
  const world = ordersWorld(failures(1), { gatewayResponses: { [API_ID]: [{ responseType: 'DEFAULT_5XX' }] } });
  const { incident } = await collectFrom(world, { failures: { 'apigateway:GetExport': { always: denied } } });
  expect(incident.config).toMatchObject({ resources: [{ path: '/orders/{id}' }], gatewayResponses: [{ responseType: 'DEFAULT_5XX' }] });
  expect(incident.gaps).toEqual([
    {
      kind: 'access-denied',
      what: 'deployed configuration',
      why: 'AWS denied apigateway:GET: not authorized',
      remedy: 'Allow apigateway:GET for the role that runs gatewhy.',
    },
  ]);
});

test('every single read may be denied after the target is known, and the rest still runs', async () => {
  const denied = { always: { kind: 'access-denied', action: 'x:Y', detail: 'no' } } as const;
  const names = [
    'apigateway:GetExport',
    'apigateway:GetResources',
    'cloudwatch:GetMetricData',
    'logs:FilterLogEvents',
    'lambda:GetFunctionConfiguration',
    'lambda:GetPolicy',
  ] as const;
  for (const name of names) {
    const { incident } = await collectFrom(ordersWorld(failures(3)), { failures: { [name]: denied } });
    expect(
      incident.gaps?.map(({ kind }) => kind),
      name,
    ).toContain('access-denied');
    expect(incident.config?.stage, name).toBeDefined();
  }
});

test('reads the export of a deployment once per process', async () => {
  const aws = fakeAws(ordersWorld(failures(1)));
  const [first, second] = [await collected(aws), await collected(aws)];
  expect(callNames(aws).filter((name) => name === 'apigateway:GetExport')).toHaveLength(1);
  expect(second.incident.config?.deployed).toEqual(first.incident.config?.deployed);
});

test('reads the export again when the stage got another deployment', async () => {
  const aws = fakeAws(ordersWorld(failures(1)));
  await collected(aws);
  const redeployed = fakeAws(ordersWorld(failures(1), { stages: { [API_ID]: [stage({ deploymentId: 'dep002' })] } }));
  await collected({ ...redeployed, ports: { ...redeployed.ports, snapshots: aws.ports.snapshots } });
  expect(callNames(redeployed)).toContain('apigateway:GetExport');
});

test('leaves the working copy alone when no request failed', async () => {
  const { incident, cost } = await collectFrom(ordersWorld([]));
  expect(incident.samples).toEqual([]);
  expect(cost.calls).not.toHaveProperty('apigateway:GetResources');
});

test('spends no more calls than it may, and says what it left out', async () => {
  for (let calls = 3; calls <= 12; calls += 1) {
    const aws = fakeAws(ordersWorld(failures(3)));
    const { incident } = await collected(aws, QUERY, { ...BUDGET, calls });
    expect(aws.calls.length).toBeLessThanOrEqual(calls);
    expect(incident.gaps?.some(({ kind }) => kind === 'budget-spent')).toBe(calls < 10);
  }
});

test('stops when the time or the bytes are spent', async () => {
  const slow = fakeAws(ordersWorld(failures(3)), { callMillis: 1_000 });
  await collected(slow, QUERY, { ...BUDGET, millis: 4_500 });
  expect(slow.calls.length).toBe(5);
  const large = fakeAws(ordersWorld(failures(3)), { bytesPerCall: 1_000 });
  await collected(large, QUERY, { ...BUDGET, bytes: 2_500 });
  expect(large.calls.length).toBeLessThan(8);
});

test('an incident is plain JSON', async () => {
  const { incident } = await collectFrom(ordersWorld(failures(2)));
  expect(JSON.parse(JSON.stringify(incident))).toEqual(incident);
});

test('reads an HTTP API by its id: routes, integrations, and failing requests from the access log alone', async () => {
  const format =
    '{"requestId":"$context.requestId","routeKey":"$context.routeKey","status":"$context.status","error":"$context.integrationErrorMessage","lambda":"$context.integration.requestId"}';
  const line = (index: number, status: number) => ({
    timestamp: QUERY.window.from.getTime() + index,
    message: format
      .replace('$context.requestId', `HTTPid${index}=`)
      .replace('$context.routeKey', 'GET /orders')
      .replace('$context.status', String(status))
      .replace(
        '$context.integrationErrorMessage',
        'The Lambda function returned the following error: boom. Check your Lambda function code and try again.',
      )
      .replace('$context.integration.requestId', 'aaaaaaaa-1111-4222-8333-444444444444'),
  });
  const world: FakeWorld = {
    httpApis: [{ ApiId: 'h1h1h1h1h1', Name: 'shop', ProtocolType: 'HTTP' }],
    stages: {
      h1h1h1h1h1: [
        {
          StageName: '$default',
          AutoDeploy: true,
          AccessLogSettings: { DestinationArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:shop-access', Format: format },
        },
      ],
    },
    routes: { h1h1h1h1h1: [{ RouteKey: 'GET /orders', Target: 'integrations/int1' }] },
    integrations: {
      h1h1h1h1h1: [
        { IntegrationId: 'int1', IntegrationUri: FUNCTION_ARN },
        { IntegrationId: 'int2', IntegrationUri: `${FUNCTION_ARN}2` },
      ],
    },
    functions: { orders: { FunctionName: 'orders' } },
    logGroups: {
      'shop-access': [line(1, 500), line(2, 200), line(3, 500)],
      '/aws/lambda/orders': [
        {
          timestamp: QUERY.window.from.getTime(),
          message: 'START RequestId: aaaaaaaa-1111-4222-8333-444444444444 Version: $LATEST',
          logStreamName: 's',
        },
      ],
    },
  };
  const { incident } = await collected(fakeAws(world), { api: 'h1h1h1h1h1', window: QUERY.window });
  expect(incident.api).toMatchObject({ kind: 'HTTP', id: 'h1h1h1h1h1', stage: '$default' });
  expect(incident.config).toMatchObject({
    routes: [{ RouteKey: 'GET /orders' }],
    integrations: [{ IntegrationId: 'int1' }, { IntegrationId: 'int2' }],
  });
  expect(incident.samples).toEqual([{ requestId: 'HTTPid1=', count: 2 }]);
  expect(incident.logs?.access?.events).toHaveLength(1);
  expect(Object.keys(incident.config?.functions ?? {})).toEqual([FUNCTION_ARN]);
  expect(incident.logs?.functions?.orders).toHaveLength(1);
});

test('finds the execution log of a WebSocket API under either of its names', async () => {
  for (const group of ['/aws/apigateway/w1w1w1w1w1/live', 'API-Gateway-Execution-Logs_w1w1w1w1w1/live']) {
    const events = failedRequest({ index: 1 }).map((event) => ({
      ...event,
      message: event.message.replace(requestId(1), 'Pds1PEC4oAMFpyA='),
    }));
    const { incident } = await collected(
      fakeAws({
        httpApis: [{ ApiId: 'w1w1w1w1w1', Name: 'chat', ProtocolType: 'WEBSOCKET' }],
        stages: { w1w1w1w1w1: [{ StageName: 'live', DefaultRouteSettings: { LoggingLevel: 'INFO', DataTraceEnabled: true } }] },
        logGroups: { [group]: events },
      }),
      { api: 'chat', kind: 'WEBSOCKET', stage: 'live', window: QUERY.window },
    );
    expect(incident.samples, group).toEqual([{ requestId: 'Pds1PEC4oAMFpyA=', count: 1 }]);
  }
});

test('says when sampled requests ran on the canary, whose configuration nobody can export', async () => {
  const events = failures(1);
  const world = ordersWorld(events, {
    stages: { [API_ID]: [stage({ canarySettings: { percentTraffic: 10, deploymentId: 'dep002' } })] },
    logGroups: { [LOG_GROUP]: events, [`${LOG_GROUP}/Canary`]: events, '/aws/lambda/orders': [] },
  });
  const { incident } = await collectFrom(world);
  expect(incident.gaps?.map(({ what }) => what)).toEqual(['configuration of the canary of stage prod']);
  const elsewhere = { ...world, logGroups: { ...world.logGroups, [`${LOG_GROUP}/Canary`]: [] } };
  expect((await collectFrom(elsewhere)).incident.gaps).toEqual([]);
});
