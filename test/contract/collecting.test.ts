import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { createCollectPorts } from '../../shared/aws/collect-ports.ts';
import { openGate } from '../../shared/diagnosis/collect/budget.ts';
import { resolveTarget } from '../../shared/diagnosis/collect/resolve-target.ts';
import { collect } from '../../shared/diagnosis/collect.ts';
import type { InputOf, OutputOf, ReadName } from '../../shared/diagnosis/collect-ports.ts';
import type { CollectQuery } from '../../shared/diagnosis/collect-query.ts';
import { contractWith, startMoto } from '../support/moto-server.ts';
import { BUDGET, FUNCTION_ARN, requestId } from '../support/orders-world.ts';

const moto = await startMoto();

const contract = contractWith(moto);

const NOW = Math.floor(Date.now() / 60_000) * 60_000;
const WINDOW = { from: new Date(NOW - 5 * 60_000), to: new Date(NOW + 60_000) };
const LAMBDA_URI = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION_ARN}/invocations`;

/** One Lambda method, deployed. */
const createRestApi = async (client: APIGatewayClient, name: string, stageName: string): Promise<string> => {
  const { id: restApiId = '' } = await client.send(new CreateRestApiCommand({ name, endpointConfiguration: { types: ['REGIONAL'] } }));
  const { items = [] } = await client.send(new GetResourcesCommand({ restApiId }));
  const { id: resourceId = '' } = await client.send(
    new CreateResourceCommand({ restApiId, parentId: items[0]?.id ?? '', pathPart: 'orders' }),
  );
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
  await client.send(new PutMethodResponseCommand({ ...method, statusCode: '200' }));
  await client.send(new PutIntegrationCommand({ ...method, type: 'AWS', integrationHttpMethod: 'POST', uri: LAMBDA_URI }));
  await client.send(new PutIntegrationResponseCommand({ ...method, statusCode: '200', selectionPattern: '.*ok.*' }));
  await client.send(new CreateDeploymentCommand({ restApiId, stageName, variables: { colour: 'green' } }));
  return restApiId;
};

const writeLog = async (client: CloudWatchLogsClient, logGroupName: string, messages: readonly string[]): Promise<void> => {
  await client.send(new CreateLogGroupCommand({ logGroupName }));
  await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'stream' }));
  const logEvents = messages.map((message, index) => ({ timestamp: NOW - 60_000 + index, message }));
  await client.send(new PutLogEventsCommand({ logGroupName, logStreamName: 'stream', logEvents }));
};

const ask = async <Name extends ReadName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> => {
  const { result } = await createCollectPorts().ask[name](input, 10_000);
  if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.failure)}`);
  return result.value;
};

const resolve = (query: Omit<CollectQuery, 'window'>) =>
  resolveTarget(openGate(createCollectPorts(), BUDGET), { window: WINDOW, ...query });

let [ordersId, twinTest, twinProd] = ['', '', ''];

beforeAll(async () => {
  if (!moto.ok) return;
  const rest = new APIGatewayClient(moto.value.clientConfig);
  ordersId = await createRestApi(rest, 'orders', 'prod');
  twinTest = await createRestApi(rest, 'twin', 'test');
  twinProd = await createRestApi(rest, 'twin', 'prod');
  const log = [0, 1, 2].flatMap((index) => [
    `(${requestId(index)}) HTTP Method: GET, Resource Path: /orders`,
    `(${requestId(index)}) ${index === 2 ? 'Successfully completed execution' : 'Execution failed due to a timeout error'}`,
    `(${requestId(index)}) Method completed with status: ${index === 2 ? 200 : 504}`,
  ]);
  await writeLog(new CloudWatchLogsClient(moto.value.clientConfig), `API-Gateway-Execution-Logs_${ordersId}/prod`, log);
});
beforeEach(() => {
  if (moto.ok) for (const [name, value] of Object.entries(moto.value.env)) vi.stubEnv(name, value);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  if (moto.ok) await moto.value.stop();
});

contract('target: a name becomes an id, its only stage is found', async () => {
  expect(await resolve({ api: 'orders', kind: 'REST' })).toMatchObject({
    ok: true,
    value: { id: ordersId, stage: 'prod', settings: { variables: { colour: 'green' } } },
  });
  expect(await resolve({ api: ordersId, stage: 'prod' })).toMatchObject({ ok: true, value: { name: 'orders' } });
});

contract('target: namesakes are told apart by their stages', async () => {
  expect(await resolve({ api: 'twin', kind: 'REST', stage: 'prod' })).toMatchObject({ ok: true, value: { id: twinProd } });
  expect(await resolve({ api: 'twin', kind: 'REST' })).toMatchObject({
    ok: false,
    failure: { kind: 'api-ambiguous', ids: expect.arrayContaining([twinTest, twinProd]) },
  });
});

contract('target: what does not exist is not found, by name, id and stage', async () => {
  expect(await resolve({ api: 'order', kind: 'REST' })).toMatchObject({
    ok: false,
    failure: { kind: 'api-not-found', similar: ['orders'] },
  });
  expect(await resolve({ api: 'zzzzzzzzzz' })).toMatchObject({ ok: false, failure: { kind: 'api-not-found' } });
  expect(await resolve({ api: 'orders', kind: 'REST', stage: 'live' })).toMatchObject({
    ok: false,
    failure: { kind: 'stage-not-found', stages: ['prod'] },
  });
});

