import type { EndpointAnswer, GatewayRequest } from '../../gateway/exchange.ts';
import { overwrite, without } from '../../gateway/fields.ts';
import { type IntegrationKind, integrationKind, isTyped } from '../../gateway/integration-kind.ts';
import { encodeUtf8 } from '../../gateway/payload.ts';
import type { ApiSnapshot, Method } from '../../model/api.ts';
import { concretePath } from './concrete-path.ts';
import { sendsBody } from './sends-body.ts';
import { SOME_BYTES, standInBytes, standInErrors, standInSuccess } from './stand-in.ts';

/** Another request of the same API, and what its endpoint answers: a repair must not make it worse. */
export interface Neighbour {
  readonly request: GatewayRequest;
  readonly endpoint: EndpointAnswer;
}

const MEDIA_TYPES_AT_MOST = 4;
const OTHER_METHODS_AT_MOST = 12;

/** What clients send in Accept, and what the API itself calls binary; `undefined`: no header. */
const acceptsFor = ({ binaryMediaTypes = [] }: ApiSnapshot): readonly (string | undefined)[] => [
  undefined,
  '*/*',
  'application/json',
  'image/png',
  ...binaryMediaTypes.slice(0, MEDIA_TYPES_AT_MOST),
];

const withHeader = (request: GatewayRequest, name: string, value: string | undefined): GatewayRequest => ({
  ...request,
  headers: value === undefined ? without(request.headers, new Set([name.toLowerCase()])) : overwrite(request.headers, [[name, value]]),
});

const BODIES: readonly (readonly [contentType: string | undefined, body: Uint8Array])[] = [
  [undefined, encodeUtf8('{"neighbour":1}')],
  ['application/json', encodeUtf8('{"neighbour":1}')],
  ['text/plain', encodeUtf8('neighbour')],
  ['application/x-www-form-urlencoded', encodeUtf8('neighbour=1')],
  ['image/png', SOME_BYTES],
  ['application/octet-stream', SOME_BYTES],
];

const bodiesFor = (request: GatewayRequest): readonly GatewayRequest[] =>
  !sendsBody(request.method) && request.body.byteLength === 0
    ? []
    : BODIES.map(([contentType, body]) => ({ ...withHeader(request, 'Content-Type', contentType), body }));

/** A plain success, what the endpoint was seen to answer, bytes, and its errors. A MOCK answers itself, whatever it is given. */
const answersOf = (kind: IntegrationKind, seen: EndpointAnswer | undefined): readonly EndpointAnswer[] => [
  standInSuccess(kind),
  ...(seen ? [seen] : []),
  ...standInBytes(kind),
  ...standInErrors(kind),
];

const callTo = ({ path, verb }: Method): GatewayRequest => {
  const method = verb === 'ANY' ? 'GET' : verb;
  const body = sendsBody(method) ? encodeUtf8('{"neighbour":1}') : new Uint8Array();
  return { method, path: concretePath(path), headers: [], query: [], body };
};

/** A list of media types holds for every method of the API. */
const ofOtherMethods = (api: ApiSnapshot, own: GatewayRequest): readonly Neighbour[] =>
  api.methods.slice(0, OTHER_METHODS_AT_MOST).flatMap((method) => {
    if (!isTyped(method.integration)) return [];
    const request = callTo(method);
    if (request.path === own.path && request.method === own.method) return [];
    const kind = integrationKind(method.integration);
    const endpoint = standInSuccess(kind);
    return acceptsFor(api).flatMap((accept) => {
      const asking = withHeader(request, 'Accept', accept);
      return [
        ...[endpoint, ...standInBytes(kind)].map((answer) => ({ request: asking, endpoint: answer })),
        ...bodiesFor(asking).map((other) => ({ request: other, endpoint })),
      ];
    });
  });

/** The failing request with other Accept and Content-Type values, over a success and the errors of its endpoint; then every other method. */
export const neighboursOf = (
  api: ApiSnapshot,
  kind: IntegrationKind,
  request: GatewayRequest,
  seen: EndpointAnswer | undefined,
): readonly Neighbour[] => {
  const answers = answersOf(kind, seen);
  const asking = [request, ...acceptsFor(api).map((accept) => withHeader(request, 'Accept', accept))];
  return [
    ...asking.flatMap((one) => answers.map((endpoint) => ({ request: one, endpoint }))),
    ...asking.flatMap((one) => bodiesFor(one).map((other) => ({ request: other, endpoint: answers[0] ?? standInSuccess(kind) }))),
    ...ofOtherMethods(api, request),
  ];
};
