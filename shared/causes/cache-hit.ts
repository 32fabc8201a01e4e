import { checkProxyOutput } from '../gateway/proxy-output.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Observation } from '../model/observation.ts';
import type { TraceEvent } from '../model/trace.ts';
import { endpointOf, integrationOf, type Scene } from './scene.ts';

const CALLS: readonly TraceEvent['kind'][] = ['sending', 'received', 'endpoint-uri', 'endpoint-request-body'];
/** What an access record says of the call to the backend: `-` where there was none. */
const CALL_FIELDS = ['integration.latency', 'integrationLatency', 'integration.status', 'integrationStatus'] as const;

const called = ({ events, access }: Observation): boolean =>
  events.some(({ event }) => CALLS.includes(event.kind)) || CALL_FIELDS.some((name) => access?.fields[name] !== undefined);

/** A success of a method with a backend, and the gateway called no backend for it: the answer came from the cache. */
export const isCacheHit = (scene: Scene, observation: Observation): boolean => {
  const { endpoint, access, events, response } = observation;
  if (integrationOf(scene)?.type === 'MOCK' || (response?.status ?? 200) >= 400 || called(observation)) return false;
  if (endpoint === 'NOT_CALLED' || CALL_FIELDS.some((name) => access?.absent.includes(name))) return true;
  const has = (kind: TraceEvent['kind']): boolean => events.some(({ event }) => event.kind === kind);
  return has('method') && has('success');
};

/** The body that the backend gave, or would give, for this request; `undefined` where nobody looked or a template may have changed it. */
const backendBody = (scene: Scene): string | undefined => {
  const { output, outputTruncated } = endpointOf(scene) ?? {};
  const type = integrationOf(scene)?.type;
  if (output === undefined || outputTruncated) return undefined;
  if (type === 'HTTP_PROXY') return output;
  const answer = type === 'AWS_PROXY' ? checkProxyOutput(output, 'REST') : undefined;
  return answer?.ok && !answer.isBase64Encoded ? answer.body : undefined;
};

/** What the backend says to this request and what the client got: the same, or not. `undefined`: one of them is not known. */
export const passedOn = (scene: Scene): boolean | undefined => {
  if (called(scene.observation)) return true;
  const [said, got] = [backendBody(scene), scene.observation.response?.body];
  return said === undefined || got === undefined ? undefined : said.trim() === got.trim();
};

/** The metric says that answers came from the cache in this window. */
export const hitsCounted = ({ metrics }: Scene): Evidence | undefined => {
  const value = (metrics.CacheHitCount ?? []).reduce((sum, [, count]) => sum + count, 0);
  return value > 0 ? { kind: 'metric', name: 'CacheHitCount', value } : undefined;
};
