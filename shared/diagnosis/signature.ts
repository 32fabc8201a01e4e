import { CALLERS } from '../causes/cache-mixup.ts';
import { isFailureLine } from '../causes/failure-line.ts';
import { headerValue } from '../lib/headers.ts';
import type { Method } from '../model/api.ts';
import type { Headers, Observation, ObservedEndpoint } from '../model/observation.ts';
import type { LoggedEvent, LoggedFunctionEvent } from '../model/trace.ts';

/** What of a stage decides how closely a request has to be looked at. */
export interface SignatureContext {
  /** The method that served the request. */
  readonly method?: Method;
  /** The API's methods are known, whether or not this request meets one. */
  readonly isConfigured: boolean;
  /** Answers depend on the path and query of the request. */
  readonly caches: boolean;
  /** Header that carries the credential of the method's authorizer. */
  readonly credential?: string;
  /** The change that the request fell into, if any, and how long after it. */
  readonly change?: string;
}

/** Ids and times, which say which request it was and not how it failed. The length stays: a base64 text stays one, or none. */
const IDS =
  /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|\b1-[\da-f]{8}-[\da-f]{24}\b|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?|\d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d/gi;
/** Numbers of four digits and more; a status has three. */
const NUMBERS = /\d{4,}/g;

const blank = (match: string): string => '#'.repeat(match.length);
const exact = (parts: unknown): string => JSON.stringify(parts).replace(IDS, blank);
const loose = (parts: unknown): string => exact(parts).replace(NUMBERS, blank);

/** Fields of an access record that some cause or the verdict itself reads. */
export const ACCESS_FIELDS = [
  'authorizer.error',
  'domainName',
  'error.message',
  'error.messageString',
  'error.responseType',
  'integration.error',
  'integration.integrationStatus',
  'integration.status',
  'integrationErrorMessage',
  'routeKey',
  'status',
  'wafResponseCode',
] as const;

/** Headers of requests and answers that some cause reads, wherever it stands. */
export const HEADERS = [
  'accept',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-request-headers',
  'access-control-request-method',
  'content-encoding',
  'content-type',
  'host',
  'origin',
  'vary',
  'x-amz-function-error',
  'x-amzn-errortype',
  'x-cache',
] as const;

const LAMBDA_LIMIT = 6_291_556;
const GATEWAY_LIMIT = 10_485_760;

/** Of a size only this matters: which limit it breaks. */
const sizeOf = (bytes: number | undefined): string | undefined => {
  if (bytes === undefined || Number.isNaN(bytes)) return undefined;
  if (bytes > GATEWAY_LIMIT) return 'over 10 MB';
  return bytes > LAMBDA_LIMIT ? 'over 6 MB' : 'fits';
};

const headersOf = (headers: Headers | undefined): readonly (string | undefined)[] | undefined =>
  headers && HEADERS.map((name) => headerValue(headers, name));

/** Text of a request or an answer is rendered, selected by or decided on: no part of it may be left out. */
const isMapped = ({ method }: SignatureContext): boolean => {
  if (method === undefined || method.integration === 'NONE') return false;
  const type = method.integration?.type;
  return type !== 'AWS_PROXY' && type !== 'HTTP_PROXY';
};

/** Policies are held against the concrete path and the caller. */
const isRefused = ({ response, request, events }: Observation): boolean => {
  const status = response?.status;
  const isAuthorizers = events.some(({ event: { kind } }) => kind.startsWith('authorizer-') || kind.startsWith('policy-'));
  return status === 401 || status === 403 || status === 404 || request.method === 'OPTIONS' || isAuthorizers || isVoid(response?.body);
};