contract('snapshot: stage, API and working copy with methods embedded', async () => {
  expect(await ask('apigateway:GetRestApi', { restApiId: ordersId })).toMatchObject({
    name: 'orders',
    endpointConfiguration: { types: ['REGIONAL'] },
  });
  const { items } = await ask('apigateway:GetResources', { restApiId: ordersId });
  expect(items.find(({ path }) => path === '/orders')).toMatchObject({
    resourceMethods: {
      GET: {
        methodResponses: { '200': { statusCode: '200' } },
        methodIntegration: {
          type: 'AWS',
          httpMethod: 'POST',
          uri: LAMBDA_URI,
          integrationResponses: { '200': { selectionPattern: '.*ok.*' } },
        },
      },
    },
  });
  expect(await ask('apigateway:GetGatewayResponses', { restApiId: ordersId })).toEqual([]);
  expect(await ask('apigateway:GetAuthorizers', { restApiId: ordersId })).toEqual([]);
});

contract('snapshot: the export is bytes that hold JSON (moto writes Swagger 2.0 and no integrations, so no more is compared)', async () => {
  const document = await ask('apigateway:GetExport', { restApiId: ordersId, stageName: 'prod' });
  expect(document).toMatchObject({ info: { title: 'orders' }, paths: { '/orders': {} } });
});

contract('snapshot: an HTTP API with routes and integrations', async (clientConfig) => {
  const client = new ApiGatewayV2Client(clientConfig);
  const { ApiId = '' } = await client.send(new CreateApiCommand({ Name: 'shop', ProtocolType: 'HTTP' }));
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({ ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: FUNCTION_ARN, PayloadFormatVersion: '2.0' }),
  );
  await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /orders', Target: `integrations/${IntegrationId}` }));
  await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  const result = await collect(createCollectPorts(), { api: 'shop', window: WINDOW }, BUDGET);
  expect(result).toMatchObject({
    ok: true,
    value: {
      incident: {
        api: { kind: 'HTTP', id: ApiId, stage: '$default' },
        config: { routes: [{ RouteKey: 'GET /orders' }], integrations: [{ IntegrationUri: FUNCTION_ARN, PayloadFormatVersion: '2.0' }] },
      },
    },
  });
});

contract('log: a phrase in quotes is filtered by the server, times are milliseconds, pages go on', async () => {
  const question = {
    logGroupName: `API-Gateway-Execution-Logs_${ordersId}/prod`,
    startTime: WINDOW.from.getTime(),
    endTime: WINDOW.to.getTime(),
  };
  const { events } = await ask('logs:FilterLogEvents', { ...question, filterPattern: `"${requestId(1)}"` });
  expect(events.map(({ message }) => message.slice(39))).toEqual([
    'HTTP Method: GET, Resource Path: /orders',
    'Execution failed due to a timeout error',
    'Method completed with status: 504',
  ]);
  expect(events[0]).toMatchObject({ timestamp: NOW - 60_000 + 3, logStreamName: 'stream' });
  const first = await ask('logs:FilterLogEvents', { ...question, limit: 4 });
  expect(first.events).toHaveLength(4);
  expect((await ask('logs:FilterLogEvents', { ...question, limit: 9, next: first.next ?? '' })).events).toHaveLength(5);
  expect((await ask('logs:FilterLogEvents', { ...question, startTime: NOW })).events).toEqual([]);
});

contract('log: a group that does not exist is not found', async () => {
  const { result } = await createCollectPorts().ask['logs:FilterLogEvents'](
    { logGroupName: 'nowhere', startTime: 0, endTime: NOW },
    10_000,
  );
  expect(result).toMatchObject({ ok: false, failure: { kind: 'not-found', action: 'logs:FilterLogEvents' } });
  expect(await ask('logs:DescribeLogGroups', { logGroupName: 'nowhere' })).toBeUndefined();
});

contract('metrics: sums per minute, by dimensions', async (clientConfig) => {
  const Dimensions = [
    { Name: 'ApiName', Value: 'orders' },
    { Name: 'Stage', Value: 'prod' },
  ];
  const MetricData = [2, 3].map((Value) => ({ MetricName: '5XXError', Dimensions, Timestamp: new Date(NOW - 60_000), Value }));
  await new CloudWatchClient(clientConfig).send(new PutMetricDataCommand({ Namespace: 'AWS/ApiGateway', MetricData }));
  const series = [{ id: 'm0', metricName: '5XXError', dimensions: { ApiName: 'orders', Stage: 'prod' } }];
  expect(await ask('cloudwatch:GetMetricData', { series, periodInSeconds: 60, ...WINDOW })).toEqual({ m0: [[NOW - 60_000, 5]] });
});

/** moto takes a pattern of `?` terms for none and gives every line: what comes back is looked at again, so the answer is the same. */
contract('all together: an incident from an API that moto holds', async () => {
  const settings = { methodSettings: { '*/*': { loggingLevel: 'INFO', dataTraceEnabled: true } } };
  const ports = createCollectPorts();
  const logging: typeof ports.ask = {
    ...ports.ask,
    'apigateway:GetStage': async (input, within) => {
      const reply = await ports.ask['apigateway:GetStage'](input, within);
      return reply.result.ok ? { ...reply, result: { ok: true, value: { ...reply.result.value, ...settings } } } : reply;
    },
  };
  const result = await collect({ ...ports, ask: logging }, { api: 'orders', kind: 'REST', stage: 'prod', window: WINDOW }, BUDGET);
  expect(result).toMatchObject({ ok: true, value: { incident: { samples: [{ requestId: requestId(0), count: 2 }] } } });
});
