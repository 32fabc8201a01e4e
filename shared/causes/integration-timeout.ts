import type { Evidence } from '../model/evidence.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { namesAnotherFault } from './failure-line.ts';
import { functionFailureOf } from './function-failure.ts';
import { endpointOf, exchanged, integrationOf, logLine, type Scene, seen, statusOf } from './scene.ts';

/** Default of REST APIs and of what a 504 means without a setting. */
const DEFAULT_LIMIT_MS = 29_000;

const slowRun = ({ observation }: Scene, limitMs: number): Evidence | undefined => {
  const report = observation.functionLog.find(({ event }) => event.kind === 'report' && event.durationMs > limitMs);
  return report && logLine(report);
};

const answered504 = (scene: Scene): Evidence | undefined => {
  if (statusOf(scene) !== 504) return undefined;
  const body = scene.observation.response?.body ?? '';
  if (/Endpoint request timed out/.test(body)) return exchanged('response.body', body);
  const type = integrationOf(scene)?.type;
  const isLambda = type === 'AWS_PROXY' || endpointOf(scene)?.kind === 'lambda';
  return isLambda ? exchanged('response.status', '504') : undefined;
};

export default defineCause({
  id: 'integration-timeout',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html'),
  step: 'integration',
  seenAs: ['gateway-504', 'gateway-503'],
  asks: ['execution-trace'],
  leaves: ['timeout'],
  detect(scene) {
    const limitMs = integrationOf(scene)?.timeoutInMillis ?? DEFAULT_LIMIT_MS;
    const line = seen(scene, 'timeout');
    if (line) return found('conclusive', { limitMs }, logLine(line), ...[slowRun(scene, limitMs)].flatMap((run) => run ?? []));
    if (seen(scene, 'network-error')) return excluded('The log names a network error, not a timeout.');
    if (functionFailureOf(scene)?.kind === 'timed-out') return excluded("The function's own timeout came first, and answers 502.");
    if (namesAnotherFault(scene, 'timeout')) return excluded('The log names another failure: the 504 is not its own.');
    const answer = answered504(scene);
    if (!answer) return undefined;
    const run = slowRun(scene, limitMs);
    return found(
      run || /timed out/.test(scene.observation.response?.body ?? '') ? 'conclusive' : 'confirmed',
      { limitMs },
      answer,
      ...(run ? [run] : []),
    );
  },
  explain: ({ limitMs }) => ({
    what: `The backend did not answer within the ${limitMs / 1000} s that the integration waits.`,
    why: 'The gateway gives up and answers 504; the backend may go on and even succeed, unseen.',
    todo: 'Make the call faster or asynchronous, or raise the limit where the API type allows it.',
  }),
  repair: () => ({
    kind: 'advice',
    steps: [
      'Bound every outgoing call of the backend by a timeout well below the limit, with a retry.',
      'Hand long work to a queue and answer 202 at once.',
      'On Regional and private REST APIs the limit can be raised: request the quota, then set timeoutInMillis and redeploy.',
    ],
  }),
});