const isVoid = (body: string | undefined): boolean => /^\s*\{\s*"message"\s*:\s*null/.test(body ?? '');

const eventOf = ({ event, line, truncated }: LoggedEvent): unknown => {
  if (isFailureLine(event)) return [event.kind, truncated, line.source];
  switch (event.kind) {
    case 'received':
      return [event.kind, event.status];
    case 'completed':
      return [event.kind, event.status];
    case 'gateway-response':
      return [event.kind, event.responseType, event.status];
    case 'throttled':
      return [event.kind, event.limit, event.burst];
    case 'validation-failed':
      return [event.kind, event.contentType];
    case 'other':
      return [event.kind, event.text];
    default:
      return [event.kind, truncated];
  }
};

const seconds = (millis: number): number => Math.ceil(millis / 1000);

/** Time that the gateway waited for an authorizer, in whole seconds: limits are whole seconds too. */
const authorizerWait = ({ events, access }: Observation): number | undefined => {
  const logged = access?.fields['authorizer.integrationLatency'] ?? access?.fields['authorizer.latency'];
  if (logged !== undefined) return Math.floor(Number(logged) / 1000);
  const start = events.find(({ event: { kind } }) => kind === 'authorizer-start')?.line.at;
  const end = events.find(({ event: { kind } }) => kind === 'authorizer-error')?.line.at;
  return start && end && Math.floor((end.getTime() - start.getTime()) / 1000);
};

/** Where no line says why, the time that passed may: against limits of any length, in half seconds. */
const wholeWait = ({ events, access, response, endpoint }: Observation): readonly number[] | undefined => {
  if ((response?.status ?? 0) < 500 || response?.status === 502 || events.some(({ event }) => isFailureLine(event))) return undefined;
  const own = endpoint === 'NOT_CALLED' ? undefined : endpoint?.latencyMs;
  return [own, Number(access?.fields.responseLatency)].map((millis = Number.NaN) => Math.round(millis / 500));
};

const functionEventOf = ({ event, functionName }: LoggedFunctionEvent): unknown => {
  switch (event.kind) {
    case 'start':
    case 'end':
      return [functionName, event.kind];
    case 'report':
      return [functionName, event.kind, event.status, event.errorType, seconds(event.durationMs), memoryOf(event)];
    default:
      return [functionName, event];
  }
};

/** In per cent of the memory size. */
const memoryOf = ({
  maxMemoryUsedMb,
  memorySizeMb,
}: {
  readonly maxMemoryUsedMb?: number;
  readonly memorySizeMb?: number;
}): number | undefined => (maxMemoryUsedMb === undefined || !memorySizeMb ? undefined : Math.floor((100 * maxMemoryUsedMb) / memorySizeMb));

const endpointOf = (endpoint: ObservedEndpoint | 'NOT_CALLED' | undefined, close: boolean): unknown => {
  if (endpoint === undefined || endpoint === 'NOT_CALLED') return endpoint;
  const { kind, status, headers, outputTruncated, outputBytes, functionError, uri, input, requestId } = endpoint;
  const length = headerValue(headers, 'content-length');
  return [
    kind,
    status,
    headersOf(headers),
    outputTruncated,
    sizeOf(outputBytes),
    sizeOf(length === undefined ? undefined : Number(length)),
    functionError,
    close ? uri : withoutIds(uri),
    requestId !== undefined,
    input && [input.isBase64Encoded, headersOf(input.headers)],
  ];
};

const outputOf = (endpoint: ObservedEndpoint | 'NOT_CALLED' | undefined): unknown =>
  endpoint === undefined || endpoint === 'NOT_CALLED' ? undefined : [endpoint.output, endpoint.input?.body];

/** `/orders/17` and `/orders/18` are one place. What no URL may hold stays. */
const withoutIds = (path: string | undefined): string | undefined => path?.replaceAll(/(?<=\/)[\w.~-]*\d[\w.~-]*(?=[/?#]|$)/g, '#');

/** The path counts where its text decides; else the method stands for it, or the path without what looks like an id. */
const placeOf = ({ request }: Observation, { method, isConfigured, caches }: SignatureContext, close: boolean): unknown => {
  const { method: verb, host, path, resource, query } = request;
  if (close || caches || (isConfigured && method === undefined)) return [verb, host, path, resource, query, method?.path];
  return method ? [verb, method.verb, method.path] : [verb, withoutIds(path), resource];
};

/** Whose request it was, and whether the backend was called: with a cache that decides whose answer it got. */
const callerOf = ({ access }: Observation): unknown => access && [CALLERS.map((name) => access.fields[name]), access.absent];

/** The beginnings of bodies that the log cut. */
const cutBodies = ({ events }: Observation): readonly string[] =>
  events.flatMap(({ event, truncated }) =>
    truncated && (event.kind === 'response-body' || event.kind === 'endpoint-request-body') ? [event.body] : [],
  );

/**
 * How a request looks to every cause: two requests with the same text are judged alike. Left out are ids, times, latencies and, behind a
 * proxy, long numbers; everything that a rule compares stays, and so do absent parts, which JSON tells from empty ones.
 */
export const signatureOf = (observation: Observation, context: SignatureContext): string => {
  const { sources, request, events, access, authorizer, endpoint, response, functionLog } = observation;
  const mapped = isMapped(context);
  const refused = isRefused(observation);
  const credentials = ['authorization', 'x-api-key', ...(context.credential === undefined ? [] : [context.credential])];
  const close = mapped || refused;
  const firm = [
    sources,
    context.change,
    placeOf(observation, context, close),
    mapped || context.caches ? request.headers : headersOf(request.headers),
    context.caches ? callerOf(observation) : undefined,
    refused ? [access?.fields['identity.sourceIp'], ...credentials.map((name) => headerValue(request.headers, name))] : undefined,
    request.binaryBody,
    request.bodyBytes !== undefined,
    events.map(eventOf),
    authorizerWait(observation),
    wholeWait(observation),
    access && [ACCESS_FIELDS.map((name) => access.fields[name]), ACCESS_FIELDS.map((name) => access.absent.includes(name))],
    endpointOf(endpoint, close),
    endpointOf(authorizer, close),
    response && [response.status, headersOf(response.headers)],
  ];
  const texts = [
    events.filter(({ event }) => isFailureLine(event)).map(({ line }) => line.text),
    request.body,
    outputOf(endpoint),
    outputOf(authorizer),
    response?.body,
    cutBodies(observation),
    functionLog.map(functionEventOf),
  ];
  return `${exact(firm)}\n${close ? exact(texts) : loose(texts)}`;
};
