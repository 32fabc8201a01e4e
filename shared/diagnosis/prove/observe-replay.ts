import type { EndpointAnswer, GatewayRequest, IntegrationRequest } from '../../gateway/exchange.ts';
import type { Replay } from '../../gateway/gateway.ts';
import type { IntegrationKind } from '../../gateway/integration-kind.ts';
import { decodeUtf8 } from '../../gateway/payload.ts';
import { isRecord, parseJson } from '../../lib/json.ts';
import { printLine } from '../../logs/print.ts';
import type { EndpointKind, Observation, ObservedEndpoint } from '../../model/observation.ts';
import { observe } from '../observe.ts';
import { sightTrace } from '../trace-sighting.ts';

const KINDS: Readonly<Record<IntegrationKind, EndpointKind>> = {
  mock: 'http',
  'lambda-proxy': 'lambda',
  lambda: 'lambda',
  'aws-service': 'aws',
  http: 'http',
  'http-proxy': 'http',
};

/** What the endpoint reads as the request's body: a proxy event holds it, with the flag. */
const inputSeen = ({ body }: IntegrationRequest): NonNullable<ObservedEndpoint['input']> => {
  const text = decodeUtf8(body);
  const event = parseJson(text);
  if (!isRecord(event) || typeof event.isBase64Encoded !== 'boolean') return { body: text };
  return { body: typeof event.body === 'string' ? event.body : '', isBase64Encoded: event.isBase64Encoded };
};

const endpointSeen = (
  kind: IntegrationKind,
  endpoint: EndpointAnswer,
  sent: IntegrationRequest | undefined,
): ObservedEndpoint | undefined => {
  if (endpoint.kind !== 'answered' && endpoint.kind !== 'function-error') return undefined;
  return {
    kind: KINDS[kind],
    ...(sent && { input: inputSeen(sent) }),
    headers: Object.fromEntries(endpoint.headers),
    output: decodeUtf8(endpoint.body),
    ...(endpoint.kind === 'answered' && { status: endpoint.status }),
    ...(KINDS[kind] === 'lambda' && { functionError: endpoint.kind === 'function-error' ? 'Unhandled' : 'NONE' }),
  };
};

export interface Replayed {
  readonly request: GatewayRequest;
  readonly endpoint: EndpointAnswer | undefined;
  readonly integration: IntegrationKind | undefined;
  readonly replay: Extract<Replay, { kind: 'answered' }>;
}

const requestSeen = ({ method, path, headers, query, body }: GatewayRequest, { request }: Observation): Observation['request'] => ({
  method,
  path,
  ...(request.resource !== undefined && { resource: request.resource }),
  ...(request.host !== undefined && { host: request.host }),
  headers: Object.fromEntries(headers),
  query: Object.fromEntries(query),
  body: decodeUtf8(body),
});

/** A replay as if somebody had watched it, with the data trace and from the client's side, so that causes can judge it like any request. */
export const observeReplay = ({ request, endpoint, integration, replay }: Replayed, original: Observation): Observation => {
  const { response, trace } = replay;
  const traced = sightTrace({
    source: 'execution-log',
    events: trace.map((event) => ({ event, line: { source: 'execution-log', text: printLine(event) }, truncated: false })),
  });
  const called = endpoint && integration && endpointSeen(integration, endpoint, replay.integrationRequest);
  const isCalled = called !== undefined && traced.endpoint !== undefined && traced.endpoint !== 'NOT_CALLED';
  const client = {
    source: 'exchange',
    ids: [],
    request: requestSeen(request, original),
    response: { status: response.status, headers: Object.fromEntries(response.headers), body: decodeUtf8(response.body) },
    events: [],
  } as const;
  return observe([isCalled ? { ...traced, endpoint: { ...traced.endpoint, ...called } } : traced, client], [], original.id);
};
