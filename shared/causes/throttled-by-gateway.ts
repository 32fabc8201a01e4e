import { checkProxyOutput } from '../gateway/proxy-output.ts';
import type { Evidence } from '../model/evidence.ts';
import { effectiveSettings } from '../stage/method-settings.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { gatewaySaid } from './gateway-words.ts';
import { endpointOf, logLine, placeOf, type Scene, seen, statusOf } from './scene.ts';

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

/** The backend's own 429, passed on. */
const backendThrottled = (scene: Scene): boolean => {
  const endpoint = endpointOf(scene);
  if (endpoint?.status === 429) return true;
  const proxied = endpoint?.output === undefined ? undefined : checkProxyOutput(endpoint.output, 'HTTP-2.0');
  return proxied?.ok === true && proxied.status === 429;
};

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
    if (backendThrottled(scene)) return excluded('The backend itself answered 429, and the gateway passed it on.');
    const quota = gatewaySaid(scene, {
      responseTypes: ['QUOTA_EXCEEDED'],
      errorTypes: ['LimitExceededException'],
      message: /^Limit Exceeded$/i,
    });
    if (quota) return found('conclusive', { ...facts, quota: true }, quota);
    const typed = gatewaySaid(scene, { responseTypes: ['THROTTLED'], errorTypes: ['TooManyRequestsException'] });
    if (typed) return found('conclusive', facts, typed, ...evidence);
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
