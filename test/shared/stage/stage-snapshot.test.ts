import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IncidentFile } from '../../../shared/model/incident-file.ts';
import { readAuthorizers } from '../../../shared/stage/authorizers-reader.ts';
import { readFunctions, readRoles } from '../../../shared/stage/functions-reader.ts';
import { readGatewayResponses } from '../../../shared/stage/gateway-responses.ts';
import { readHttpApi } from '../../../shared/stage/http-api-reader.ts';
import { differences } from '../../../shared/stage/snapshot-diff.ts';
import { readStageSnapshot } from '../../../shared/stage/stage-snapshot.ts';
import { EXPORT, RESOURCES, REST_API } from './fixtures.ts';

test('a stage is put together from its parts', () => {
  const snapshot = readStageSnapshot({
    api: { kind: 'REST', stage: 'prod', region: 'eu-west-1' },
    config: { restApi: REST_API, deployed: EXPORT, resources: RESOURCES, stage: { stageName: 'prod' }, functions: { f: { policy: null } } },
  });
  expect(snapshot).toMatchObject({
    kind: 'REST',
    apiId: 'abcdef1234',
    apiName: 'orders',
    region: 'eu-west-1',
    settings: { stageName: 'prod' },
    deployed: { methodsComplete: true },
    workingCopy: { methodsComplete: true },
    functions: { f: { policy: 'NONE' } },
    roles: {},
  });
  expect(readStageSnapshot({ api: { kind: 'REST', stage: 'dev' } }).settings).toEqual({ stageName: 'dev' });
  expect(readStageSnapshot({ api: { kind: 'HTTP' } })).toEqual({ kind: 'HTTP', settings: {}, functions: {}, roles: {} });
});

test('the function policy is read from an object, from text and from GetPolicy itself', () => {
  const policy = { Version: '2012-10-17', Statement: [] };
  const functions = readFunctions({
    object: { policy },
    text: { policy: JSON.stringify(policy) },
    answer: { policy: { Policy: JSON.stringify(policy), RevisionId: 'r' } },
    none: { policy: null },
    unknown: {},
  });
  expect(functions).toEqual({ object: { policy }, text: { policy }, answer: { policy }, none: { policy: 'NONE' }, unknown: {} });
});

test('the function configuration is read, nested or plain', () => {
  const configuration = { FunctionName: 'orders', Timeout: 3, MemorySize: 128, Handler: 'index.handler', State: 'Active' };
  const facts = { name: 'orders', timeoutInSeconds: 3, memoryInMb: 128, handler: 'index.handler', state: 'Active' };
  expect(readFunctions({ a: { configuration, reservedConcurrency: 5 }, b: configuration })).toEqual({
    a: { ...facts, reservedConcurrency: 5 },
    b: facts,
  });
  expect(readFunctions({ a: { Concurrency: { ReservedConcurrentExecutions: 0 } } })).toEqual({ a: { reservedConcurrency: 0 } });
});

test('a role is read with its URL-encoded trust policy', () => {
  const trust = { Statement: [] };
  expect(readRoles({ r: { trust: encodeURIComponent(JSON.stringify(trust)), allowed: ['s3:GetObject'] } })).toEqual({
    r: { trust, allowed: ['s3:GetObject'] },
  });
});

test('authorizers are read in either case, with or without an id', () => {
  expect(
    readAuthorizers([
      { id: 'a', type: 'TOKEN', identitySource: 'method.request.header.Authorization', authorizerCredentials: 'arn:role' },
      {
        AuthorizerId: 'b',
        AuthorizerType: 'REQUEST',
        IdentitySource: ['$request.header.A', '$request.header.B'],
        AuthorizerCredentialsArn: 'arn:role',
      },
      { name: 'c', authorizerResultTtlInSeconds: 0 },
    ]),
  ).toEqual([
    { id: 'a', type: 'TOKEN', identitySource: 'method.request.header.Authorization', credentials: 'arn:role' },
    { id: 'b', type: 'REQUEST', identitySource: '$request.header.A, $request.header.B', credentials: 'arn:role' },
    { id: 'c', name: 'c', resultTtlInSeconds: 0 },
  ]);
});

