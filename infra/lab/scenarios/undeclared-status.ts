import { encodeUtf8 } from '../../../shared/gateway/payload.ts';
import type { Backend } from '../gateway/ask-endpoint.ts';
import { deploymentsOf, stageOf } from './parts.ts';
import type { StageScenario } from './scenario.ts';

const API = 'p7m2w8d4ne';
const NAME = 'orders-api';
const BACKEND = 'https://orders.example.com';

/** Every third order is unknown. */
const ORDERS = Array.from({ length: 10 }, (_, index) => ({ id: String(8100 + index * 7), known: index % 3 !== 1 }));

const backend: Backend = ({ uri }) => {
  const { id, known = false } = ORDERS.find((order) => uri.endsWith(`/${order.id}`)) ?? {};
  return {
    kind: 'answered',
    status: known ? 200 : 404,
    headers: [['Content-Type', 'application/json']],
    body: encodeUtf8(JSON.stringify(known ? { id, total: 12.5 } : { error: 'not found' })),
  };
};

/**
 * The integration maps the backend's 404 to a 404, which the method does not declare: callers who ask for an unknown order get a 500.
 * The alarm invokes the function itself.
 */
export const undeclaredStatus: StageScenario = (now) => ({
  title: 'An integration response selects a status that the method does not declare',
  cause: 'missing-method-response',
  api: {
    restApi: { id: API, name: NAME, apiKeySource: 'HEADER', endpointConfiguration: { types: ['REGIONAL'] } },
    stages: [{ settings: stageOf(now, false) }],
    resources: [
      { id: 'r00t01', path: '/' },
      { id: '0rd001', parentId: 'r00t01', path: '/orders', pathPart: 'orders' },
      {
        id: '0rd002',
        parentId: '0rd001',
        path: '/orders/{orderId}',
        pathPart: '{orderId}',
        resourceMethods: {
          GET: {
            httpMethod: 'GET',
            authorizationType: 'NONE',
            apiKeyRequired: false,
            requestParameters: { 'method.request.path.orderId': true },
            methodResponses: { '200': { statusCode: '200', responseModels: { 'application/json': 'Empty' } } },
            methodIntegration: {
              type: 'HTTP',
              httpMethod: 'GET',
              uri: `${BACKEND}/v1/orders/{orderId}`,
              connectionType: 'INTERNET',
              passthroughBehavior: 'WHEN_NO_MATCH',
              timeoutInMillis: 29_000,
              cacheNamespace: 'ca5he1',
              cacheKeyParameters: [],
              requestParameters: { 'integration.request.path.orderId': 'method.request.path.orderId' },
              integrationResponses: {
                '200': { statusCode: '200' },
                '404': {
                  statusCode: '404',
                  selectionPattern: '404',
                  responseTemplates: { 'application/json': '{"message":"No such order"}' },
                },
              },
            },
          },
        },
      },
    ],
    deployments: deploymentsOf(now),
  },
  functions: [],
  backends: { [`${BACKEND}/`]: backend },
  alarmAction: 'function',
  requests: ORDERS.map(({ id }) => ({ path: `/orders/${id}` })),
});
