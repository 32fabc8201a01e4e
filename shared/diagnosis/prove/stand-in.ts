import type { EndpointAnswer } from '../../gateway/exchange.ts';
import type { IntegrationKind } from '../../gateway/integration-kind.ts';
import { encodeUtf8, toBase64 } from '../../gateway/payload.ts';
import { headerValue } from '../../lib/headers.ts';
import type { ObservedResponse } from '../../model/observation.ts';

type Answered = Extract<EndpointAnswer, { kind: 'answered' }>;

const JSON_HEADERS = [['Content-Type', 'application/json']] as const;

const answered = (status: number, body: string): Answered => ({ kind: 'answered', status, headers: JSON_HEADERS, body: encodeUtf8(body) });

const ERROR_DOCUMENT = encodeUtf8('{"errorMessage":"stand-in","errorType":"Error"}');

const PROXY_SUCCESS = answered(200, '{"statusCode":200,"headers":{"content-type":"application/json"},"body":"{\\"ok\\":true}"}');
const SUCCESS = answered(200, '{"ok":true}');

/** A plain success of an endpoint that nobody saw answer. */
export const standInSuccess = (kind: IntegrationKind): Answered => (kind === 'lambda-proxy' ? PROXY_SUCCESS : SUCCESS);

/** No UTF-8, as a file's bytes are none. */
export const SOME_BYTES = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xfe]);

const RAW_BYTES: Answered = { kind: 'answered', status: 200, headers: [['Content-Type', 'image/png']], body: SOME_BYTES };
const FLAGGED_BYTES = answered(
  200,
  JSON.stringify({ statusCode: 200, headers: { 'content-type': 'image/png' }, body: toBase64(SOME_BYTES), isBase64Encoded: true }),
);

/** Successes that are no text, as far as an endpoint of each kind can give them. */
const BYTES: Readonly<Record<IntegrationKind, readonly Answered[]>> = {
  mock: [],
  'lambda-proxy': [FLAGGED_BYTES],
  lambda: [],
  'aws-service': [RAW_BYTES],
  http: [RAW_BYTES],
  'http-proxy': [RAW_BYTES],
};

export const standInBytes = (kind: IntegrationKind): readonly Answered[] => BYTES[kind];

/** The errors that an endpoint of each kind can answer with, by its own word. */
const ERRORS: Readonly<Record<IntegrationKind, readonly EndpointAnswer[]>> = {
  mock: [],
  'lambda-proxy': [
    answered(200, '{"statusCode":503,"headers":{"content-type":"application/json"},"body":"{\\"error\\":true}"}'),
    { kind: 'function-error', headers: [], body: ERROR_DOCUMENT },
  ],
  lambda: [{ kind: 'function-error', headers: [], body: ERROR_DOCUMENT }],
  'aws-service': [answered(400, '{"__type":"ValidationException"}'), answered(500, '{"__type":"InternalFailure"}')],
  http: [answered(404, '{"error":true}'), answered(500, '{"error":true}')],
  'http-proxy': [answered(404, '{"error":true}'), answered(500, '{"error":true}')],
};

/** A proxy's answer that lets the client have what it was seen to have. */
export const answerFor = (kind: IntegrationKind, { status, headers, body }: ObservedResponse): Answered | undefined => {
  if (status === undefined || body === undefined || body.includes('\uFFFD')) return undefined;
  const sent = { 'content-type': headerValue(headers, 'content-type') ?? 'application/json' };
  if (kind === 'lambda-proxy') return answered(200, JSON.stringify({ statusCode: status, headers: sent, body }));
  return kind === 'http-proxy' ? { kind: 'answered', status, headers: Object.entries(sent), body: encodeUtf8(body) } : undefined;
};

export const standInErrors = (kind: IntegrationKind): readonly EndpointAnswer[] => ERRORS[kind];
