import type { ApiKind } from '../model/api.ts';
import type { Evidence } from '../model/evidence.ts';
import { integrationLog } from './authorizer-scene.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { namesAnotherFault } from './failure-line.ts';
import { functionFailureOf } from './function-failure.ts';
import { silent504 } from './gateway-words.ts';
import { endpointOf, exchanged, integrationOf, logLine, type Scene, seen, statusOf } from './scene.ts';

/** Where nothing is set; HTTP APIs wait no longer than this. */
const DEFAULT_LIMIT_MS: Readonly<Record<ApiKind, number>> = { REST: 29_000, HTTP: 30_000, WEBSOCKET: 29_000 };

/** How an API says that it gave up: REST APIs 504, HTTP APIs 503 (a 504 of theirs is inferred). */
const GIVES_UP: Readonly<Record<ApiKind, ReadonlySet<number>>> = {
  REST: new Set([504]),
  HTTP: new Set([503, 504]),
  WEBSOCKET: new Set([500, 504]),
};

/** A clock may stop a little early. */
const TOLERANCE_MS = 100;

/** The function went on after the gateway had given up. */
const slowRun = (scene: Scene, limitMs: number): Evidence | undefined => {
  const report = integrationLog(scene).find(
    ({ event }) => event.kind === 'report' && event.durationMs + (event.initDurationMs ?? 0) > limitMs,
  );
  return report && logLine(report);
};

/** The gateway waited to the very end, and wrote down no status of the backend. */
const waited = (scene: Scene, limitMs: number): Evidence | undefined => {
  const { access } = scene.observation;
  const { latencyMs, status } = endpointOf(scene) ?? {};
  const whole = Number(access?.fields.responseLatency);
  const millis =
    latencyMs ?? (access?.absent.includes('integration.latency') || access?.absent.includes('integrationLatency') ? whole : Number.NaN);
  if (!(millis >= limitMs - TOLERANCE_MS) || seen(scene, 'received') || status === statusOf(scene)) return undefined;
  return access ? { kind: 'log-line', line: access.line } : exchanged('endpoint.latencyMs', String(millis));
};

const GAVE_UP = /Endpoint request timed out/;

/** The client's answer, or a note of what the endpoint did. */
const answered = (scene: Scene): Evidence | undefined => {
  const body = scene.observation.response?.body ?? '';
  if (GAVE_UP.test(body)) return exchanged('response.body', body);
  const silent = silent504(scene);
  if (silent?.said === 'timed-out') return silent.evidence;
  if (endpointOf(scene)?.kind === 'timeout') return exchanged('endpoint.kind', 'timeout');
  const isLambda = integrationOf(scene)?.type === 'AWS_PROXY' || endpointOf(scene)?.kind === 'lambda';
  return isLambda && statusOf(scene) === 504 ? exchanged('response.status', '504') : undefined;
};

export default defineCause({
  id: 'integration-timeout',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html'),
  step: 'integration',
  seenAs: ['gateway-504', 'gateway-503'],
  asks: ['execution-trace'],
  leaves: ['timeout'],
  detect(scene) {
    const { kind } = scene.stage;
    const limitMs = integrationOf(scene)?.timeoutInMillis ?? DEFAULT_LIMIT_MS[kind];
    const run = slowRun(scene, limitMs);
    const facts = { limitMs, status: GIVES_UP[kind].has(statusOf(scene) ?? 0) ? statusOf(scene) : undefined };
    const line = seen(scene, 'timeout');
    if (line) return found('conclusive', facts, logLine(line), ...(run ? [run] : []));
    if (seen(scene, 'network-error')) return excluded('The log names a network error, not a timeout.');
    if (functionFailureOf(scene)?.kind === 'timed-out') return excluded("The function's own timeout came first, and answers 502.");
    if (namesAnotherFault(scene, 'timeout')) return excluded('The log names another failure: the status is not its own.');
    if (facts.status === undefined) return undefined;
    if (endpointOf(scene)?.status === facts.status) return excluded(`The backend itself answered ${facts.status}.`);
    const wait = waited(scene, limitMs);
    const [answer, ...further] = [answered(scene), wait, run].filter((evidence) => evidence !== undefined);
    if (!answer) return undefined;
    return found(run || GAVE_UP.test(scene.observation.response?.body ?? '') ? 'conclusive' : 'confirmed', facts, answer, ...further);
  },
  explain: ({ limitMs, status = 504 }) => ({
    what: `The backend did not answer within the ${limitMs / 1000} s that the integration waits.`,
    why: `The gateway gives up and answers ${status}; the backend may go on and even succeed, unseen.`,
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
