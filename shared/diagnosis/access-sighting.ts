import { withoutUndefined } from '../lib/without-undefined.ts';
import { accessFailure } from '../logs/access-failure.ts';
import type { ApiKind } from '../model/api.ts';
import type { ObservedEndpoint } from '../model/observation.ts';
import type { AccessRecord, FailureEvent } from '../model/trace.ts';
import type { Sighting } from './sighting.ts';

type Fields = AccessRecord['fields'];

const numberIn = (fields: Fields, ...names: readonly string[]): number | undefined => {
  const text = names.map((name) => fields[name]).find((value) => value !== undefined && /^\d{1,15}$/.test(value));
  return text === undefined ? undefined : Number(text);
};

const textIn = (fields: Fields, ...names: readonly string[]): string | undefined =>
  names.map((name) => fields[name]).find((value) => value !== undefined);

const LAMBDA_FAILURES: ReadonlySet<FailureEvent['kind']> = new Set([
  'function-error',
  'malformed-proxy-response',
  'invalid-permissions',
  'rate-exceeded',
]);

/** `integration.status` is what the function or backend answered; the other names are the status of the Lambda service. */
const readEndpoint = (fields: Fields, failure: FailureEvent | undefined): ObservedEndpoint | undefined => {
  const endpoint: ObservedEndpoint = withoutUndefined({
    kind: failure !== undefined && LAMBDA_FAILURES.has(failure.kind) ? 'lambda' : undefined,
    status: numberIn(fields, 'integration.status', 'integrationStatus', 'integration.integrationStatus'),
    functionError: failure?.kind === 'function-error' ? 'Unhandled' : undefined,
    latencyMs: numberIn(fields, 'integration.latency', 'integrationLatency'),
    requestId: textIn(fields, 'integration.requestId', 'awsEndpointRequestId'),
  });
  return Object.keys(endpoint).length === 0 ? undefined : endpoint;
};

/** `$context.path` starts with the stage, except on a custom domain and on the default stage. */
const withoutStage = (path: string, stage: string | undefined): string => {
  const prefix = `/${stage}`;
  return stage !== undefined && (path === prefix || path.startsWith(`${prefix}/`)) ? path.slice(prefix.length) || '/' : path;
};

/** HTTP APIs: `GET /pets/{id}`; `$default` names neither verb nor resource. */
const splitRouteKey = (routeKey: string | undefined): { readonly verb?: string; readonly resource?: string } => {
  const [, verb, resource] = /^(\S+) (\/\S*)$/.exec(routeKey ?? '') ?? [];
  return { ...(verb !== undefined && verb !== 'ANY' && { verb }), ...(resource !== undefined && { resource }) };
};

/** What an access record says of one request; its failure text becomes an event of its own. */
export const sightAccess = (record: AccessRecord, kind: ApiKind, stage: string | undefined): Sighting => {
  const { fields, line } = record;
  const failure = accessFailure(record, kind);
  const route = splitRouteKey(fields.routeKey);
  const path = fields.path && withoutStage(fields.path, fields.stage ?? stage);
  const status = numberIn(fields, 'status');
  const bodyBytes = numberIn(fields, 'responseLength');
  return withoutUndefined({
    source: 'access-log',
    ids: [...new Set([fields.requestId, fields.extendedRequestId, line.requestId].filter((id) => id !== undefined))],
    at: line.at,
    request: withoutUndefined({
      method: (fields.httpMethod ?? route.verb)?.toUpperCase(),
      path,
      resource: fields.resourcePath ?? route.resource ?? (kind === 'WEBSOCKET' ? fields.routeKey : undefined),
    }),
    endpoint: readEndpoint(fields, failure),
    response: status === undefined && bodyBytes === undefined ? undefined : withoutUndefined({ status, bodyBytes }),
    events: failure === undefined ? [] : [{ event: failure, line, truncated: false }],
    access: record,
  });
};
