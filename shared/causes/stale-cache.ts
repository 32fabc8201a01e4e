import type { Observation } from '../model/observation.ts';
import { effectiveSettings } from '../stage/method-settings.ts';
import { hitsCounted, isCacheHit, passedOn } from './cache-hit.ts';
import { type CacheMixup, cacheMixup } from './cache-mixup.ts';
import { type Detection, defineCause, excluded, found } from './define-cause.ts';
import { succeeded } from './failed.ts';
import { configured, exchanged, integrationOf, methodPointer, placeOf, type Scene } from './scene.ts';

const caches = ({ stage, method }: Scene): boolean | undefined => {
  const { settings } = stage;
  if (settings.cacheClusterEnabled === false) return false;
  const perMethod = method && effectiveSettings(settings, method)?.cachingEnabled;
  return perMethod ?? settings.cacheClusterEnabled;
};

const queryHas = ({ request }: Observation, name: string): boolean =>
  request.query?.[name] !== undefined || new URLSearchParams(request.path?.split('?')[1]).has(name);

/** An absent key parameter is a value of its own: all requests without it share one entry. */
const absentKey = (scene: Scene): CacheMixup | undefined => {
  if (scene.observation.endpoint !== 'NOT_CALLED') return undefined;
  const parameter = (integrationOf(scene)?.cacheKeyParameters ?? []).find((key) => {
    const name = /^method\.request\.querystring\.(.+)$/.exec(key)?.[1];
    return name !== undefined && !queryHas(scene.observation, name);
  });
  return parameter === undefined ? undefined : { parameter, evidence: [exchanged('response', `${parameter}: (absent)`)] };
};

interface Facts {
  readonly path: string;
  readonly verb: string;
  /** Absent: the entry is this request's own, and old. */
  readonly parameter?: string;
  readonly parameters: readonly string[];
}

/** The entry is this request's own, and the backend says something else by now. */
const isOld = (scene: Scene): boolean => passedOn(scene) === false && (isCacheHit(scene, scene.observation) || !!hitsCounted(scene));

export default defineCause({
  id: 'stale-cache',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html'),
  step: 'lifecycle',
  seenAs: ['success'],
  asks: ['stage-settings', 'past-the-cache'],
  detect(scene): Detection<Facts> {
    if (scene.stage.kind === 'HTTP') return excluded('An HTTP API has no cache.');
    const caching = caches(scene);
    if (caching === undefined) return undefined;
    if (!caching) return excluded('The stage cache is off for this method.');
    if ((scene.observation.request.method ?? scene.method?.verb) !== 'GET') return excluded('Only GET is cached by default.');
    if (!succeeded(scene) || !scene.method) return undefined;
    if (passedOn(scene)) return excluded('The backend was called for this request: its answer is no cached one.');
    const keys = integrationOf(scene)?.cacheKeyParameters ?? [];
    const pointer = methodPointer(scene.method, 'integration', 'cacheKeyParameters');
    const mixup = cacheMixup(scene) ?? absentKey(scene);
    const facts: Facts = { ...placeOf(scene), parameters: [...new Set([...keys, ...(mixup ? [mixup.parameter] : [])])] };
    if (mixup) return found('confirmed', { ...facts, parameter: mixup.parameter }, configured(scene, pointer, keys), ...mixup.evidence);
    return isOld(scene)
      ? found('confirmed', facts, exchanged('response.body', (scene.observation.response?.body ?? '').slice(0, 200)))
      : undefined;
  },
  explain: ({ path, parameter }) => ({
    what:
      parameter === undefined
        ? `The stage cache answers GET ${path} with an old response: the backend says something else by now.`
        : `The stage cache answers GET ${path} with a response that was made for another request: ${parameter} does not separate the entries.`,
    why: 'The key of a cache entry is the method and its declared cacheKeyParameters; a parameter that is absent is a value of its own, and an entry lives as long as its TTL says.',
    todo:
      parameter === undefined
        ? 'Flush the cache when the data changes, or shorten its TTL.'
        : 'Declare what the answer depends on as a cache key, flush the cache and redeploy; or send headers that do not vary.',
  }),
  repair: ({ path, verb, parameter, parameters }) => ({
    kind: 'config',
    changes:
      parameter === undefined
        ? [{ kind: 'flush-stage-cache' }]
        : [{ kind: 'set-cache-key-parameters', path, verb, parameters }, { kind: 'flush-stage-cache' }, { kind: 'redeploy-stage' }],
    sideEffects: 'More entries and fewer hits: the backend is called more often. After the flush every entry is fetched once more.',
  }),
});
