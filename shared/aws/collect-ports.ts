import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask, CollectPorts, ReadName } from '../diagnosis/collect-ports.ts';
import { lazily } from '../lib/lazily.ts';
import type { Asks } from './ask-aws.ts';
import { type AwsPlace, readClientOptions } from './read-client-options.ts';
import { snapshotMemory } from './snapshot-memory.ts';

const through =
  <Name extends ReadName>(name: Name, load: () => Promise<Asks<Name>>): Ask<Name> =>
  async (input, withinMillis) =>
    (await load())[name](input, withinMillis);

/** Everything `collect` asks for, answered by AWS. Each service's client is loaded at its first use and then kept: make the ports once. */
export const createCollectPorts = (place: AwsPlace = {}): CollectPorts => {
  const options = readClientOptions(place);
  const rest = lazily(async () => (await import('./api-gateway.ts')).apiGatewayReads(options));
  const http = lazily(async () => (await import('./api-gateway-v2.ts')).apiGatewayV2Reads(options));
  const logs = lazily(async () => (await import('./cloudwatch-logs.ts')).cloudWatchLogsReads(options));
  const metrics = lazily(async () => (await import('./cloudwatch.ts')).cloudWatchReads(options));
  const lambda = lazily(async () => (await import('./lambda.ts')).lambdaReads(options));
  return {
    ask: {
      'apigateway:GetRestApis': through('apigateway:GetRestApis', rest),
      'apigateway:GetRestApi': through('apigateway:GetRestApi', rest),
      'apigateway:GetStages': through('apigateway:GetStages', rest),
      'apigateway:GetStage': through('apigateway:GetStage', rest),
      'apigateway:GetExport': through('apigateway:GetExport', rest),
      'apigateway:GetResources': through('apigateway:GetResources', rest),
      'apigateway:GetGatewayResponses': through('apigateway:GetGatewayResponses', rest),
      'apigateway:GetAuthorizers': through('apigateway:GetAuthorizers', rest),
      'apigateway:GetAccount': through('apigateway:GetAccount', rest),
      'apigatewayv2:GetApis': through('apigatewayv2:GetApis', http),
      'apigatewayv2:GetApi': through('apigatewayv2:GetApi', http),
      'apigatewayv2:GetStages': through('apigatewayv2:GetStages', http),
      'apigatewayv2:GetStage': through('apigatewayv2:GetStage', http),
      'apigatewayv2:GetRoutes': through('apigatewayv2:GetRoutes', http),
      'apigatewayv2:GetIntegrations': through('apigatewayv2:GetIntegrations', http),
      'apigatewayv2:GetAuthorizers': through('apigatewayv2:GetAuthorizers', http),
      'logs:FilterLogEvents': through('logs:FilterLogEvents', logs),
      'logs:DescribeLogGroups': through('logs:DescribeLogGroups', logs),
      'logs:StartQuery': through('logs:StartQuery', logs),
      'logs:GetQueryResults': through('logs:GetQueryResults', logs),
      'logs:StopQuery': through('logs:StopQuery', logs),
      'cloudwatch:GetMetricData': through('cloudwatch:GetMetricData', metrics),
      'lambda:GetFunctionConfiguration': through('lambda:GetFunctionConfiguration', lambda),
      'lambda:GetPolicy': through('lambda:GetPolicy', lambda),
      'lambda:GetFunctionConcurrency': through('lambda:GetFunctionConcurrency', lambda),
    },
    clock: { now: Date.now, sleep: (millis) => sleep(millis), random: Math.random },
    snapshots: snapshotMemory(),
    region: lazily(async () => (await import('./region.ts')).regionOf(options)),
  };
};
