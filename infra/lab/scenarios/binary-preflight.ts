import type { Method } from '@aws-sdk/client-api-gateway';
import { deploymentsOf, functionOf, proxyMethod, stageOf } from './parts.ts';
import type { ScenarioRequest, StageScenario } from './scenario.ts';

const API = 'k3f9x2c7qa';
const NAME = 'catalog-api';
const FUNCTION = 'catalog-covers';

const CORS_HEADERS = ['Access-Control-Allow-Headers', 'Access-Control-Allow-Methods', 'Access-Control-Allow-Origin'] as const;

const preflight: Method = {
  httpMethod: 'OPTIONS',
  authorizationType: 'NONE',
  apiKeyRequired: false,
  methodResponses: {
    '204': {
      statusCode: '204',
      responseParameters: Object.fromEntries(CORS_HEADERS.map((name) => [`method.response.header.${name}`, false])),
    },
  },
  methodIntegration: {
    type: 'MOCK',
    passthroughBehavior: 'WHEN_NO_MATCH',
    requestTemplates: { 'application/json': '{"statusCode": 204}' },
    timeoutInMillis: 29_000,
    cacheNamespace: 'ca5he1',
    cacheKeyParameters: [],
    integrationResponses: {
      '204': {
        statusCode: '204',
        responseParameters: {
          'method.response.header.Access-Control-Allow-Headers': "'Content-Type,Authorization'",
          'method.response.header.Access-Control-Allow-Methods': "'GET,OPTIONS'",
          'method.response.header.Access-Control-Allow-Origin': "'https://shop.example.com'",
        },
      },
    },
  },
};

const ORIGIN = 'https://shop.example.com';

/** A browser asks twice: once whether it may, and once for the cover. */
const requestsFor = (isbn: string): readonly ScenarioRequest[] => [
  { path: `/covers/${isbn}`, method: 'OPTIONS', headers: { Accept: '*/*', 'Access-Control-Request-Method': 'GET', Origin: ORIGIN } },
  { path: `/covers/${isbn}`, headers: { Accept: 'image/webp', Origin: ORIGIN } },
];

const covers = () => ({ statusCode: 200, headers: { 'Content-Type': 'image/webp' }, body: 'UklGRiQAAABXRUJQ', isBase64Encoded: true });

/**
 * Someone let the API serve images with the binary media type of every type. Since then each CORS preflight fails: the MOCK behind
 * OPTIONS gets bytes where its template needs text. The alarm comes over SNS.
 */
export const binaryPreflight: StageScenario = (now) => ({
  title: 'A binary media type of */* breaks the CORS preflight',
  cause: 'mock-binary-media-types',
  api: {
    restApi: {
      id: API,
      name: NAME,
      binaryMediaTypes: ['*/*'],
      apiKeySource: 'HEADER',
      endpointConfiguration: { types: ['REGIONAL'] },
    },
    stages: [{ settings: stageOf(now, true) }],
    resources: [
      { id: 'r00t01', path: '/' },
      { id: 'c0v001', parentId: 'r00t01', path: '/covers', pathPart: 'covers' },
      {
        id: 'c0v002',
        parentId: 'c0v001',
        path: '/covers/{isbn}',
        pathPart: '{isbn}',
        resourceMethods: {
          GET: proxyMethod('GET', FUNCTION, { 'method.request.path.isbn': true }),
          OPTIONS: preflight,
        },
      },
    ],
    deployments: deploymentsOf(now),
  },
  functions: [functionOf(FUNCTION, API, covers)],
  backends: {},
  alarmAction: 'topic',
  requests: Array.from({ length: 6 }, (_, index) => `97801430${index}4${index}`).flatMap(requestsFor),
});
