import { functionOf } from './called-function.ts';
import { functionDidWell, runsNoFunction } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { unlikelyOnRest } from './failed.ts';
import { functionFailureOf } from './function-failure.ts';
import { integrationOf, type Scene, seen } from './scene.ts';

const GATEWAY_LIMIT_SECONDS = 29;

const secondsIn = (message: string): number | undefined => {
  const seconds = /Task timed out after ([\d.]+) seconds/.exec(message)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
};

const configuredSeconds = (scene: Scene): number | undefined => functionOf(scene)?.facts?.timeoutInSeconds;

export default defineCause({
  id: 'lambda-timeout',
  docs: new URL('https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html'),
  step: 'integration',
  seenAs: ['gateway-502', 'gateway-500', 'gateway-504'],
  asks: ['execution-trace'],
  leaves: ['function-error', 'malformed-proxy-response'],
  detect(scene) {
    if (seen(scene, 'timeout')) return excluded("The gateway's own limit ended the call, not the function's timeout.");
    const failure = functionFailureOf(scene);
    if (!failure) {
      return excludedIf(runsNoFunction(scene) ?? functionDidWell(scene) ?? unlikelyOnRest(scene));
    }
    if (failure.kind !== 'timed-out') return excluded('The function failed for another reason than its timeout.');
    const facts = { seconds: secondsIn(failure.message) ?? configuredSeconds(scene), name: functionOf(scene)?.name };
    return found(integrationOf(scene)?.type === 'AWS' ? 'confirmed' : 'conclusive', facts, failure.evidence);
  },
  explain: ({ seconds, name }) => ({
    what: `The function${name === undefined ? '' : ` ${name}`} ran into its own timeout${seconds === undefined ? '' : ` of ${Math.floor(seconds)} s`}.`,
    why: `Its timeout is shorter than the ${GATEWAY_LIMIT_SECONDS} s that the gateway waits, so the gateway sees a failed function, not a slow one.`,
    todo: 'Find the call that hangs and bound it; raise the timeout only as far as the work really needs.',
  }),
  repair: ({ seconds, name }) =>
    name !== undefined && (seconds ?? 0) < GATEWAY_LIMIT_SECONDS - 1
      ? {
          kind: 'config',
          changes: [{ kind: 'set-function-timeout', functionName: name, seconds: GATEWAY_LIMIT_SECONDS - 1 }],
          sideEffects: 'A hanging call is paid for longer, and the client waits longer before it sees the failure.',
        }
      : {
          kind: 'advice',
          steps: ['Give every outgoing call of the function a timeout of its own.', 'Raise the function timeout to at most 28 s.'],
        },
});
