import type { FailureEvent, LoggedEvent, TraceEvent } from '../model/trace.ts';
import { type Scene, seen } from './scene.ts';

const FAILURES: Readonly<Record<FailureEvent['kind'], true>> = {
  'malformed-proxy-response': true,
  'function-error': true,
  'invocation-failed': true,
  'rate-exceeded': true,
  'invalid-permissions': true,
  'assume-role-denied': true,
  'invalid-method-response': true,
  'no-output-mapping': true,
  'base64-decode-failed': true,
  'transform-request-failed': true,
  'transform-response-failed': true,
  'mock-status-code-unreadable': true,
  'invalid-endpoint-address': true,
  'illegal-character': true,
  'header-already-present': true,
  'certificate-name-mismatch': true,
  'certificate-untrusted': true,
  'tls-failed': true,
  'internal-error': true,
  'vpc-link-error': true,
  'response-too-large': true,
  timeout: true,
  'network-error': true,
  'authorizer-error': true,
  'policy-unparsable': true,
  'policy-invalid-json': true,
  'authorizer-configuration-exception': true,
  'response-format-mismatch': true,
  'authorizer-format-mismatch': true,
  'waf-error': true,
  'configuration-error': true,
};

const isFailure = (kind: TraceEvent['kind']): kind is FailureEvent['kind'] => Object.hasOwn(FAILURES, kind);

export const isFailureLine = (event: TraceEvent): event is FailureEvent => isFailure(event.kind);

/** The lines of the request that say that it failed. */
export const failureLines = ({ observation }: Scene): readonly LoggedEvent[] =>
  observation.events.filter(({ event: { kind } }) => isFailure(kind));

/** A failure line of the request that is none of these: it names another fault. */
export const namesAnotherFault = ({ observation }: Scene, ...own: readonly FailureEvent['kind'][]): boolean =>
  observation.events.some(({ event: { kind } }) => isFailure(kind) && !own.includes(kind));

/** The request ended in its authorizer: what fails there is the authorizer's, not the integration's. */
export const endedInAuthorizer = (scene: Scene): boolean =>
  (['authorizer-error', 'policy-unparsable', 'policy-invalid-json', 'authorizer-configuration-exception'] as const).some((kind) =>
    seen(scene, kind),
  );
