import { headerValue } from '../lib/headers.ts';
import { isRecord } from '../lib/json.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';
import type { EndpointKind, Headers, ObservedEndpoint, ObservedRequest, ObservedResponse } from '../model/observation.ts';
import type { Sighting } from './sighting.ts';

type Raw = Readonly<Record<string, unknown>>;

const KINDS: readonly EndpointKind[] = ['lambda', 'http', 'aws', 'unreachable', 'timeout', 'tls'];

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const numberOf = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

/** `null`: there was none. An object stands for its JSON text. */
const bodyOf = (value: unknown): string | undefined => {
  if (value === null) return '';
  if (value === undefined || typeof value === 'string') return value;
  return JSON.stringify(value);
};

const textMap = (value: unknown): Readonly<Record<string, string>> | undefined =>
  isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([name, member]) => {
          if (Array.isArray(member)) return [[name, member.join(', ')]];
          return typeof member === 'string' || typeof member === 'number' || typeof member === 'boolean' ? [[name, String(member)]] : [];
        }),
      )
    : undefined;

/** The concrete path alone: people note whole URLs and queries. On an execute-api host the first segment is the stage. */
const splitPath = (noted: string): { readonly path: string; readonly query?: Readonly<Record<string, string>> } => {
  const [, host, rest = ''] = /^https?:\/\/([^/?#]*)([^#]*)/.exec(noted) ?? [undefined, undefined, noted];
  const [path = '', search] = rest.split('#', 1)[0]?.split(/\?(.*)/s, 2) ?? [];
  const own = host?.includes('.execute-api.') === true ? path.replace(/^\/[^/]+/, '') : path;
  return { path: own === '' ? '/' : own, ...(search && { query: Object.fromEntries(new URLSearchParams(search)) }) };
};

const readRequest = (request: Raw): ObservedRequest => {
  const noted = textOf(request.path);
  const { path, query } = noted === undefined ? {} : splitPath(noted);
  return withoutUndefined({
    method: textOf(request.method)?.toUpperCase(),
    path,
    resource: textOf(request.resource),
    headers: textMap(request.headers),
    query: textMap(request.query) ?? query,
    body: bodyOf(request.body),
    bodyBytes: numberOf(request.bodyBytes),
  });
};

const readInput = (input: unknown): ObservedEndpoint['input'] =>
  isRecord(input)
    ? withoutUndefined({
        body: bodyOf(input.body),
        headers: textMap(input.headers),
        isBase64Encoded: typeof input.isBase64Encoded === 'boolean' ? input.isBase64Encoded : undefined,
      })
    : undefined;

/** `functionError: null` says that the function did not fail; without it nobody looked. */
const readEndpoint = (endpoint: Raw): ObservedEndpoint =>
  withoutUndefined({
    kind: KINDS.find((kind) => kind === endpoint.kind),
    status: numberOf(endpoint.status),
    headers: textMap(endpoint.headers),
    output: bodyOf(endpoint.output ?? undefined),
    outputBytes: numberOf(endpoint.outputBytes),
    functionError: endpoint.functionError === null ? 'NONE' : textOf(endpoint.functionError),
    latencyMs: numberOf(endpoint.latencyMs),
    requestId: textOf(endpoint.requestId),
    uri: textOf(endpoint.uri),
    input: readInput(endpoint.input),
  });

const readResponse = (response: Raw): ObservedResponse =>
  withoutUndefined({
    status: numberOf(response.status),
    headers: textMap(response.headers),
    body: bodyOf(response.body),
    bodyBytes: numberOf(response.bodyBytes),
  });

/** REST and HTTP APIs name the request in the answer's headers, each in its own. */
const ID_HEADERS = ['x-amzn-requestid', 'apigw-requestid', 'x-amz-apigw-id'] as const;

const idsOf = (exchange: Raw, headers: Headers | undefined): readonly string[] =>
  [textOf(exchange.requestId), ...ID_HEADERS.map((name) => headerValue(headers, name))].filter((id) => id !== undefined);

/** What a client saw, or a person knows, of one request. `endpoint: null` says that nothing was called. */
export const sightExchange = (exchange: Raw): Sighting => {
  const { request, authorizer, endpoint, response } = exchange;
  const read = isRecord(response) ? readResponse(response) : undefined;
  return withoutUndefined({
    source: 'exchange',
    ids: idsOf(exchange, read?.headers),
    request: isRecord(request) ? readRequest(request) : {},
    authorizer: isRecord(authorizer) ? readEndpoint(authorizer) : undefined,
    endpoint: endpoint === null ? 'NOT_CALLED' : isRecord(endpoint) ? readEndpoint(endpoint) : undefined,
    response: read,
    events: [],
  });
};
