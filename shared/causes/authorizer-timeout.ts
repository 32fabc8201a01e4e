import { authorizerDelay, failedAtOnce } from './authorizer-delay.ts';
import {
  AUTHORIZER_LINES,
  AUTHORIZER_NOT_CALLED,
  authorizerBroke,
  authorizerError,
  authorizerFunction,
  authorizerOutput,
  authorizerRefused,
} from './authorizer-scene.ts';
import { authorizerPassed } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { failedOf } from './failed.ts';

/** The runtime's own document for a function that ran too long. */
const TIMED_OUT = /Task timed out after ([\d.]+) seconds/;

export default defineCause({
  id: 'authorizer-timeout',
  docs: new URL('https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html'),
  step: 'authorizer',
  seenAs: ['authorizer-500', 'gateway-500'],
  asks: ['execution-trace', 'authorizer-log'],
  leaves: AUTHORIZER_LINES,
  detect(scene) {
    if (authorizerRefused(scene)) return excluded(AUTHORIZER_NOT_CALLED);
    const { name, facts: settings } = authorizerFunction(scene) ?? {};
    const error = authorizerError(scene);
    const output = authorizerOutput(scene);
    const seconds = TIMED_OUT.exec(error?.message ?? '')?.[1];
    const broke = authorizerBroke(scene);
    if (output && seconds !== undefined)
      return found('conclusive', { name, seconds: Number(seconds) }, output.evidence, ...(broke ? [broke] : []));
    if (output) return excluded('The authorizer function answered in time.');
    if (broke && failedAtOnce(scene)) return excluded('The authorizer failed within a second: no limit ended it.');
    const delay = authorizerDelay(scene);
    if (!delay || failedOf(scene) === false) return broke ? undefined : excludedIf(authorizerPassed(scene));
    const facts = { name, seconds: delay.seconds ?? settings?.timeoutInSeconds };
    return found(
      broke && delay.written ? 'conclusive' : 'confirmed',
      facts,
      delay.evidence,
      ...(broke && broke !== delay.evidence ? [broke] : []),
    );
  },
  explain: ({ name, seconds }) => ({
    what: `The authorizer function${name === undefined ? '' : ` ${name}`} did not answer in time${seconds === undefined ? '' : ` (${seconds} s)`}.`,
    why: 'A call that it makes (signing keys, secrets, a database) hung until the timeout; the gateway answers 500 without a message, and the backend is never called.',
    todo: 'Give every call of the authorizer connect and read timeouts of its own, and cache what it fetches.',
  }),
  repair: () => ({
    kind: 'advice',
    steps: [
      'Set connect and read timeouts (1 to 2 s) on each client that the authorizer uses: JWKS, Secrets Manager, DynamoDB.',
      'Keep signing keys and secrets between invocations, outside the handler.',
      'Let it cache its answer (authorizerResultTtlInSeconds), so that fewer requests wait for it.',
    ],
  }),
});
