import type { Result } from '../lib/result.ts';
import type { TraceEvent } from '../model/trace.ts';
import type { CompiledStage } from './compile-stage.ts';
import type { EndpointAnswer, GatewayReply, GatewayRequest, IntegrationRequest } from './exchange.ts';
import { withDefaults } from './fields.ts';
import { type Failure, startWith } from './pipeline.ts';
import { type ReplayOptions, replayOptions } from './replay-options.ts';
import type { Prepared, Received } from './state.ts';
import { apiKey } from './steps/api-key.ts';
import { authorization } from './steps/authorization.ts';
import { type Failing, gatewayResponse } from './steps/gateway-response.ts';
import { askEndpoint, integration } from './steps/integration.ts';
import { findIntegration, integrationRequest, send } from './steps/integration-request.ts';
import { integrationResponse } from './steps/integration-response.ts';
import { methodRequest } from './steps/method-request.ts';
import { methodResponse } from './steps/method-response.ts';
import { receive } from './steps/receive.ts';
import { requestValidation } from './steps/request-validation.ts';
import { routing } from './steps/routing.ts';

export type Replay =
  | {
      readonly kind: 'answered';
      readonly response: GatewayReply;
      readonly trace: readonly TraceEvent[];
      /** Absent where the gateway answered before it had one, and for a MOCK. */
      readonly integrationRequest?: IntegrationRequest;
    }
  /** No endpoint was given and the request calls one: ask it, and replay with its answer. */
  | { readonly kind: 'awaiting-endpoint'; readonly integrationRequest: IntegrationRequest; readonly trace: readonly TraceEvent[] };

/** What the gateway makes of a request, up to the call that leaves it. */
const untilTheCall = startWith(authorization)
  .followedBy(apiKey)
  .followedBy(methodRequest)
  .followedBy(requestValidation)
  .followedBy(findIntegration)
  .followedBy(integrationRequest);

/** What the client gets of the endpoint's answer. */
const fromTheAnswer = startWith(integration).followedBy(integrationResponse).followedBy(methodResponse);

/** Lines that come after the completion. */
const emitEpilogue = ({ options }: Received, trace: TraceEvent[], prepared: Prepared): void => {
  const isLambda = prepared.integration.kind === 'lambda' || prepared.integration.kind === 'lambda-proxy';
  if (isLambda && trace.some(({ kind }) => kind === 'received')) trace.push({ kind: 'endpoint-request-id', id: options.endpointRequestId });
  if (options.tracing) trace.push({ kind: 'xray-trace-id', id: options.traceRoot });
};

const requestSent = ({ call }: Prepared): IntegrationRequest | undefined => (call.kind === 'endpoint' ? call.request : undefined);

/** HD-9: what every answer carries. */
const finish = (reply: GatewayReply, { requestId, extendedRequestId }: ReplayOptions): GatewayReply => ({
  ...reply,
  headers: withDefaults(reply.headers, [
    ['x-amzn-RequestId', requestId],
    ['x-amz-apigw-id', extendedRequestId],
    ['Content-Length', String(reply.body.byteLength)],
  ]),
});

/**
 * One request through the REST data plane, in AWS's order and by AWS's names. Pure and synchronous: what the endpoint answers comes in,
 * and so does everything that is random or timed. A failure of any step ends in the gateway response.
 */
export const replay = (
  stage: CompiledStage,
  request: GatewayRequest,
  endpoint: EndpointAnswer | undefined,
  given: Partial<ReplayOptions> = {},
): Replay => {
  const trace: TraceEvent[] = [];
  const options = replayOptions(given);
  const received = receive(stage, request, options, (...events) => trace.push(...events));
  const answer = (result: Result<GatewayReply, Failure>, failing: Failing, prepared?: Prepared): Replay => {
    const response = finish(result.ok ? result.value : gatewayResponse(failing, result.failure), options);
    const integrationRequest = prepared && requestSent(prepared);
    if (prepared) emitEpilogue(received, trace, prepared);
    return { kind: 'answered', response, trace, ...(integrationRequest && { integrationRequest }) };
  };
  const routed = routing(received);
  if (!routed.ok) return answer(routed, received);
  const prepared = untilTheCall.run(routed.value);
  if (!prepared.ok) return answer(prepared, routed.value);
  const sent = send(prepared.value);
  if (!sent.ok) return answer(sent, routed.value, prepared.value);
  const called = askEndpoint(prepared.value, endpoint);
  if (!called.ok) return { kind: 'awaiting-endpoint', integrationRequest: called.failure, trace };
  return answer(fromTheAnswer.run(called.value), routed.value, prepared.value);
};
