import { readServiceRefusal } from '../gateway/lambda-documents.ts';
import { isLambdaUri } from '../gateway/lambda-uri.ts';
import type { Evidence } from '../model/evidence.ts';
import { functionOf } from './called-function.ts';
import { functionDidWell, functionRan, runsNoFunction } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { isUnseen, settingDecides } from './outcome.ts';
import { endpointOf, exchanged, integrationOf, logLine, type Scene, seen } from './scene.ts';

/** How the Lambda service speaks of itself when it cannot run a function (KMS, VPC, EFS, SnapStart); no runtime writes this. */
const CANNOT_RUN =
  /\bLambda (?:was unable to|was not able to|is unable to|could not|couldn['’]t|cannot) |\bThe (?:function is|operation cannot be performed at this time. The function is) currently in the following state: /;

/** Refusals that have a cause of their own: throttled, and not allowed. */
const OTHER_STATUS: ReadonlySet<number> = new Set([403, 429]);

/** https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html: the first call wakes an inactive function, and is refused. */
const stops = (state: string | undefined, scene: Scene): boolean =>
  state === 'Failed' || ((state === 'Inactive' || state === 'Pending') && !isUnseen(scene));

const isLambdaCall = (scene: Scene): boolean => {
  const integration = integrationOf(scene);
  return endpointOf(scene)?.kind === 'lambda' || integration?.type === 'AWS_PROXY' || isLambdaUri(integration?.uri ?? '');
};

interface Refusal {
  readonly message: string;
  readonly exact: boolean;
  readonly evidence: Evidence;
}

const refusalOf = (scene: Scene): Refusal | undefined => {
  const output = endpointOf(scene)?.output;
  const body = scene.observation.response?.body;
  const line = seen(scene, 'endpoint-response-body');
  const document = output === undefined ? undefined : readServiceRefusal(output);
  if (output !== undefined && document && document.reason === undefined)
    return { message: document.message, exact: true, evidence: line ? logLine(line) : exchanged('endpoint.output', output) };
  if (!isLambdaCall(scene)) return undefined;
  if (output !== undefined && CANNOT_RUN.test(output))
    return { message: output, exact: false, evidence: line ? logLine(line) : exchanged('endpoint.output', output) };
  return body !== undefined && CANNOT_RUN.test(body)
    ? { message: body, exact: false, evidence: exchanged('response.body', body) }
    : undefined;
};

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
    const refusal = refusalOf(scene);
    const facts = { name: called?.name, message: refusal?.message, status, state: called?.facts?.state };
    if (status !== undefined && OTHER_STATUS.has(status))
      return excluded(`Lambda refused the call with ${status}: it could have run the function.`);
    if (seen(scene, 'rate-exceeded')) return excluded('The log names a limit of calls, not a function that cannot run.');
    if (refusal)
      return found(refusal.exact ? 'conclusive' : 'confirmed', facts, refusal.evidence, ...(invocation ? [logLine(invocation)] : []));
    if (invocation) return found('conclusive', facts, logLine(invocation));
    if (scene.observation.functionLog.some(({ event }) => event.kind === 'start' || event.kind === 'report'))
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
