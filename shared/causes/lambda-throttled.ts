import { readServiceRefusal } from '../gateway/lambda-documents.ts';
import { headerValue } from '../lib/headers.ts';
import type { Evidence } from '../model/evidence.ts';
import { functionOf } from './called-function.ts';
import { functionDidWell, functionRan, runsNoFunction } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { settingDecides } from './outcome.ts';
import { endpointOf, exchanged, integrationOf, logLine, type Scene, seen, statusOf } from './scene.ts';

/** Reasons of Lambda's TooManyRequestsException. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const THROTTLING =
  /ConcurrentInvocationLimitExceeded|InvocationRateLimitExceeded|CallerRateLimitExceeded|ConcurrentSnapshotCreateLimitExceeded/;

/** Logs before 2019 call it malformed; what Lambda answered tells. */
const refusal = (scene: Scene): Evidence | undefined => {
  const endpoint = endpointOf(scene);
  const output = endpoint?.output ?? '';
  const document = readServiceRefusal(output);
  const line = seen(scene, 'endpoint-response-body');
  if (THROTTLING.test(document?.reason ?? '') || (document === undefined && /"Reason"/.test(output) && THROTTLING.test(output)))
    return line ? logLine(line) : exchanged('endpoint.output', output);
  if (endpoint?.kind === 'lambda' && endpoint.status === 429 && statusOf(scene) !== 429) return exchanged('endpoint.status', '429');
  const type = headerValue(endpoint?.headers, 'x-amzn-errortype');
  const isLambda = endpoint?.kind === 'lambda' || integrationOf(scene)?.type === 'AWS_PROXY';
  return isLambda && type?.startsWith('TooManyRequestsException') ? exchanged('endpoint.headers.x-amzn-ErrorType', type) : undefined;
};

export default defineCause({
  id: 'lambda-throttled',
  docs: new URL('https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html'),
  step: 'integration',
  seenAs: ['gateway-500', 'gateway-502', 'throttled-429'],
  asks: ['execution-trace'],
  leaves: ['rate-exceeded', 'invocation-failed', 'malformed-proxy-response', 'configuration-error'],
  detect(scene) {
    const called = functionOf(scene);
    const reserved = called?.facts?.reservedConcurrency;
    const facts = { name: called?.name, reserved };
    const setting: readonly Evidence[] =
      called && reserved !== undefined
        ? [{ kind: 'config', pointer: `/functions/${called.arn}/reservedConcurrency`, value: reserved, of: 'function' }]
        : [];
    const rate = seen(scene, 'rate-exceeded');
    const invocation = seen(scene, 'invocation-failed');
    if (rate) return found('conclusive', facts, logLine(rate), ...setting);
    if (invocation?.event.status === 429) return found('conclusive', facts, logLine(invocation), ...setting);
    const refused = refusal(scene);
    if (refused) return found('conclusive', facts, refused, ...setting);
    if (invocation) return excluded(`Lambda refused the call with ${invocation.event.status}, not with 429.`);
    if (statusOf(scene) === 429) return excluded('The client saw 429: a throttled function answers 500, so the limit is another one.');
    const [first] = setting;
    if (reserved === 0 && first && settingDecides(scene, 'configuration-error')) return found('confirmed', facts, first);
    return excludedIf(runsNoFunction(scene) ?? functionRan(scene) ?? functionDidWell(scene));
  },
  explain: ({ name, reserved }) => ({
    what: `Lambda had no concurrency left for the function${name === undefined ? '' : ` ${name}`}${reserved === undefined ? '' : ` (reserved: ${reserved})`}.`,
    why: 'A throttled synchronous call is refused before the function runs; the gateway does not retry and answers 500, not 429.',
    todo: 'Raise or release concurrency, and limit or queue the callers that cause the bursts.',
  }),
  repair: ({ name = 'NAME', reserved }) => ({
    kind: 'advice',
    steps: [
      reserved === undefined
        ? `See what takes the concurrency: aws lambda get-account-settings; aws lambda get-function-concurrency --function-name ${name}`
        : `Raise the reserved concurrency above ${reserved}, or release it: aws lambda delete-function-concurrency --function-name ${name}`,
      'Ask for a higher account quota if all functions together reach it.',
      'Throttle at the stage or usage plan below what the function can take, so that callers see 429 and can retry; put long work into a queue.',
    ],
  }),
});
