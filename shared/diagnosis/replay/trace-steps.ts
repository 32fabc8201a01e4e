import type { GatewayReply } from '../../gateway/exchange.ts';
import { firstValue } from '../../gateway/fields.ts';
import { decodeUtf8 } from '../../gateway/payload.ts';
import type { FailureEvent, TraceEvent } from '../../model/trace.ts';
import type { ReplayStep } from '../../reports/replay-report.ts';

type OtherKind = Exclude<TraceEvent['kind'], FailureEvent['kind']>;

const STEPS: Readonly<Record<OtherKind, ReplayStep>> = {
  'extended-request-id': 'Received',
  'usage-plan-check': 'API key',
  'api-key-not-required': 'API key',
  'api-key-refused': 'API key',
  'usage-plan-ok': 'API key',
  throttled: 'API key',
  start: 'Method request',
  method: 'Method request',
  'api-key': 'Method request',
  'api-key-id': 'Method request',
  'request-path': 'Method request',
  'request-query': 'Method request',
  'request-headers': 'Method request',
  'request-body': 'Method request',
  'validation-ok': 'Request validation',
  'validation-failed': 'Request validation',
  'request-overrides': 'Integration request',
  'endpoint-uri': 'Integration request',
  'endpoint-request-headers': 'Integration request',
  'endpoint-request-body': 'Integration request',
  sending: 'Integration',
  received: 'Integration',
  'endpoint-response-headers': 'Integration',
  'endpoint-response-body': 'Integration',
  'gateway-response': 'Gateway response',
  'gateway-response-body': 'Gateway response',
  'gateway-response-headers': 'Gateway response',
  'response-headers': 'Method response',
  'response-body': 'Method response',
  success: 'Completed',
  completed: 'Completed',
  'endpoint-request-id': 'Completed',
  'xray-trace-id': 'Completed',
  'authorizer-start': 'Authorization',
  'authorizer-identity': 'Authorization',
  'authorizer-result': 'Authorization',
  'authorizer-policy': 'Authorization',
  'authorizer-ok': 'Authorization',
  unauthorized: 'Authorization',
  other: 'Completed',
};

/** `by-place`: the same line is written before and after the call. */
const FAILED: Readonly<Record<FailureEvent['kind'], ReplayStep | 'by-place'>> = {
  'malformed-proxy-response': 'Integration response',
  'function-error': 'Integration',
  'invocation-failed': 'Integration',
  'rate-exceeded': 'Integration',
  'invalid-permissions': 'Integration',
  'assume-role-denied': 'Integration',
  'invalid-method-response': 'Method response',
  'no-output-mapping': 'Integration response',
  'base64-decode-failed': 'by-place',
  'transform-request-failed': 'Integration request',
  'transform-response-failed': 'Integration response',
  'mock-status-code-unreadable': 'Integration',
  'invalid-endpoint-address': 'by-place',
  'illegal-character': 'Integration request',
  'header-already-present': 'Integration request',
  'certificate-name-mismatch': 'Integration',
  'certificate-untrusted': 'Integration',
  'tls-failed': 'Integration',
  'internal-error': 'by-place',
  'vpc-link-error': 'Integration',
  'response-too-large': 'Integration',
  timeout: 'Integration',
  'network-error': 'Integration',
  'authorizer-error': 'Authorization',
  'policy-unparsable': 'Authorization',
  'policy-invalid-json': 'Authorization',
  'authorizer-configuration-exception': 'Authorization',
  'response-format-mismatch': 'Integration response',
  'authorizer-format-mismatch': 'Authorization',
  'waf-error': 'Received',
  'configuration-error': 'by-place',
};

const isFailure = (event: TraceEvent): event is FailureEvent => Object.hasOwn(FAILED, event.kind);

const REFUSED: ReadonlySet<TraceEvent['kind']> = new Set<TraceEvent['kind']>([
  'validation-failed',
  'api-key-refused',
  'throttled',
  'unauthorized',
]);

/** How far the call had come: a failure line that stands in several steps belongs where the trace had arrived. */
const byPlace = (before: readonly TraceEvent[]): ReplayStep => {
  const kinds = new Set(before.map(({ kind }) => kind));
  if (kinds.has('received')) return 'Integration response';
  return kinds.has('sending') ? 'Integration' : 'Integration request';
};

export interface SteppedEvent {
  readonly event: TraceEvent;
  readonly step: ReplayStep;
}

/** Each event with the step of the data plane that says it; a failure line belongs to the step that failed. */
export const stepsOf = (trace: readonly TraceEvent[]): readonly SteppedEvent[] =>
  trace.map((event, index) => {
    if (!isFailure(event)) return { event, step: STEPS[event.kind] };
    const step = FAILED[event.kind];
    return { event, step: step === 'by-place' ? byPlace(trace.slice(0, index)) : step };
  });

/** Where nothing is logged: a request that no execution began for, and one that was refused before the call (VA-1, PM-5, TC-4). */
const silentFailure = (trace: readonly TraceEvent[], { body }: GatewayReply): ReplayStep => {
  const kinds = new Set(trace.map(({ kind }) => kind));
  if (kinds.has('start'))
    return !kinds.has('validation-ok') && decodeUtf8(body).includes('Missing required request parameters')
      ? 'Request validation'
      : 'Integration request';
  if (kinds.has('usage-plan-check')) return 'API key';
  return kinds.has('extended-request-id') ? 'Authorization' : 'Routing';
};

/** `undefined`: the answer came through, whatever its status. */
export const failedStep = (trace: readonly TraceEvent[], response: GatewayReply): ReplayStep | undefined => {
  if (trace.some(({ kind }) => kind === 'success')) return undefined;
  if (response.status === 413 && trace.length === 0 && firstValue(response.headers, 'x-amzn-ErrorType') === undefined) return 'Received';
  return stepsOf(trace).find(({ event }) => isFailure(event) || REFUSED.has(event.kind))?.step ?? silentFailure(trace, response);
};
