import { isRecord } from '../lib/json.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';
import type { MethodSettings, StageSettings } from '../model/api.ts';
import { type AwsObject, awsObject, date, member, number, oneOf, type Raw, record, text, textMap, truth } from './aws-object.ts';

const LEVELS = ['OFF', 'ERROR', 'INFO'] as const;

/** AWS leaves `loggingLevel` out when it was never set, which means OFF; `metricsEnabled` stands in every entry of its own. */
const readSettings = (value: unknown, isWhole: boolean): MethodSettings => {
  const object = awsObject(value);
  const whole = isWhole || truth(object, 'metricsEnabled') !== undefined;
  return withoutUndefined({
    loggingLevel: oneOf(object, LEVELS, 'loggingLevel') ?? (whole ? 'OFF' : undefined),
    dataTraceEnabled: truth(object, 'dataTraceEnabled') ?? (whole ? false : undefined),
    cachingEnabled: truth(object, 'cachingEnabled') ?? (whole ? false : undefined),
    cacheTtlInSeconds: number(object, 'cacheTtlInSeconds'),
    throttlingRateLimit: number(object, 'throttlingRateLimit'),
    throttlingBurstLimit: number(object, 'throttlingBurstLimit'),
  });
};

/** REST: `methodSettings`. apigatewayv2: `RouteSettings`, with `DefaultRouteSettings` under the key that REST uses for every method. */
const readMethodSettings = (object: AwsObject): Readonly<Record<string, MethodSettings>> | undefined => {
  const own = [record(object, 'methodSettings'), record(object, 'routeSettings')].filter((settings) => settings !== undefined);
  const defaults = record(object, 'defaultRouteSettings');
  const explicit = member(object, 'methodSettings');
  const known = object.whole || explicit === null || (isRecord(explicit) && Object.keys(explicit).length === 0);
  if (own.length === 0 && defaults === undefined) return undefined;
  const routes: Raw = Object.assign({}, ...own);
  const everywhere = routes['*/*'] ?? defaults;
  return Object.fromEntries([
    ...(known || everywhere !== undefined ? [['*/*', readSettings(everywhere, known)]] : []),
    ...Object.entries(routes).flatMap(([key, value]) => (key === '*/*' ? [] : [[key, readSettings(value, object.whole)]])),
  ]);
};

const readAccessLog = (object: AwsObject): StageSettings['accessLog'] => {
  const value = member(object, 'accessLogSettings');
  if (value === null) return 'NONE';
  if (!isRecord(value)) return undefined;
  const settings = awsObject(value);
  return withoutUndefined({ destinationArn: text(settings, 'destinationArn'), format: text(settings, 'format') });
};

const readCanary = (object: AwsObject): StageSettings['canary'] => {
  const value = member(object, 'canarySettings');
  if (!isRecord(value)) return undefined;
  const canary = awsObject(value);
  return withoutUndefined({
    deploymentId: text(canary, 'deploymentId'),
    percentTraffic: number(canary, 'percentTraffic'),
    variables: textMap(canary, 'stageVariableOverrides'),
  });
};

/** GetStage of a REST API or of apigatewayv2. Every answer of AWS carries `createdDate`; without it the object is cut. */
export const readStageSettings = (stage: Raw | undefined): StageSettings => {
  const object = awsObject(stage, stage !== undefined && ('createdDate' in stage || 'CreatedDate' in stage));
  return withoutUndefined({
    stageName: text(object, 'stageName'),
    deploymentId: text(object, 'deploymentId'),
    variables: textMap(object, 'variables', 'stageVariables'),
    methodSettings: readMethodSettings(object),
    cacheClusterEnabled: truth(object, 'cacheClusterEnabled'),
    accessLog: readAccessLog(object),
    canary: readCanary(object),
    webAclArn: member(object, 'webAclArn') === null ? '' : text(object, 'webAclArn'),
    lastUpdatedDate: date(object, 'lastUpdatedDate'),
  });
};