test('gateway responses keep their type, and items without one are left out', () => {
  expect(
    readGatewayResponses([{ responseType: 'DEFAULT_5XX', statusCode: null, defaultResponse: true }, { statusCode: '500' }, 7]),
  ).toEqual([{ responseType: 'DEFAULT_5XX', defaultResponse: true }]);
});

test('routes find their integrations by target', () => {
  const snapshot = readHttpApi({
    kind: 'HTTP',
    routes: [
      { RouteId: 'r1', RouteKey: 'get /pets/{id}', Target: 'integrations/i1', AuthorizationType: 'JWT' },
      { RouteId: 'r2', RouteKey: '$default', Target: 'integrations/i9' },
    ],
    integrations: [
      {
        IntegrationId: 'i1',
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: 'arn:f',
        PayloadFormatVersion: '2.0',
        IntegrationMethod: 'POST',
      },
    ],
  });
  expect(snapshot).toEqual({
    kind: 'HTTP',
    methodsComplete: true,
    methods: [
      {
        path: '/pets/{id}',
        verb: 'GET',
        routeKey: 'get /pets/{id}',
        authorizationType: 'JWT',
        integration: { type: 'AWS_PROXY', uri: 'arn:f', payloadFormatVersion: '2.0', httpMethod: 'POST' },
      },
      { path: '/{proxy+}', verb: 'ANY', routeKey: '$default' },
    ],
  });
});

test('a single integration without routes takes whatever comes, several take nothing', () => {
  const integration = { integrationType: 'AWS_PROXY', payloadFormatVersion: '2.0' };
  expect(readHttpApi({ kind: 'HTTP', integrations: [integration] })?.methods).toEqual([
    { path: '/{proxy+}', verb: 'ANY', integration: { type: 'AWS_PROXY', payloadFormatVersion: '2.0' } },
  ]);
  expect(readHttpApi({ kind: 'HTTP', integrations: [integration, integration] })?.methods).toEqual([]);
  expect(readHttpApi({ kind: 'HTTP', integrations: [integration], routes: [{ routeKey: 'GET /a' }] })?.methods).toMatchObject([
    { path: '/a', integration: { type: 'AWS_PROXY' } },
  ]);
});

test('WebSocket routes stand for themselves', () => {
  expect(readHttpApi({ kind: 'WEBSOCKET', routes: [{ RouteKey: '$connect' }, { RouteKey: 'send' }] })?.methods).toEqual([
    { path: '$connect', verb: 'ANY', routeKey: '$connect' },
    { path: 'send', verb: 'ANY', routeKey: 'send' },
  ]);
});

test('an HTTP API that deploys by itself runs its working copy', () => {
  const routes = [{ RouteKey: 'GET /a' }];
  const snapshot = (stage: Readonly<Record<string, unknown>>) => readStageSnapshot({ api: { kind: 'HTTP' }, config: { routes, stage } });
  expect(snapshot({ AutoDeploy: true }).deployed).toEqual(snapshot({}).workingCopy);
  expect(snapshot({ AutoDeploy: false })).not.toHaveProperty('deployed');
});

const deployed = () => readStageSnapshot({ api: { kind: 'REST' }, config: { deployed: EXPORT } }).deployed ?? { kind: 'REST', methods: [] };
const workingCopy = (config: NonNullable<IncidentFile['config']>) =>
  readStageSnapshot({ api: { kind: 'REST' }, config }).workingCopy ?? { kind: 'REST', methods: [] };

test('an export and its own working copy do not differ', () => {
  expect(differences(deployed(), workingCopy({ restApi: REST_API, resources: RESOURCES }))).toEqual([]);
});

