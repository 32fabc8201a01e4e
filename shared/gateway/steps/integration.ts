import { isRecord, parseJson } from '../../lib/json.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { TraceEvent } from '../../model/trace.ts';
import type { EndpointAnswer, IntegrationRequest } from '../exchange.ts';
import { type Fields, firstValue } from '../fields.ts';
import { printBody, printHeaders } from '../log-text.ts';
import { decodeUtf8, encodeUtf8 } from '../payload.ts';
import { configurationError, type Failure, integrationFailure, type Step } from '../pipeline.ts';
import type { Answered, Called, EndpointResponse, Prepared } from '../state.ts';

type Outcome = Result<EndpointResponse, Failure>;
type Outcomes = {
  readonly [Kind in EndpointAnswer['kind']]: (endpoint: Extract<EndpointAnswer, { kind: Kind }>, state: Prepared) => Outcome;
};

const RESPONSE_BYTES_AT_MOST = 10_485_760;

const isLambda = ({ integration: { kind } }: Prepared): boolean => kind === 'lambda' || kind === 'lambda-proxy';

const received = (
  status: number,
  { headers, body, latencyMs = 0 }: { headers: Fields; body: Uint8Array; latencyMs?: number },
): readonly TraceEvent[] => [
  { kind: 'received', status, latencyMs },
  { kind: 'endpoint-response-headers', map: printHeaders(headers) },
  { kind: 'endpoint-response-body', body: printBody(body) },
];

const messageOf = (body: Uint8Array): string => {
  const document = parseJson(decodeUtf8(body));
  return isRecord(document) && typeof document.errorMessage === 'string' ? document.errorMessage : '';
};

const refusedWith = (status: number, { options }: Prepared): TraceEvent => ({
  kind: 'invocation-failed',
  status,
  lambdaRequestId: options.endpointRequestId,
});

/** LP-1: the Invoke API said no. 429 has a text of its own; the text of a 403 is empty (recorded). */
const lambdaRefusal = (status: number, state: Prepared): Failure =>
  status === 429
    ? integrationFailure(500, refusedWith(status, state), { kind: 'rate-exceeded' })
    : configurationError(refusedWith(status, state), { kind: 'configuration-error', detail: '' });

/** LP-1: a failed function is a 502 to a proxy and a result to a custom integration (LA-2). */
const functionFailed = (response: EndpointResponse, state: Prepared): Outcome => {
  if (state.integration.kind === 'lambda') return ok({ ...response, functionError: true });
  const lambdaRequestId = firstValue(response.headers, 'x-amzn-RequestId') ?? state.options.endpointRequestId;
  return err(integrationFailure(502, { kind: 'function-error', message: messageOf(response.body), lambdaRequestId }));
};

const tooLarge = (bytes: number): Failure => configurationError({ kind: 'response-too-large', bytes });

const THROTTLED = encodeUtf8('{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}');

/** HT-2, HT-3, HT-4, LP-1: how each end of the call shows. */
const OUTCOMES: Outcomes = {
  answered(endpoint, state) {
    const { status, headers, body } = endpoint;
    if (!isLambda(state) && body.byteLength > RESPONSE_BYTES_AT_MOST) return err(tooLarge(body.byteLength));
    state.emit(...received(status, endpoint));
    const response: EndpointResponse = { status, headers, body, functionError: false };
    if (!isLambda(state)) return ok(response);
    if (firstValue(headers, 'X-Amz-Function-Error') !== undefined) return functionFailed(response, state);
    return status >= 300 ? err(lambdaRefusal(status, state)) : ok(response);
  },
  'function-error'(endpoint, state) {
    const { headers, body } = endpoint;
    const marked: Fields =
      firstValue(headers, 'X-Amz-Function-Error') === undefined ? [...headers, ['X-Amz-Function-Error', 'Unhandled']] : headers;
    state.emit(...received(200, { ...endpoint, headers: marked }));
    return functionFailed({ status: 200, headers: marked, body, functionError: true }, state);
  },
  throttled(endpoint, state) {
    const headers: Fields = [['x-amzn-ErrorType', 'TooManyRequestsException']];
    state.emit(...received(429, { ...endpoint, headers, body: THROTTLED }));
    return isLambda(state) ? err(lambdaRefusal(429, state)) : ok({ status: 429, headers, body: THROTTLED, functionError: false });
  },
  refused: (endpoint) =>
    err(
      configurationError(
        endpoint.reason === 'assume-role' ? { kind: 'assume-role-denied', role: endpoint.role } : { kind: 'invalid-permissions' },
      ),
    ),
  unreachable: ({ detail = '' }, { integration }) =>
    err(
      integration.behindVpcLink
        ? configurationError({ kind: 'internal-error' })
        : { ...integrationFailure(504, { kind: 'network-error', detail }), message: 'Network error communicating with endpoint' },
    ),
  unresolvable: () => err(configurationError({ kind: 'invalid-endpoint-address' })),
  'vpc-link-error': () => err(configurationError({ kind: 'vpc-link-error' })),
  tls: ({ failure }) => err(configurationError(failure)),
  timeout: () => err({ responseType: 'INTEGRATION_TIMEOUT', events: [{ kind: 'timeout' }] }),
  'too-large': ({ bytes }) => err(tooLarge(bytes)),
};

const outcomeOf = <Kind extends EndpointAnswer['kind']>(endpoint: Extract<EndpointAnswer, { kind: Kind }>, state: Prepared): Outcome => {
  const outcome: (one: typeof endpoint, prepared: Prepared) => Outcome = OUTCOMES[endpoint.kind as Kind];
  return outcome(endpoint, state);
};

/** LA-4: Lambda refuses every verb but POST, whatever the function would have said (recorded). */
const WRONG_VERB: EndpointAnswer = {
  kind: 'answered',
  status: 403,
  headers: [['x-amzn-ErrorType', 'AccessDeniedException']],
  body: encodeUtf8(
    '<AccessDeniedException>\n  <Message>Unable to determine service/operation name to be authorized</Message>\n</AccessDeniedException>\n',
  ),
};

/** A MOCK answers itself, Lambda refuses a verb without being asked; everything else has to be told what the endpoint said. */
export const askEndpoint = (state: Prepared, endpoint: EndpointAnswer | undefined): Result<Called, IntegrationRequest> => {
  const { call } = state;
  if (call.kind === 'mock')
    return ok({ ...state, endpoint: { kind: 'answered', status: call.status, headers: [], body: new Uint8Array() } });
  const said = isLambda(state) && call.request.method !== 'POST' ? WRONG_VERB : endpoint;
  return said ? ok({ ...state, endpoint: said }) : err(call.request);
};

/** The endpoint's answer, or how the call failed; a MOCK leaves no line. */
export const integration: Step<Called, Answered> = (state) => {
  const { call, endpoint } = state;
  const answer: Outcome =
    call.kind === 'mock'
      ? ok({ status: call.status, headers: [], body: new Uint8Array(), functionError: false })
      : outcomeOf(endpoint, state);
  return answer.ok ? ok({ ...state, answer: answer.value }) : answer;
};
