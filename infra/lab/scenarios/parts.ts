import type { Integration, Method, Stage } from '@aws-sdk/client-api-gateway';
import type { Handler } from '../invoke.ts';
import { LAB_ACCOUNT } from '../lab.ts';
import type { LabFunction } from '../lambda.ts';

/** Parts that the scenarios share: a stage, a proxy method, a function with its permission. */
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
  lastUpdatedDate: new Date(now.getTime() - 26 * MINUTE),
});

export const deploymentsOf = (now: Date) => [{ id: 'd3pl0y', createdDate: new Date(now.getTime() - 26 * MINUTE) }];

const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${LAB_ACCOUNT}:function:${name}`;

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

/** A function that this API may invoke, and its code. */
export const functionOf = (name: string, apiId: string, handler: Handler): LabFunction => ({
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
  handler,
});