test('what both know and say differently is a difference, with a pointer to it', () => {
  const copy = workingCopy({
    restApi: { binaryMediaTypes: ['*/*'] },
    resources: [
      {
        path: '/orders/{id}',
        resourceMethods: {
          OPTIONS: {
            methodIntegration: {
              contentHandling: null,
              requestTemplates: { 'application/json': '{"statusCode": 204}' },
              integrationResponses: { '204': { statusCode: '204' }, '500': { statusCode: '500', selectionPattern: '.+' } },
            },
            methodResponses: { '200': {}, '204': {} },
          },
          POST: { methodIntegration: { type: 'MOCK' } },
        },
      },
    ],
  });
  const at = '/methods/~1orders~1{id}/OPTIONS';
  expect(differences(deployed(), copy)).toMatchObject([
    { pointer: '/binaryMediaTypes', deployed: [], workingCopy: ['*/*'] },
    { pointer: `${at}/responses/204`, deployed: undefined, workingCopy: ['204', {}] },
    { pointer: `${at}/integration/contentHandling`, deployed: 'CONVERT_TO_TEXT', workingCopy: 'NONE' },
    {
      pointer: `${at}/integration/requestTemplates/application~1json`,
      deployed: '{"statusCode": 200}',
      workingCopy: '{"statusCode": 204}',
    },
    { pointer: `${at}/integration/responses/default/statusCode`, deployed: '200', workingCopy: '204' },
    { pointer: `${at}/integration/responses/.+`, deployed: undefined, workingCopy: { statusCode: '500' } },
    { pointer: '/methods/~1orders~1{id}/POST', deployed: undefined, workingCopy: { verb: 'POST' } },
  ]);
});

test('a customised gateway response that is not deployed is a difference, an untouched one is none', () => {
  const gatewayResponses = [
    { responseType: 'DEFAULT_5XX', statusCode: '500', defaultResponse: false },
    { responseType: 'THROTTLED', statusCode: '429', defaultResponse: true },
  ];
  expect(differences(deployed(), workingCopy({ gatewayResponses }))).toEqual([
    { pointer: '/gatewayResponses/DEFAULT_5XX/statusCode', deployed: '504', workingCopy: '500' },
  ]);
});

test('a method that the working copy lacks is a difference only where its list is complete', () => {
  const others = RESOURCES.filter(({ path }) => path !== '/all');
  const pointers = (resources: readonly Readonly<Record<string, unknown>>[]) =>
    differences(deployed(), workingCopy({ resources })).map(({ pointer }) => pointer);
  expect(pointers(others)).toEqual(['/methods/~1all/ANY']);
  expect(pointers(others.filter(({ path }) => path !== '/'))).toEqual([]);
});

test('unknown never counts as a difference', () => {
  const names = [
    'type',
    'uri',
    'contentHandling',
    'passthroughBehavior',
    'requestTemplates',
    'integrationResponses',
    'requestParameters',
  ] as const;
  fc.assert(
    fc.property(fc.subarray([...names]), (kept) => {
      const cut = RESOURCES.slice(1).map((resource) => ({
        ...resource,
        resourceMethods: Object.fromEntries(
          Object.entries('resourceMethods' in resource ? resource.resourceMethods : {}).map(([verb, method]) => {
            const integration = Object.entries('methodIntegration' in method ? method.methodIntegration : {});
            return [verb, { methodIntegration: Object.fromEntries(integration.filter(([name]) => kept.some((keep) => keep === name))) }];
          }),
        ),
      }));
      const found = differences(deployed(), workingCopy({ resources: cut })).filter(({ pointer }) => !pointer.startsWith('/methods/~1all'));
      expect(found).toEqual([]);
    }),
  );
});

test('whatever JSON it is given, the snapshot is read', () => {
  const record = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(
      fc.record({
        restApi: record,
        stage: record,
        httpApi: record,
        functions: fc.dictionary(fc.string(), record),
        roles: fc.dictionary(fc.string(), record),
        routes: fc.array(record),
        authorizers: fc.array(record),
      }),
      fc.constantFrom('REST' as const, 'HTTP' as const, 'WEBSOCKET' as const),
      (config, kind) => {
        expect(readStageSnapshot({ api: { kind }, config }).kind).toBe(kind);
      },
    ),
  );
});
