import type { Evidence } from '../model/evidence.ts';
import { effectiveSettings } from '../stage/method-settings.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { backendAnswered, backendCalled, gatewaySaid, type Wording } from './gateway-words.ts';
import { logLine, placeOf, type Scene, seen, statusOf } from './scene.ts';

interface Limits {
  readonly rate?: number;
  readonly burst?: number;
}

const limitsOf = ({ stage: { settings }, method }: Scene): Limits => {
  const found = effectiveSettings(settings, method);
  const [rate, burst] = [found?.throttlingRateLimit, found?.throttlingBurstLimit];
  return { ...(rate !== undefined && rate >= 0 && { rate }), ...(burst !== undefined && burst >= 0 && { burst }) };
};

const limitEvidence = (limits: Limits): readonly Evidence[] =>
  limits.rate === undefined && limits.burst === undefined
    ? []
    : [{ kind: 'config', pointer: '/methodSettings', value: limits, of: 'stage' }];

/** The names are documented; as values of x-amzn-ErrorType they are inferred, and so are the texts of the bodies. */
const QUOTA: Wording = { responseTypes: ['QUOTA_EXCEEDED'], errorTypes: ['LimitExceededException'] };
const RATE: Wording = { responseTypes: ['THROTTLED'], errorTypes: ['TooManyRequestsException'] };

export default defineCause({
  id: 'throttled-by-gateway',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html'),
  step: 'front door',
  seenAs: ['throttled-429'],
  asks: ['client-answer', 'usage-plan'],
  detect(scene) {
    const limits = limitsOf(scene);
    const evidence = limitEvidence(limits);
    const facts = { ...placeOf(scene), ...limits, quota: false };
    const line = seen(scene, 'throttled');
    if (line) return found('conclusive', { ...facts, rate: Number(line.event.limit), burst: Number(line.event.burst) }, logLine(line));
    if (scene.observation.sources.length === 0 && (limits.rate === 0 || limits.burst === 0)) {
      const [first] = evidence;
      return first && found('confirmed', facts, first);
    }
    if (seen(scene, 'rate-exceeded')) return excluded('Lambda refused for want of concurrency; the gateway let the request in.');
    if (statusOf(scene) !== 429) return undefined;
    if (backendAnswered(scene, 429)) return excluded('The backend itself answered 429, and the gateway passed it on.');
    if (backendCalled(scene)) return excluded('The backend was called: the gateway let the request in.');
    for (const [typed, quota] of [
      [gatewaySaid(scene, QUOTA), true],
      [gatewaySaid(scene, RATE), false],
    ] as const)
      if (typed) return found('conclusive', { ...facts, quota }, typed, ...(quota ? [] : evidence));
    const exceeded = gatewaySaid(scene, { message: /^Limit Exceeded$/i });
    if (exceeded) return found('confirmed', { ...facts, quota: true }, exceeded);
    const worded = gatewaySaid(scene, { message: /^Too Many Requests$/i });
    const [first, ...rest] = [...(worded ? [worded] : []), ...evidence];
    return first && found(worded && evidence.length > 0 ? 'confirmed' : 'suggested', facts, first, ...rest);
  },
  explain: ({ path, verb, rate, burst, quota }) => ({
    what: quota ? `The quota of the caller's usage plan is used up.` : `The gateway throttled ${verb} ${path}.`,
    why: quota
      ? 'A usage plan counts the calls of each API key, and refuses the rest of the period with 429.'
      : `${rate === undefined ? 'A limit of the stage, method, usage plan or account' : `The limit of ${rate} requests a second`}${burst === undefined ? '' : ` (burst ${burst})`} was reached. The burst is how many may arrive at once: without one hardly any pass.`,
    todo: quota
      ? 'Raise the quota, or wait for the next period.'
      : 'Raise rate and burst together, and let clients retry with backoff and jitter.',
  }),
  repair: ({ quota }) => ({
    kind: 'advice',
    steps: quota
      ? [
          'Look at what is left: aws apigateway get-usage --usage-plan-id PLAN_ID --start-date … --end-date …',
          'Raise the quota of the usage plan.',
        ]
      : [
          'Set both limits of the stage: aws apigateway update-stage --rest-api-id API_ID --stage-name STAGE --patch-operations "op=replace,path=/*/*/throttling/rateLimit,value=…" "op=replace,path=/*/*/throttling/burstLimit,value=…"',
          'Check the usage plan of the caller as well: aws apigateway get-usage-plans',
          'Retry with exponential backoff and jitter in the clients.',
        ],
  }),
});
