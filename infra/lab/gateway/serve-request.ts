import { randomBytes, randomUUID } from 'node:crypto';
import type { EndpointAnswer, GatewayReply, GatewayRequest } from '../../../shared/gateway/exchange.ts';
import { type Replay, replay } from '../../../shared/gateway/gateway.ts';
import { type ReplayOptions, replayOptions } from '../../../shared/gateway/replay-options.ts';
import type { TraceEvent } from '../../../shared/model/trace.ts';
import { askEndpoint, type Endpoints } from './ask-endpoint.ts';
import type { ServedStage } from './served-stage.ts';

/** One request that the gateway answered, with all that is known of it. */
export interface Served {
  readonly stage: ServedStage;
  readonly request: GatewayRequest;
  readonly options: ReplayOptions;
  readonly response: GatewayReply;
  readonly trace: readonly TraceEvent[];
  /** The method of the configuration that answered; absent where the route is unknown. */
  readonly resource?: { readonly path: string; readonly verb: string };
  /** Absent: no endpoint was called. */
  readonly endpoint?: EndpointAnswer;
  /** Why no endpoint answered, for whoever runs the lab. */
  readonly missing?: string;
  readonly at: Date;
  readonly endedAt: Date;
}

/** `1-{seconds in hex}-{96 random bits}`. */
const traceRoot = (at: Date): string =>
  `1-${Math.floor(at.getTime() / 1000)
    .toString(16)
    .padStart(8, '0')}-${randomBytes(12).toString('hex')}`;

const identify = (at: Date): ReplayOptions =>
  replayOptions({
    requestId: randomUUID(),
    extendedRequestId: `${randomBytes(11).toString('base64url').slice(0, 14)}=`,
    endpointRequestId: randomUUID(),
    traceRoot: traceRoot(at),
    sourceIp: '127.0.0.1',
    at,
  });

/** How long the gateway waits for the endpoint: the method's own setting. */
const timeoutOf = ({ api }: ServedStage, resource: Served['resource']): number | undefined => {
  const method = api.methods.find(({ path, verb }) => path === resource?.path && verb === resource.verb);
  return method?.integration === 'NONE' ? undefined : method?.integration?.timeoutInMillis;
};

const answered = (result: Replay): Extract<Replay, { kind: 'answered' }> => {
  if (result.kind === 'answered') return result;
  throw new Error('The data plane asks again for an endpoint that has answered.');
};

/** One request through the data plane, which is pure: asked once for what it would call, and once more with what the endpoint said. */
export const serveRequest = async (stage: ServedStage, request: GatewayRequest, endpoints: Endpoints): Promise<Served> => {
  const at = new Date();
  const options = identify(at);
  const { entry: resource } = stage.compiled.routes.find(request.method, request.path) ?? {};
  const common = { stage, request, at, ...(resource && { resource: { path: resource.path, verb: resource.verb } }) };
  const first = replay(stage.compiled, request, undefined, options);
  if (first.kind === 'answered') {
    const { response, trace } = first;
    return { ...common, options, response, trace, endedAt: new Date() };
  }
  const { answer, requestId, missing } = await askEndpoint(first.integrationRequest, timeoutOf(stage, resource), endpoints);
  const known = requestId === undefined ? options : { ...options, endpointRequestId: requestId };
  const { response, trace } = answered(replay(stage.compiled, request, answer, known));
  return { ...common, options: known, response, trace, endpoint: answer, endedAt: new Date(), ...(missing !== undefined && { missing }) };
};
