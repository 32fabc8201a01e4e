import { withoutUndefined } from '../lib/without-undefined.ts';
import { headerIn, readMap } from '../logs/header-map.ts';
import type { Headers, ObservedEndpoint, ObservedRequest, ObservedResponse } from '../model/observation.ts';
import type { EventOf, LoggedEvent, Trace, TraceEvent } from '../model/trace.ts';
import { endpointKind } from './endpoint-kind.ts';
import type { Sighting } from './sighting.ts';

/** Headers that the rules of the data plane look at; a logged header map cannot be split without loss, so only these are looked up. */
const HEADERS = [
  'Accept',
  'Accept-Encoding',
  'Access-Control-Allow-Headers',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Origin',
  'Access-Control-Request-Headers',
  'Access-Control-Request-Method',
  'Cache-Control',
  'Content-Encoding',
  'Content-Length',
  'Content-Type',
  'Host',
  'Origin',
  'User-Agent',
  'X-Amz-Function-Error',
  'X-Amz-Executed-Version',
  'x-amzn-ErrorType',
  'x-amzn-RequestId',
] as const;

const BINARY_DATA = '[Binary Data]';

type Kind = TraceEvent['kind'];

/** The last line of a kind counts: a console log may repeat itself. */
const find = <Wanted extends Kind>(
  events: readonly LoggedEvent[],
  kind: Wanted,
): (LoggedEvent & { readonly event: EventOf<Wanted> }) | undefined =>
  events.findLast((logged): logged is LoggedEvent & { readonly event: EventOf<Wanted> } => logged.event.kind === kind);

