import { integrationLog } from './authorizer-scene.ts';
import { functionOf } from './called-function.ts';
import { functionDidWell, functionRan, runsNoFunction } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { lambdaRefusal } from './lambda-refusal.ts';
import { isUnseen, settingDecides } from './outcome.ts';
import { logLine, type Scene, seen } from './scene.ts';

/** Refusals that have a cause of their own: throttled, and not allowed. */
const OTHER_STATUS: ReadonlySet<number> = new Set([403, 429]);

/** https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html: the first call wakes an inactive function, and is refused. */
const stops = (state: string | undefined, scene: Scene): boolean =>
  state === 'Failed' || ((state === 'Inactive' || state === 'Pending') && !isUnseen(scene));

export default defineCause({
  id: 'lambda-service-error',
  docs: new URL('https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors'),
  step: 'integration',
  seenAs: ['gateway-500', 'gateway-502', 'gateway-503'],
  asks: ['execution-trace'],
  leaves: ['invocation-failed', 'malformed-proxy-response', 'configuration-error'],
  detect(scene) {
    const called = functionOf(scene);
    const invocation = seen(scene, 'invocation-failed');
    const status = invocation?.event.status;
    const refusal = lambdaRefusal(scene);
    const facts = { name: called?.name, message: refusal?.message, status, state: called?.facts?.state };
    if (status !== undefined && OTHER_STATUS.has(status))
      return excluded(`Lambda refused the call with ${status}: it could have run the function.`);
    if (seen(scene, 'rate-exceeded')) return excluded('The log names a limit of calls, not a function that cannot run.');
    if (refusal)
      return found(refusal.exact ? 'conclusive' : 'confirmed', facts, refusal.evidence, ...(invocation ? [logLine(invocation)] : []));
    if (invocation) return found('conclusive', facts, logLine(invocation));
    if (integrationLog(scene).some(({ event }) => event.kind === 'start' || event.kind === 'report'))
      return excluded('The log of the function shows that it was run.');
    const { state, stateReasonCode } = called?.facts ?? {};
    if (!called || !stops(state, scene) || !settingDecides(scene, 'configuration-error'))
      return excludedIf(runsNoFunction(scene) ?? functionRan(scene) ?? functionDidWell(scene));
    return found(
      'confirmed',
      { ...facts, message: stateReasonCode },
      {
        kind: 'config',
        pointer: `/functions/${called.arn}/state`,
        value: state,
        of: 'function',
      },
    );
  },
  explain: ({ name, message, status, state }) => ({
    what: `Lambda could not run the function${name === undefined ? '' : ` ${name}`}: ${message ?? (status === undefined ? `its state is ${state}` : `the call was refused with ${status}`)}`,
    why: 'The Lambda service refused the call before any code ran (key, network, file system, state of the function, or a fault of its own), so the function has no log of it.',
    todo: 'Look at the state of the function and at what it needs to start: its KMS key, subnets and security groups, file system.',
  }),
  repair: ({ name = 'NAME' }) => ({
    kind: 'advice',
    steps: [
      `Ask for the state and its reason: aws lambda get-function-configuration --function-name ${name} --query '[State,StateReason,LastUpdateStatus,LastUpdateStatusReason]'`,
      'KMS: set the execution role of the function again (or its key), which renews the grant; VPC: free addresses or quota for network interfaces in its subnets.',
      'Where the message names a fault of the service itself, retry; it passes.',
    ],
  }),
});
