import { asLambdaAction } from './alarm-event.ts';
import { executionLog, type LoggedRequest } from './execution-log.ts';
import { metricsOf, moments, REGION, stageOf } from './parts.ts';
import type { StageScenario } from './scenario.ts';

const API = 'p7m2w8d4ne';
const NAME = 'orders-api';
const BACKEND = 'https://orders.example.com';

const requestsBefore = (now: Date): readonly LoggedRequest[] =>
  moments(now, 10).map((at, index): LoggedRequest => {
    const order = String(8100 + index * 7);
    const missing = index % 3 === 1;
    return {
      seed: `${NAME} ${index}`,
      at,
      verb: 'GET',
      path: `/orders/${order}`,
      resource: '/orders/{orderId}',
      status: missing ? 500 : 200,
      endpoint: { uri: `${BACKEND}/v1/orders/${order}`, status: missing ? 404 : 200, latencyMs: 40 + index },
      ...(missing && {
        failure: ['Execution failed due to configuration error: Output mapping refers to an invalid method response: 404'],
      }),
    };
  });

/**
 * The integration maps the backend's 404 to a 404, which the method does not declare: callers who ask for an unknown order get a 500.
 * The alarm invokes the function itself.
 */
export const undeclaredStatus: StageScenario = (now) => {
  const requests = requestsBefore(now);
  return {
    title: 'An integration response selects a status that the method does not declare',
    cause: 'missing-method-response',
    world: {
      region: REGION,
      apis: [
        {
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
          deployments: [{ id: 'd3pl0y', createdDate: new Date(now.getTime() - 1_560_000) }],
        },
      ],
      logGroups: [executionLog(API, 'prod', requests)],
      metrics: metricsOf(NAME, requests),
    },
    alarmEvent: asLambdaAction({ name: 'orders-api-5xx', apiName: NAME, stage: 'prod', region: REGION, at: now, rate: 0.3 }),
  };
};
