import { headerValue } from '../lib/headers.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Observation } from '../model/observation.ts';
import { authorizerDelay } from './authorizer-delay.ts';
import {
  AUTHORIZER_LINES,
  AUTHORIZER_NOT_CALLED,
  authorizerBroke,
  authorizerError,
  authorizerFunction,
  authorizerLine,
  authorizerLog,
  authorizerOutput,
  authorizerRefused,
  isAuthorizerLine,
} from './authorizer-scene.ts';
import { authorizerPassed } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { failedOf } from './failed.ts';
import { refusedCaller } from './handler-code.ts';
import { type Runtime, runtimeOfAuthorizer } from './runtime-of.ts';
import { logLine, type Scene, seen } from './scene.ts';

const TIMED_OUT = /Task timed out/;
const REFUSED = 'Unauthorized';
/** The runtime's document, held against the fields of a policy. */
const ERROR_FIELD = /"(?:errorType|errorMessage|stackTrace|trace)"/;

interface Known {
  readonly message?: string;
  readonly errorType?: string;
  readonly name?: string;
  readonly runtime: Runtime | undefined;
}

/** An error that the authorizer function wrote into its own log, or that the access log passes on. */
const loggedError = (scene: Scene): { readonly message: string; readonly errorType?: string; readonly evidence: Evidence } | undefined => {
  for (const { event, line } of authorizerLog(scene)) {
    if (event.kind === 'error')
      return {
        message: event.message,
        ...(event.errorType !== undefined && { errorType: event.errorType }),
        evidence: { kind: 'log-line', line },
      };
    if (event.kind === 'exited') return { message: event.detail, evidence: { kind: 'log-line', line } };
  }
  const passed = seen(scene, 'function-error');
  return passed && isAuthorizerLine(scene, passed.line) ? { message: passed.event.message, evidence: logLine(passed) } : undefined;
};

const CREDENTIALS = ['authorization', 'x-api-key'];

const presents = ({ request }: Observation): string =>
  [...CREDENTIALS.map((name) => headerValue(request.headers, name)), JSON.stringify(request.query ?? {})].join('\n');

/** The same API lets another credential in: permission, role and the form of a good answer are out, so this one makes the function fail. */
const worksForAnother = ({ observation, siblings }: Scene): boolean =>
  observation.request.headers !== undefined &&
  siblings.some(
    (other) => (other.response?.status ?? 500) < 400 && other.request.headers !== undefined && presents(other) !== presents(observation),
  );

export default defineCause({
  id: 'authorizer-failure',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html'),
  step: 'authorizer',
  seenAs: ['authorizer-500', 'gateway-500'],
  asks: ['execution-trace', 'authorizer-log'],
  leaves: AUTHORIZER_LINES,
  detect(scene) {
    if (authorizerRefused(scene)) return excluded(AUTHORIZER_NOT_CALLED);
    const error = authorizerError(scene);
    const name = authorizerFunction(scene)?.name;
    const named = { ...(name !== undefined && { name }), runtime: runtimeOfAuthorizer(scene) };
    const broke = authorizerBroke(scene);
    if (error) {
      if (TIMED_OUT.test(error.message)) return excluded('The authorizer did not throw: its timeout ended it.');
      if (error.message === REFUSED)
        return excluded('The authorizer refused the caller with exactly "Unauthorized", which is how it says 401.');
      const output = authorizerOutput(scene);
      if (!output || failedOf(scene) === false) return undefined;
      return found<Known>(broke ? 'conclusive' : 'confirmed', { ...error, ...named }, output.evidence, ...(broke ? [broke] : []));
    }
    const json = seen(scene, 'policy-invalid-json');
    if (json && ERROR_FIELD.test(json.event.detail)) return found<Known>('conclusive', named, logLine(json));
    if (authorizerOutput(scene)) return excluded('The authorizer function returned: its output is no error document.');
    if (failedOf(scene) !== true) return broke ? undefined : excludedIf(authorizerPassed(scene));
    const { message, errorType, evidence } = loggedError(scene) ?? {};
    if (message !== undefined && evidence)
      return found<Known>(
        'confirmed',
        { message, ...(errorType !== undefined && { errorType }), ...named },
        evidence,
        ...(broke ? [broke] : []),
      );
    const line = authorizerLine(scene);
    if (line && seen(scene, 'authorizer-error') && !authorizerDelay(scene)) return found<Known>('confirmed', named, line);
    if (!broke || line) return broke ? undefined : excludedIf(authorizerPassed(scene));
    return found<Known>(worksForAnother(scene) ? 'confirmed' : 'suggested', named, broke);
  },
  explain: ({ message, errorType, name }) => ({
    what: `The authorizer function${name === undefined ? '' : ` ${name}`} failed${message || errorType ? `: ${[errorType, message].filter(Boolean).join(': ')}` : ''}.`,
    why: 'An authorizer may say 401 only by failing with exactly "Unauthorized"; every other error, also one for a stale or malformed credential, is a 500 without a message.',
    todo: 'Read the log of the authorizer function, repair the error, and let it return a Deny or fail with exactly "Unauthorized" for a bad credential.',
  }),
  repair: ({ message, runtime }) => ({
    kind: 'code',
    advice: 'Turn every failed check into a refusal that the gateway understands.',
    ...refusedCaller(runtime, message || 'token expired'),
  }),
});
