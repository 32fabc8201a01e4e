import type { Method } from '@aws-sdk/client-api-gateway';
import { asSns } from './alarm-event.ts';
import { executionLog, type LoggedRequest } from './execution-log.ts';
import { functionLog, functionOf, lambdaCall, metricsOf, moments, proxyMethod, REGION, stageOf } from './parts.ts';
import type { StageScenario } from './scenario.ts';

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

const HEADERS = `Accept=*/*, Access-Control-Request-Method=GET, Host=${API}.execute-api.${REGION}.amazonaws.com, Origin=https://shop.example.com, X-Forwarded-For=192.0.2.44, X-Forwarded-Proto=https`;

const requestsBefore = (now: Date): readonly LoggedRequest[] =>
  moments(now, 12).map((at, index): LoggedRequest => {
    const isbn = `97801430${index}4${index}`;
    const common = { seed: `${NAME} ${index}`, at, path: `/covers/${isbn}`, resource: '/covers/{isbn}' };
    if (index % 2 === 0) {
      return {
        ...common,
        verb: 'OPTIONS',
        status: 500,
        failure: ['Execution failed due to configuration error: Unable to transform request'],
        trace: { pathParameters: `isbn=${isbn}`, requestHeaders: HEADERS, requestBody: '[Binary Data]' },
      };
    }
    return {
      ...common,
      verb: 'GET',
      status: 200,
      endpoint: lambdaCall(FUNCTION, common.seed, 30 + index),
      trace: {
        pathParameters: `isbn=${isbn}`,
        requestHeaders: `Accept=image/webp, Host=${API}.execute-api.${REGION}.amazonaws.com`,
        requestBody: '[Binary Data]',
        endpointHeaders: 'Content-Type=application/json, Connection=keep-alive, X-Amz-Executed-Version=$LATEST',
        endpointBody: '{"statusCode":200,"headers":{"Content-Type":"image/webp"},"body":"UklGRiQAAABXRUJQ","isBase64Encoded":true}',
        responseHeaders: 'Content-Type=image/webp',
        responseBody: '[Binary Data]',
      },
    };
  });

/**
 * Someone let the API serve images with the binary media type of every type. Since then each CORS preflight fails: the MOCK behind
 * OPTIONS gets bytes where its template needs text. The alarm comes over SNS.
 */
export const binaryPreflight: StageScenario = (now) => {
  const requests = requestsBefore(now);
  return {
    title: 'A binary media type of */* breaks the CORS preflight',
    cause: 'mock-binary-media-types',
    world: {
      region: REGION,
      apis: [
        {
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
          deployments: [{ id: 'd3pl0y', createdDate: new Date(now.getTime() - 1_560_000) }],
        },
      ],
      logGroups: [executionLog(API, 'prod', requests), functionLog(FUNCTION, requests)],
      metrics: metricsOf(NAME, requests),
      functions: [functionOf(FUNCTION, API)],
    },
    alarmEvent: asSns({ name: 'catalog-api-5xx', apiName: NAME, stage: 'prod', region: REGION, at: now, rate: 0.5 }),
  };
};
