import type { Integration, Method, Stage } from '@aws-sdk/client-api-gateway';
import { LAB_ACCOUNT } from '../lab.ts';
import type { LabFunction } from '../lambda.ts';
import type { LabLogGroup, LogEvent } from '../log-store.ts';
import type { LabMetric } from '../metric-store.ts';
import { type LoggedRequest, requestIdOf } from './execution-log.ts';

/** Parts that the scenarios share: a stage, a proxy function with its permission, the metrics that go with a log. */
export const REGION = 'eu-west-1';

const MINUTE = 60_000;

export const stageOf = (now: Date, dataTraceEnabled: boolean): Stage & { readonly stageName: string } => ({
  stageName: 'prod',
  deploymentId: 'd3pl0y',
  methodSettings: {
    '*/*': { loggingLevel: 'INFO', dataTraceEnabled, metricsEnabled: false, throttlingBurstLimit: 5000, throttlingRateLimit: 10_000 },
  },
  cacheClusterEnabled: false,
  tracingEnabled: false,
  createdDate: new Date(now.getTime() - 90 * 24 * 60 * MINUTE),
  lastUpdatedDate: new Date(now.getTime() - 26 * 60 * MINUTE),
});

const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${LAB_ACCOUNT}:function:${name}`;
const invocationUri = (name: string) => `https://lambda.${REGION}.amazonaws.com/2015-03-31/functions/${functionArn(name)}/invocations`;

export const proxyMethod = (verb: string, functionName: string, requestParameters: Record<string, boolean> = {}): Method => {
  const methodIntegration: Integration = {
    type: 'AWS_PROXY',
    httpMethod: 'POST',
    uri: `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${functionArn(functionName)}/invocations`,
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutInMillis: 29_000,
    cacheNamespace: 'ca5he1',
    cacheKeyParameters: [],
    integrationResponses: { '200': { statusCode: '200' } },
  };
  return {
    httpMethod: verb,
    authorizationType: 'NONE',
    apiKeyRequired: false,
    requestParameters,
    methodResponses: { '200': { statusCode: '200', responseModels: { 'application/json': 'Empty' } } },
    methodIntegration,
  };
};

/** A function that answers in time and that this API may invoke. */
export const functionOf = (name: string, apiId: string): LabFunction => ({
  configuration: {
    FunctionName: name,
    FunctionArn: functionArn(name),
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Timeout: 10,
    MemorySize: 256,
    State: 'Active',
    LastUpdateStatus: 'Successful',
  },
  policies: {
    '': {
      Version: '2012-10-17',
      Id: 'default',
      Statement: [
        {
          Sid: 'api-gateway',
          Effect: 'Allow',
          Principal: { Service: 'apigateway.amazonaws.com' },
          Action: 'lambda:InvokeFunction',
          Resource: functionArn(name),
          Condition: { ArnLike: { 'AWS:SourceArn': `arn:aws:execute-api:${REGION}:${LAB_ACCOUNT}:${apiId}/*/*/*` } },
        },
      ],
    },
  },
});

export const lambdaCall = (name: string, seed: string, latencyMs: number) => ({
  uri: invocationUri(name),
  status: 200,
  latencyMs,
  requestId: requestIdOf(`lambda ${seed}`),
});

/** Count and 5XXError of a stage as the requests in its log make them, one point per request. */
export const metricsOf = (apiName: string, requests: readonly LoggedRequest[]): readonly LabMetric[] => {
  const metric = (metricName: string, value: (request: LoggedRequest) => number): LabMetric => ({
    namespace: 'AWS/ApiGateway',
    metricName,
    dimensions: { ApiName: apiName, Stage: 'prod' },
    points: requests.map((request) => [request.at, value(request)]),
  });
  return [metric('5XXError', ({ status }) => (status >= 500 ? 1 : 0)), metric('Count', () => 1)];
};

/** `count` moments, evenly spread over the two minutes before a time, the last of them half a minute before it. */
export const moments = (now: Date, count: number): readonly number[] =>
  [...Array(count).keys()].map((index) => now.getTime() - MINUTE / 2 - Math.round(((count - 1 - index) * 1.5 * MINUTE) / count));

/** The log of a function that answered every call: what Lambda itself writes, and nothing of the function's own. */
export const functionLog = (name: string, requests: readonly LoggedRequest[]): LabLogGroup => ({
  name: `/aws/lambda/${name}`,
  events: requests.flatMap(({ at, endpoint }): LogEvent[] => {
    if (endpoint?.requestId === undefined) return [];
    const { requestId, latencyMs } = endpoint;
    const duration = (latencyMs - 6.31).toFixed(2);
    const lines: readonly (readonly [number, string])[] = [
      [at + 5, `START RequestId: ${requestId} Version: $LATEST`],
      [at + latencyMs, `END RequestId: ${requestId}`],
      [
        at + latencyMs,
        `REPORT RequestId: ${requestId}\tDuration: ${duration} ms\tBilled Duration: ${Math.ceil(Number(duration))} ms\tMemory Size: 256 MB\tMax Memory Used: 91 MB`,
      ],
    ];
    return lines.map(([timestamp, message]) => ({ timestamp, message }));
  }),
});
