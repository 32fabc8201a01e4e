import type { TraceEvent } from '../model/trace.ts';
import type { GatewayResponseType } from './gateway-response-types.ts';

/** What the authorizer or IAM decided, as recorded: the simulator runs no authorizer. */
export type Authorization =
  | { readonly kind: 'allowed'; readonly principalId?: string; readonly context?: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly responseType: GatewayResponseType; readonly events: readonly TraceEvent[] };

/** What the usage plan said; the rates are the plan's, as the log prints them (`1.00`, `1`). */
export type ApiKeyDecision =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'quota-exceeded' }
  | { readonly kind: 'throttled'; readonly limit: string; readonly burst: string };

/** Everything that is random, timed or decided elsewhere on AWS. The same options give the same replay. */
export interface ReplayOptions {
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly at: Date;
  /** `Root` of X-Amzn-Trace-Id. */
  readonly traceRoot: string;
  /** `Parent` that the gateway adds where the client sent a Root alone. */
  readonly traceParent: string;
  /** X-Ray is on: its id is logged after the completion. */
  readonly tracing: boolean;
  /** The Lambda request id of the call. */
  readonly endpointRequestId: string;
  readonly sourceIp: string;
  /** A console Test runs without authorizer and API key and enforces no required parameter. */
  readonly caller: 'client' | 'console-test';
  /** Whether this request falls to the canary; by default it does when the canary takes all traffic. */
  readonly canary?: boolean;
  readonly authorization: Authorization;
  readonly apiKey: ApiKeyDecision;
}

const DEFAULTS: ReplayOptions = {
  requestId: '00000000-0000-4000-8000-000000000000',
  extendedRequestId: 'AAAAAAAAAAAAAAA=',
  at: new Date(0),
  traceRoot: '1-00000000-000000000000000000000000',
  traceParent: '0000000000000000',
  tracing: false,
  endpointRequestId: '00000000-0000-4000-8000-000000000001',
  sourceIp: '192.0.2.1',
  caller: 'client',
  authorization: { kind: 'allowed' },
  apiKey: { kind: 'accepted' },
};

export const replayOptions = (given: Partial<ReplayOptions> = {}): ReplayOptions => ({ ...DEFAULTS, ...given });
