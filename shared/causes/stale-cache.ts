import { headerValue } from '../lib/headers.ts';
import type { Observation } from '../model/observation.ts';
import { effectiveSettings } from '../stage/method-settings.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { succeeded } from './failed.ts';
import { configured, exchanged, integrationOf, methodPointer, placeOf, type Scene } from './scene.ts';

const ORIGIN_HEADER = 'access-control-allow-origin';

const caches = ({ stage, method }: Scene): boolean | undefined => {
  const { settings } = stage;
  if (settings.cacheClusterEnabled === false) return false;
  const perMethod = method && effectiveSettings(settings, method)?.cachingEnabled;
  return perMethod ?? settings.cacheClusterEnabled;
};

const sameRequest = (one: Observation, other: Observation): boolean =>
  one.request.method === other.request.method && one.request.path === other.request.path && one.request.path !== undefined;

const queryHas = ({ request }: Observation, name: string): boolean =>
  request.query?.[name] !== undefined || new URLSearchParams(request.path?.split('?')[1]).has(name);

/** A part of the request that changes the answer and is not part of the cache key. */
const missingKey = (scene: Scene): { readonly parameter: string; readonly shown: string } | undefined => {
  const { observation, siblings } = scene;
  const keys = integrationOf(scene)?.cacheKeyParameters ?? [];
  const origin = headerValue(observation.request.headers, 'origin');
  const answeredOrigin = headerValue(observation.response?.headers, ORIGIN_HEADER);
  const other = siblings.find(
    (sibling) => sameRequest(observation, sibling) && headerValue(sibling.response?.headers, ORIGIN_HEADER) !== answeredOrigin,
  );
  if (origin !== undefined && other && observation.response?.headers && !keys.some((key) => /header\.origin$/i.test(key)))
    return { parameter: 'method.request.header.Origin', shown: `${ORIGIN_HEADER}: ${answeredOrigin ?? '(absent)'}` };
  if (observation.endpoint !== 'NOT_CALLED') return undefined;
  const absentKey = keys.find((key) => {
    const name = /^method\.request\.querystring\.(.+)$/.exec(key)?.[1];
    return name !== undefined && !queryHas(observation, name);
  });
  return absentKey === undefined ? undefined : { parameter: absentKey, shown: `${absentKey}: (absent)` };
};

export default defineCause({
  id: 'stale-cache',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html'),
  step: 'lifecycle',
  seenAs: ['success'],
  asks: ['stage-settings', 'past-the-cache'],
  detect(scene) {
    if (scene.stage.kind === 'HTTP') return excluded('An HTTP API has no cache.');
    const caching = caches(scene);
    if (caching === undefined) return undefined;
    if (!caching) return excluded('The stage cache is off for this method.');
    if ((scene.observation.request.method ?? scene.method?.verb) !== 'GET') return excluded('Only GET is cached by default.');
    if (!succeeded(scene) || !scene.method) return undefined;
    const key = missingKey(scene);
    if (!key) return undefined;
    const keys = integrationOf(scene)?.cacheKeyParameters ?? [];
    return found(
      'confirmed',
      { ...placeOf(scene), parameter: key.parameter, parameters: [...new Set([...keys, key.parameter])] },
      configured(scene, methodPointer(scene.method, 'integration', 'cacheKeyParameters'), keys),
      exchanged('response', key.shown),
    );
  },
  explain: ({ path, parameter }) => ({
    what: `The stage cache answers GET ${path} with a response that was made for another request: ${parameter} does not separate the entries.`,
    why: 'The key of a cache entry is the method and its declared cacheKeyParameters; a parameter that is absent is a value of its own.',
    todo: 'Declare what the answer depends on as a cache key, flush the cache and redeploy; or send headers that do not vary.',
  }),
  repair: ({ path, verb, parameters }) => ({
    kind: 'config',
    changes: [{ kind: 'set-cache-key-parameters', path, verb, parameters }, { kind: 'flush-stage-cache' }, { kind: 'redeploy-stage' }],
    sideEffects: 'More entries and fewer hits: the backend is called more often. After the flush every entry is fetched once more.',
  }),
});
