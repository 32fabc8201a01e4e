import type { LogEvent, Raw } from '../../shared/diagnosis/collect-ports.ts';
import type { Budget, CollectQuery } from '../../shared/diagnosis/collect-query.ts';
import type { FakeWorld } from './fake-aws.ts';

/** A shop's API, as small as a diagnosis can have it: one Lambda method, one stage that logs everything. */
export const API_ID = 'a1b2c3d4e5';
export const LOG_GROUP = `API-Gateway-Execution-Logs_${API_ID}/prod`;
export const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';
export const NOON = Date.UTC(2026, 10, 20, 12);

export const WINDOW = { from: new Date(NOON), to: new Date(NOON + 10 * 60_000) };
export const QUERY: CollectQuery = { api: 'orders', kind: 'REST', stage: 'prod', window: WINDOW };
export const BUDGET: Budget = { calls: 100, bytes: 10_000_000, millis: 60_000 };

/** Eight hexadecimal digits of a counter in an otherwise fixed UUID. */
export const requestId = (index: number): string => `${index.toString(16).padStart(8, '0')}-1111-4222-8333-444444444444`;
export const lambdaId = (index: number): string => `${index.toString(16).padStart(8, '0')}-9999-4888-8777-666666666666`;

const invocation = (arn: string): string => `https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/${arn}/invocations`;

interface FailedRequest {
  readonly index: number;
  /** Milliseconds after noon. */
  readonly at?: number;
  readonly path?: string;
  readonly method?: string;
  readonly failure?: readonly string[];
  readonly status?: number;
  readonly functionArn?: string;
  readonly level?: 'INFO' | 'ERROR';
}

/** What API Gateway logs of one failed call of a Lambda function, with data trace off. */
export const failedRequest = ({
  index,
  at = 60_000 + index * 100,
  path = `/orders/${index}`,
  method = 'GET',
  failure = ['Execution failed due to configuration error: Malformed Lambda proxy response'],
  status = 502,
  functionArn = FUNCTION_ARN,
  level = 'INFO',
}: FailedRequest): readonly LogEvent[] => {
  const before = [
    `Extended Request Id: Ext${index}=`,
    `Starting execution for request: ${requestId(index)}`,
    `HTTP Method: ${method}, Resource Path: ${path}`,
    `Sending request to ${invocation(functionArn)}`,
    'Received response. Status: 200, Integration latency: 12 ms',
  ];
  const end = [...failure, `Method completed with status: ${status}`];
  const after = [`AWS Integration Endpoint RequestId : ${lambdaId(index)}`];
  const lines = level === 'INFO' ? [...before, ...end, ...after] : end;
  return lines.map((line, offset) => ({
    timestamp: NOON + at + offset,
    message: `(${requestId(index)}) ${line}`,
    logStreamName: `stream-${index % 3}`,
  }));
};

export const stage = (more: Raw = {}): Raw => ({
  stageName: 'prod',
  deploymentId: 'dep001',
  methodSettings: { '*/*': { loggingLevel: 'INFO', dataTraceEnabled: true } },
  variables: {},
  ...more,
});

const integration = {
  type: 'aws_proxy',
  httpMethod: 'POST',
  uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION_ARN}/invocations`,
};

export const ordersWorld = (events: readonly LogEvent[], more: FakeWorld = {}): FakeWorld => ({
  restApis: [{ id: API_ID, name: 'orders' }],
  stages: { [API_ID]: [stage()] },
  exports: {
    [`${API_ID}/prod`]: { openapi: '3.0.1', paths: { '/orders/{id}': { get: { 'x-amazon-apigateway-integration': integration } } } },
  },
  resources: { [API_ID]: [{ id: 'r1', path: '/orders/{id}', resourceMethods: { GET: {} } }] },
  logGroups: { [LOG_GROUP]: events, '/aws/lambda/orders': [] },
  functions: { orders: { FunctionName: 'orders', Timeout: 3 } },
  policies: { orders: { Version: '2012-10-17', Statement: [] } },
  metrics: {
    'Count ApiName=orders,Stage=prod': [[NOON, 340]],
    '5XXError ApiName=orders,Stage=prod': [[NOON, 12]],
  },
  ...more,
});
