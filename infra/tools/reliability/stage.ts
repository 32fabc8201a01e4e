import { LAB_ACCOUNT } from '../../lab/lab.ts';
import type { LabApi, LabHttpApi } from '../../lab/lab-api.ts';
import type { LogEvent } from '../../lab/log-store.ts';
import { functionOf, proxyMethod, REGION, stageOf } from '../../lab/scenarios/parts.ts';

/** The function behind every API here, as the lab's Lambda knows it. */
const FUNCTION = 'orders';
export const ORDERS_FUNCTION = functionOf(FUNCTION, '*', () => 'no object');

const FUNCTION_ARN = `arn:aws:lambda:${REGION}:${LAB_ACCOUNT}:function:${FUNCTION}`;
const FUNCTION_URL = `https://lambda.${REGION}.amazonaws.com/2015-03-31/functions/${FUNCTION_ARN}/invocations`;

const AUTHORIZER = { id: 'auth01', name: 'tokens', type: 'TOKEN', identitySource: 'method.request.header.Authorization' } as const;

export const restApi = (id: string, name: string): LabApi => ({
  restApi: { id, name, apiKeySource: 'HEADER', endpointConfiguration: { types: ['REGIONAL'] } },
  stages: [{ settings: stageOf(new Date(), true) }],
  resources: [
    { id: 'r00t01', path: '/' },
    { id: '0rd001', parentId: 'r00t01', path: '/orders', pathPart: 'orders', resourceMethods: { GET: proxyMethod('GET', FUNCTION) } },
  ],
  authorizers: [AUTHORIZER],
  deployments: [{ id: 'd3pl0y', createdDate: new Date() }],
});

export const httpApi = (id: string, name: string): LabHttpApi => ({
  api: { ApiId: id, Name: name, ProtocolType: 'HTTP', RouteSelectionExpression: '$request.method $request.path' },
  stages: [{ StageName: 'prod', AutoDeploy: true }],
  routes: [{ RouteId: 'rt1', RouteKey: 'GET /orders', Target: 'integrations/in1', AuthorizationType: 'CUSTOM', AuthorizerId: 'au1' }],
  integrations: [{ IntegrationId: 'in1', IntegrationType: 'AWS_PROXY', IntegrationUri: FUNCTION_ARN, PayloadFormatVersion: '2.0' }],
  authorizers: [{ AuthorizerId: 'au1', Name: 'tokens', AuthorizerType: 'REQUEST' }],
});

/** How a request fails, in the lines of its execution log. */
export const FAILED_REQUESTS = {
  malformed: [
    'Starting execution for request: x',
    'HTTP Method: GET, Resource Path: /orders',
    `Endpoint request URI: ${FUNCTION_URL}`,
    `Sending request to ${FUNCTION_URL}`,
    'Received response. Status: 200, Integration latency: 12 ms',
    'Endpoint response body before transformations: "no object"',
    'Execution failed due to configuration error: Malformed Lambda proxy response',
    'Method completed with status: 502',
  ],
  throttled: [
    'Starting execution for request: x',
    'HTTP Method: GET, Resource Path: /orders',
    `Endpoint request URI: ${FUNCTION_URL}`,
    `Sending request to ${FUNCTION_URL}`,
    'Lambda invocation failed with status: 429. Lambda request id: 5f1c2d3e-0000-4000-8000-000000000001',
    'Execution failed due to configuration error: Rate Exceeded.',
    'Method completed with status: 500',
  ],
  unauthorized: [
    'Starting execution for request: x',
    'HTTP Method: GET, Resource Path: /orders',
    'Starting authorizer: auth01 for request: x',
    'Execution failed due to configuration error: Authorizer error',
    'Method completed with status: 500',
  ],
  refused: ['Starting execution for request: x', 'HTTP Method: GET, Resource Path: /orders', 'Method completed with status: 200'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type FailedRequest = keyof typeof FAILED_REQUESTS;

const idOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** One after the other, the last at `end`. */
export const logOf = (requests: readonly FailedRequest[], end: Date): readonly LogEvent[] =>
  requests.flatMap((request, index) =>
    FAILED_REQUESTS[request].map((text, line) => ({
      timestamp: end.getTime() - (requests.length - index) * 50 + line,
      message: `(${idOf(index)}) ${text}`,
    })),
  );