const readHeaders = (map: string): Headers =>
  Object.fromEntries(
    HEADERS.flatMap((name) => {
      const value = headerIn(map, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** A request with one of these ended in its authorizer: every call in its log is the authorizer's, and the endpoint was not reached. */
const ENDED_IN_AUTHORIZER: ReadonlySet<Kind> = new Set([
  'authorizer-error',
  'policy-unparsable',
  'policy-invalid-json',
  'authorizer-configuration-exception',
]);

const endedInAuthorizer = (events: readonly LoggedEvent[]): boolean => events.some(({ event }) => ENDED_IN_AUTHORIZER.has(event.kind));

/** Lines between `Starting authorizer` and its end speak of the authorizer's call, not of the integration's. */
const splitPhases = (
  events: readonly LoggedEvent[],
): { readonly authorizer: readonly LoggedEvent[]; readonly own: readonly LoggedEvent[] } => {
  const authorizer: LoggedEvent[] = [];
  const own: LoggedEvent[] = [];
  let inAuthorizer = endedInAuthorizer(events);
  for (const logged of events) {
    const { kind } = logged.event;
    if (kind === 'authorizer-start') inAuthorizer = true;
    if (kind === 'completed' || kind === 'gateway-response') inAuthorizer = false;
    (inAuthorizer ? authorizer : own).push(logged);
    if (kind === 'authorizer-ok') inAuthorizer = false;
  }
  return { authorizer, own };
};

/** The header says it, or the line that names the error does (its label is inferred). An uncut header map without it says that all went well. */
const functionErrorOf = (
  events: readonly LoggedEvent[],
  headers: { readonly event: { readonly map: string }; readonly truncated: boolean } | undefined,
): string | undefined => {
  const header = headers && headerIn(headers.event.map, 'X-Amz-Function-Error');
  if (header !== undefined) return header;
  if (find(events, 'function-error') !== undefined) return 'Unhandled';
  return headers?.truncated === false ? 'NONE' : undefined;
};

const CALL_KINDS: ReadonlySet<Kind> = new Set([
  'endpoint-uri',
  'endpoint-request-headers',
  'endpoint-request-body',
  'sending',
  'received',
  'endpoint-response-headers',
  'endpoint-response-body',
  'function-error',
  'invocation-failed',
  'endpoint-request-id',
]);

/** Without a URL, what only a function can do tells that one was called. */
const isFunctionCall = (events: readonly LoggedEvent[], functionError: string | undefined): boolean =>
  (functionError !== undefined && functionError !== 'NONE') ||
  events.some(({ event: { kind } }) => kind === 'malformed-proxy-response' || kind === 'function-error' || kind === 'invocation-failed');

const readEndpoint = (events: readonly LoggedEvent[]): ObservedEndpoint | undefined => {
  if (!events.some(({ event }) => CALL_KINDS.has(event.kind))) return undefined;
  const uri = find(events, 'sending')?.event.uri ?? find(events, 'endpoint-uri')?.event.uri;
  const received = find(events, 'received')?.event;
  const headers = find(events, 'endpoint-response-headers');
  const body = find(events, 'endpoint-response-body');
  const requestBody = find(events, 'endpoint-request-body');
  const failed = find(events, 'function-error') ?? find(events, 'invocation-failed');
  const requestId = find(events, 'endpoint-request-id')?.event.id ?? failed?.event.lambdaRequestId;
  const functionError = functionErrorOf(events, headers);
  const kind = uri === undefined ? (isFunctionCall(events, functionError) ? 'lambda' : undefined) : endpointKind(uri);
  return withoutUndefined({
    kind,
    uri,
    status: received?.status ?? find(events, 'invocation-failed')?.event.status,
    headers: headers && readHeaders(headers.event.map),
    output: body?.event.body,
    outputTruncated: body?.truncated === true ? true : undefined,
    functionError: kind === 'http' || kind === 'aws' ? undefined : functionError,
    latencyMs: received?.latencyMs,
    requestId,
    input: requestBody === undefined || requestBody.truncated ? undefined : { body: requestBody.event.body },
  });
};

/** Failures that cannot happen before the endpoint was called: with one of these a call line is missing, not absent. */
const AFTER_CALL: ReadonlySet<Kind> = new Set([
  'malformed-proxy-response',
  'rate-exceeded',
  'invalid-permissions',
  'certificate-name-mismatch',
  'certificate-untrusted',
  'tls-failed',
  'internal-error',
  'vpc-link-error',
  'response-too-large',
  'timeout',
  'network-error',
  'response-format-mismatch',
  'configuration-error',
]);

/**
 * INFO writes the start and every call; a request that started, failed and completed without one never reached its endpoint. Successes are
 * left alone: a cache hit or a MOCK has no call either.
 */
const neverCalled = (events: readonly LoggedEvent[]): boolean => {
  const started = find(events, 'start') ?? find(events, 'method');
  const status = find(events, 'completed')?.event.status;
  if (endedInAuthorizer(events)) return true;
  return started !== undefined && status !== undefined && status >= 400 && !events.some(({ event }) => AFTER_CALL.has(event.kind));
};

const readAuthorizer = (events: readonly LoggedEvent[]): ObservedEndpoint | undefined => {
  const called = readEndpoint(events);
  const result = find(events, 'authorizer-result');
  if (result === undefined) return called;
  return withoutUndefined({ ...called, output: result.event.body, outputTruncated: result.truncated ? true : undefined });
};

const readRequest = (events: readonly LoggedEvent[]): ObservedRequest => {
  const method = find(events, 'method')?.event;
  const headers = find(events, 'request-headers');
  const body = find(events, 'request-body');
  const query = find(events, 'request-query');
  const binary = body?.event.body.trim() === BINARY_DATA;
  return withoutUndefined({
    method: method?.verb.toUpperCase(),
    path: method?.path,
    headers: headers && readHeaders(headers.event.map),
    query: query === undefined || query.truncated ? undefined : readMap(query.event.map),
    body: body === undefined || binary || body.truncated ? undefined : body.event.body,
    binaryBody: body === undefined ? undefined : binary,
  });
};

const readResponse = (events: readonly LoggedEvent[]): ObservedResponse | undefined => {
  const headers = find(events, 'response-headers') ?? find(events, 'gateway-response-headers');
  const body = find(events, 'response-body') ?? find(events, 'gateway-response-body');
  const response = withoutUndefined({
    status: find(events, 'completed')?.event.status ?? find(events, 'gateway-response')?.event.status,
    headers: headers && readHeaders(headers.event.map),
    body: body === undefined || body.truncated ? undefined : body.event.body,
  });
  return Object.keys(response).length === 0 ? undefined : response;
};

/** What an execution log or a console Test says of one request. */
export const sightTrace = ({ requestId, source, events }: Trace): Sighting => {
  const { authorizer, own } = splitPhases(events);
  const extendedId = find(events, 'extended-request-id')?.event.id;
  return withoutUndefined({
    source,
    ids: [requestId, extendedId].filter((id) => id !== undefined),
    at: events.find(({ line }) => line.at !== undefined)?.line.at,
    request: readRequest(events),
    authorizer: readAuthorizer(authorizer),
    endpoint: readEndpoint(own) ?? (neverCalled(events) ? 'NOT_CALLED' : undefined),
    response: readResponse(own),
    events,
  });
};
