import type { EventOf, FailureEvent, TraceEvent } from '../model/trace.ts';
import { readFailure } from './failure-lines.ts';

type LineKind = Exclude<TraceEvent['kind'], FailureEvent['kind'] | 'other'>;

interface Line<Kind extends LineKind> {
  readonly pattern: RegExp;
  readonly fields: (groups: readonly (string | undefined)[]) => Omit<EventOf<Kind>, 'kind'>;
}

const none = (): Record<never, never> => ({});
const map = ([, map = '']: readonly (string | undefined)[]) => ({ map });
const body = ([, body = '']: readonly (string | undefined)[]) => ({ body });

/**
 * The catalogue of execution-log lines of REST and WebSocket APIs, AWS's text verbatim. What differs between eras is optional in the
 * pattern. `text` has lost its request id or console date before it comes here.
 */
const LINES: { readonly [Kind in LineKind]: Line<Kind> } = {
  'extended-request-id': { pattern: /^Extended Request Id: ?(\S*)$/, fields: ([, id = '']) => ({ id }) },
  'usage-plan-check': {
    pattern: /^Verifying Usage Plan for request: ?(.*?)(?:\. ?API Key: ?(.*?) ?API Stage: ?(\S*))?$/,
    fields: ([, requestId = '', apiKey = '', apiStage = '']) => ({ requestId, apiKey: apiKey.trim(), apiStage }),
  },
  'api-key-not-required': {
    pattern: /^API Key authorized because method '([^']*)' does not require API Key/,
    fields: ([, method = '']) => ({ method }),
  },
  'api-key-refused': {
    pattern: /^API Key .*?not authorized because method '([^']*)' requires API Key and ?(.*)$/,
    fields: ([, method = '', detail = '']) => ({ method, detail }),
  },
  'usage-plan-ok': {
    pattern: /^Usage Plan check succeeded for API Key ?(\S*?) ?(?:and )?API Stage ?(\S*)$/,
    fields: ([, apiKey = '', apiStage = '']) => ({ apiKey, apiStage }),
  },
  throttled: {
    pattern: /^Key throttle limit exceeded for RestApi (\S+), Stage (\S+), Resource (\S+), HttpMethod (\S+)\. Limit: (\S+) Burst: (\S+)$/,
    fields: ([, api = '', stage = '', resource = '', verb = '', limit = '', burst = '']) => ({ api, stage, resource, verb, limit, burst }),
  },
  start: { pattern: /^Starting execution for request: ?(.*)$/, fields: ([, requestId = '']) => ({ requestId }) },
  method: { pattern: /^HTTP Method: ([^,]*), Resource Path: ?(.*)$/, fields: ([, verb = '', path = '']) => ({ verb, path }) },
  'api-key': { pattern: /^API Key: ?(.*)$/, fields: ([, key = '']) => ({ key }) },
  'api-key-id': { pattern: /^API Key ID: ?(.*)$/, fields: ([, id = '']) => ({ id }) },
  'request-path': { pattern: /^Method request path: ?(.*)$/s, fields: map },
  'request-query': { pattern: /^Method request query string: ?(.*)$/s, fields: map },
  'request-headers': { pattern: /^Method request headers: ?(.*)$/s, fields: map },
  'request-body': { pattern: /^Method request body before transformations: ?(.*)$/s, fields: body },
  'validation-ok': {
    pattern: /^Request validation succeeded for content type ?(\S*)$/,
    fields: ([, contentType = '']) => ({ contentType }),
  },
  'validation-failed': {
    pattern: /^Request body does not match model schema for content type ([^:]*): ?(.*)$/s,
    fields: ([, contentType = '', detail = '']) => ({ contentType, detail }),
  },
  'request-overrides': { pattern: /^Request parameter overrides: ?(.*)$/s, fields: ([, overrides = '']) => ({ overrides }) },
  'endpoint-uri': { pattern: /^Endpoint request URI: ?(.*)$/, fields: ([, uri = '']) => ({ uri }) },
  'endpoint-request-headers': { pattern: /^Endpoint request headers: ?(.*)$/s, fields: map },
  'endpoint-request-body': { pattern: /^Endpoint request body after transformations: ?(.*)$/s, fields: body },
  sending: { pattern: /^Sending request to ?(.*)$/, fields: ([, uri = '']) => ({ uri }) },
  received: {
    pattern: /^Received response\.(?: Status: (\d{3}),)? Integration latency: (\d+) ms$/,
    fields: ([, status, latency]) => ({ ...(status !== undefined && { status: Number(status) }), latencyMs: Number(latency) }),
  },
  'endpoint-response-headers': { pattern: /^Endpoint response headers: ?(.*)$/s, fields: map },
  'endpoint-response-body': { pattern: /^Endpoint response body before transformations: ?(.*)$/s, fields: body },
  'response-headers': { pattern: /^Method response headers: ?(.*)$/s, fields: map },
  'response-body': { pattern: /^Method response body after transformations: ?(.*)$/s, fields: body },
  'gateway-response': {
    pattern: /^Gateway response type: (\S+) with status code: (\d{3})$/,
    fields: ([, responseType = '', status]) => ({ responseType, status: Number(status) }),
  },
  'gateway-response-body': { pattern: /^Gateway response body: ?(.*)$/s, fields: body },
  'gateway-response-headers': { pattern: /^Gateway response headers: ?(.*)$/s, fields: map },
  success: { pattern: /^Successfully completed execution$/, fields: none },
  completed: { pattern: /^Method completed with status: (\d{3})$/, fields: ([, status]) => ({ status: Number(status) }) },
  'endpoint-request-id': { pattern: /^AWS Integration Endpoint RequestId ?: ?(\S*)$/, fields: ([, id = '']) => ({ id }) },
  'xray-trace-id': { pattern: /^X-ray Tracing ID ?: ?(\S*)$/, fields: ([, id = '']) => ({ id }) },
  'authorizer-start': {
    pattern: /^Starting authorizer: ?(\S*) for request: ?(\S*)$/,
    fields: ([, authorizerId = '', requestId = '']) => ({ authorizerId, requestId }),
  },
  'authorizer-identity': { pattern: /^Incoming identity: ?(.*)$/, fields: ([, identity = '']) => ({ identity }) },
  'authorizer-result': { pattern: /^Authorizer result body before parsing: ?(.*)$/s, fields: body },
  'authorizer-policy': { pattern: /^Using valid authorizer policy for principal: ?(.*)$/, fields: ([, principal = '']) => ({ principal }) },
  'authorizer-ok': { pattern: /^Successfully completed authorizer execution$/, fields: none },
  unauthorized: { pattern: /^Unauthorized request: ?(.*)$/, fields: ([, requestId = '']) => ({ requestId }) },
};

/** A line is tried only against the rows that share its first four characters. */
const HEAD = 4;
const headOf = (pattern: RegExp): string => pattern.source.slice(1, 1 + HEAD);

const BY_HEAD: ReadonlyMap<string, readonly LineKind[]> = Map.groupBy(Object.keys(LINES) as LineKind[], (kind) =>
  headOf(LINES[kind].pattern),
);

const readAs = <Kind extends LineKind>(kind: Kind, text: string): TraceEvent | undefined => {
  const { pattern, fields } = LINES[kind];
  const match = pattern.exec(text);
  return match ? ({ kind, ...fields(match) } as TraceEvent) : undefined;
};

/** The meaning of one line; `undefined` when its text has no head that AWS writes. */
export const readKnownLine = (text: string): TraceEvent | undefined => {
  for (const kind of BY_HEAD.get(text.slice(0, HEAD)) ?? []) {
    const event = readAs(kind, text);
    if (event) return event;
  }
  return readFailure(text);
};
