import { err, ok, type Result } from '../../lib/result.ts';
import type { AlarmRefusal, AlarmTarget } from '../../model/alarm.ts';

/** One metric that an alarm reads, itself or as an input of an expression. */
export interface AlarmInput {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

const NAMESPACE = 'AWS/ApiGateway';

/** REST, HTTP and WebSocket; https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
const COUNTS_FAILURES = new Set(['5XXError', '5xx', '4XXError', '4xx', 'IntegrationError', 'ExecutionError', 'ClientError']);

/** A route key is `GET /pets`, `$default` or a WebSocket action; only the first names a verb and a path. */
const ofRoute = (route: string): Pick<AlarmTarget, 'method' | 'resource'> => {
  const [method, resource] = route.split(' ');
  return method !== undefined && resource?.startsWith('/') ? { method, resource } : {};
};

const targetOf = ({ ApiName, ApiId, Stage, Method, Resource, Route }: AlarmInput['dimensions']): AlarmTarget | undefined =>
  ApiName || ApiId
    ? {
        ...(ApiName && { apiName: ApiName }),
        ...(ApiId && { apiId: ApiId }),
        ...(Stage && { stage: Stage }),
        ...(Method && { method: Method }),
        ...(Resource && { resource: Resource }),
        ...(Route && ofRoute(Route)),
      }
    : undefined;

const keyOf = ({ apiName, apiId, stage }: AlarmTarget): string => JSON.stringify([apiName, apiId, stage]);

/** One per API and stage. Inputs that differ in verb or resource only are one target, which then names neither. */
export const distinctTargets = (targets: readonly AlarmTarget[]): readonly AlarmTarget[] =>
  Object.values(Object.groupBy(targets, keyOf)).flatMap((same = []) => {
    const [first, ...rest] = same;
    if (!first) return [];
    const { method, resource, ...place } = first;
    return rest.every((other) => other.method === method && other.resource === resource) ? [first] : [place];
  });

const list = (values: readonly string[]): string => [...new Set(values)].join(', ');

/** Every API and stage that an alarm's inputs name; a refusal when they name none, or count no failures. */
export const targetsOf = (inputs: readonly AlarmInput[]): Result<readonly AlarmTarget[], AlarmRefusal> => {
  if (inputs.length === 0) return err({ reason: 'it names no metric: only an expression, which says nothing of an API' });
  const ours = inputs.filter(({ namespace }) => namespace === NAMESPACE);
  if (ours.length === 0) {
    return err({ reason: `it watches ${list(inputs.map(({ namespace, metric }) => `${namespace} ${metric}`))}, not ${NAMESPACE}` });
  }
  const metrics = list(ours.map(({ metric }) => metric));
  if (!ours.some(({ metric }) => COUNTS_FAILURES.has(metric))) return err({ reason: `it watches ${metrics}, which counts no failures` });
  const targets = ours.flatMap(({ dimensions }) => targetOf(dimensions) ?? []);
  return targets.length > 0
    ? ok(distinctTargets(targets))
    : err({ reason: `it watches ${metrics} without the dimension ApiName or ApiId: no API is named` });
};
