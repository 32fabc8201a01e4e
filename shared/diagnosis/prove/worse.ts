import type { EndpointAnswer, GatewayReply, GatewayRequest } from '../../gateway/exchange.ts';
import type { Replay } from '../../gateway/gateway.ts';
import { decodeUtf8, encodeUtf8, fromBase64 } from '../../gateway/payload.ts';
import { isRecord, parseJson } from '../../lib/json.ts';
import { failedStep } from '../replay/trace-steps.ts';
import type { Neighbour } from './neighbours.ts';

export type Answered = Extract<Replay, { kind: 'answered' }>;

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.byteLength === b.byteLength && a.every((byte, at) => byte === b[at]);

/** The gateway answered by itself, instead of what the endpoint said. */
export const brokeDown = ({ trace, response }: Answered): boolean => failedStep(trace, response) !== undefined;

/** By its own word: a status or a document that says so. */
export const endpointFailed = (endpoint: EndpointAnswer): boolean => {
  if (endpoint.kind !== 'answered') return true;
  const output = parseJson(decodeUtf8(endpoint.body));
  return endpoint.status >= 400 || (isRecord(output) && typeof output.statusCode === 'number' && output.statusCode >= 400);
};

/** The bytes that the endpoint means the client to have: its body, or what a proxy output wraps. */
const meant = (endpoint: EndpointAnswer): readonly Uint8Array[] => {
  if (endpoint.kind !== 'answered') return [];
  const output = parseJson(decodeUtf8(endpoint.body));
  if (!isRecord(output) || typeof output.body !== 'string') return [endpoint.body];
  return [endpoint.body, output.isBase64Encoded === true ? fromBase64(output.body) : encodeUtf8(output.body)];
};

const arrivedWhole = ({ response }: Answered, endpoint: EndpointAnswer): boolean =>
  meant(endpoint).some((bytes) => sameBytes(bytes, response.body));

/** The body that the endpoint reads, and whether it is told to decode it: a proxy event holds both. */
const delivered = ({ integrationRequest }: Answered): { readonly body: Uint8Array; readonly encoded: boolean } | undefined => {
  if (integrationRequest === undefined) return undefined;
  const event = parseJson(decodeUtf8(integrationRequest.body));
  if (!isRecord(event) || typeof event.body !== 'string') return { body: integrationRequest.body, encoded: false };
  return { body: encodeUtf8(event.body), encoded: event.isBase64Encoded === true };
};

/** As the client sent it; a function that reads text is not asked to decode all of a sudden. */
const reachedWhole = (replayed: Answered, { body }: GatewayRequest): boolean => {
  const reached = delivered(replayed);
  return reached !== undefined && !reached.encoded && sameBytes(reached.body, body);
};

const lostHeader = (before: GatewayReply, after: GatewayReply): string | undefined => {
  const kept = new Set(after.headers.map(([name]) => name.toLowerCase()));
  return before.headers.map(([name]) => name).find((name) => !kept.has(name.toLowerCase()));
};

/**
 * Why a neighbour is worse off than before, in a few words; `undefined`: it is not. `sameKind`: another type of integration hands the
 * request over in another form, which is what its repair says.
 */
export const worseOff = ({ request, endpoint }: Neighbour, before: Answered, after: Answered, sameKind: boolean): string | undefined => {
  const wasHidden = endpointFailed(endpoint) && before.response.status < 400;
  if (brokeDown(before) || wasHidden) return undefined;
  if (brokeDown(after)) return `answers ${after.response.status} by the gateway instead of ${before.response.status}`;
  if (endpointFailed(endpoint))
    return after.response.status < 400 ? `answers ${after.response.status} although its endpoint failed` : undefined;
  if (before.response.status < 400 && after.response.status >= 400)
    return `answers ${after.response.status} instead of ${before.response.status}`;
  if (arrivedWhole(before, endpoint) && !arrivedWhole(after, endpoint)) return 'no longer gets the body as the endpoint gave it';
  if (sameKind && reachedWhole(before, request) && !reachedWhole(after, request))
    return 'no longer reaches the endpoint with the body as it was sent';
  const lost = lostHeader(before.response, after.response);
  return lost === undefined ? undefined : `loses the response header ${lost}`;
};
