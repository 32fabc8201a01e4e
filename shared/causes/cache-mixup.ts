import { routeRequest } from '../gateway/routing.ts';
import { headerValue } from '../lib/headers.ts';
import { isRecord, parseJson } from '../lib/json.ts';
import type { Method } from '../model/api.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Observation } from '../model/observation.ts';
import { authorizerOf } from './authorizer-scene.ts';
import { hitsCounted, isCacheHit } from './cache-hit.ts';
import { exchanged, integrationOf, type Scene } from './scene.ts';

/** A part of the request that changes the answer, and is not part of the cache key. */
export interface CacheMixup {
  /** As cacheKeyParameters names it. */
  readonly parameter: string;
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

const SHOWN = 200;

/** Parameter as cacheKeyParameters would name it → value. What nobody noted is absent. */
type Parts = ReadonlyMap<string, string>;

/** Query parameters that only tell where a visitor came from, or that keep a browser from its own cache. */
const TRACKING = /^(?:utm_\w+|fbclid|gclid|msclkid|_|cb|ts|v)$/;
const SAYS_WHO = ['Authorization', 'Cookie', 'X-Api-Key'] as const;
/** Who called, as access logs name it. */
export const CALLERS = [
  'authorizer.principalId',
  'identity.user',
  'identity.caller',
  'identity.cognitoIdentityId',
  'identity.apiKeyId',
] as const;
const SAYS_WHAT = ['Accept-Language'] as const;

const queryOf = ({ request: { query, path } }: Observation): readonly (readonly [string, string])[] =>
  query ? Object.entries(query) : [...new URLSearchParams(path?.split('?')[1])];

/** The headers that can change the answer: credentials, what the answer itself says it varies by, and what the method declares. */
const varyingHeaders = (scene: Scene, { response }: Observation): readonly string[] => {
  const source = /header\.([\w-]+)/i.exec(authorizerOf(scene)?.identitySource ?? '')?.[1];
  const vary = (headerValue(response?.headers, 'vary') ?? '').split(',').map((name) => name.trim());
  const declared = Object.keys(scene.method?.requestParameters ?? {}).flatMap((name) => /\.header\.(.+)$/.exec(name)?.[1] ?? []);
  const all = [...SAYS_WHO, ...SAYS_WHAT, ...(source === undefined ? [] : [source]), ...vary, ...declared];
  return all.filter((name) => name !== '' && !/^(?:\*|origin|accept-encoding|accept)$/i.test(name));
};

const pathParts = ({ path, verb }: Method, { request }: Observation): Parts | undefined => {
  if (request.resource !== undefined && request.resource !== path) return undefined;
  const asked = request.path?.split('?')[0];
  if (asked === undefined) return request.resource === undefined ? undefined : new Map();
  const route = routeRequest([{ path, verb }], verb, asked);
  return route && new Map(Object.entries(route.pathParameters).map(([name, value]) => [`method.request.path.${name}`, value]));
};

/** `undefined`: the request went to another method. */
const partsOf = (scene: Scene, method: Method, observation: Observation): Parts | undefined => {
  const path = pathParts(method, observation);
  if (path === undefined) return undefined;
  const { headers } = observation.request;
  const [caller] = CALLERS.flatMap((name) => observation.access?.fields[name] ?? []);
  return new Map([
    ...path,
    ...queryOf(observation).flatMap(([name, value]): [string, string][] =>
      TRACKING.test(name) ? [] : [[`method.request.querystring.${name}`, value]],
    ),
    ...(caller === undefined ? [] : [['method.request.header.Authorization', caller] as const]),
    ...varyingHeaders(scene, observation).flatMap((name): [string, string][] => {
      const value = headerValue(headers, name);
      return value === undefined ? [] : [[`method.request.header.${name}`, value]];
    }),
  ]);
};

const isKey = ({ method }: Scene, keys: readonly string[], parameter: string): boolean => {
  const declared = method?.requestParameters;
  const wanted = parameter.toLowerCase();
  return keys.some((key) => {
    const plain = key.toLowerCase().replace('.multivalue', '.');
    return plain === wanted && (declared === undefined || plain.includes('.path.') || Object.hasOwn(declared, key));
  });
};

/** The first part in which two requests differ and their cache entries do not. */
const unkeyedDifference = (scene: Scene, own: Parts, other: Parts): string | undefined => {
  const keys = integrationOf(scene)?.cacheKeyParameters ?? [];
  return [...own].find(([name, value]) => {
    const theirs = other.get(name);
    return theirs !== undefined && theirs !== value && !isKey(scene, keys, name);
  })?.[0];
};

const bodyOf = ({ response }: Observation): string | undefined =>
  response?.body === undefined || response.body.trim().length < 3 ? undefined : response.body.trim();

/** The answer that this request got belongs to another one: it is the same, or the other one was the one that called the backend. */
const isTheirs = (scene: Scene, parameter: string, other: Observation): boolean => {
  const [own, theirs] = [bodyOf(scene.observation), bodyOf(other)];
  const hit = isCacheHit(scene, scene.observation);
  const isPath = parameter.startsWith('method.request.path.');
  if (own !== undefined && theirs !== undefined)
    return own === theirs && (isPath || hit || hitsCounted(scene) !== undefined || isCacheHit(scene, other));
  return hit && !isCacheHit(scene, other);
};

/** `/products/12` answered with `"id":11`. */
const namesAnother = (scene: Scene, parts: Parts): string | undefined => {
  const document = parseJson(bodyOf(scene.observation) ?? '');
  if (!isRecord(document)) return undefined;
  const keys = integrationOf(scene)?.cacheKeyParameters ?? [];
  return [...parts].find(([parameter, value]) => {
    const name = /^method\.request\.path\.(.+)$/.exec(parameter)?.[1];
    if (name === undefined || isKey(scene, keys, parameter)) return false;
    const asked = value.split('/').at(-1) ?? '';
    const said = document[name] ?? document.id;
    return /\d/.test(asked) && (typeof said === 'string' || typeof said === 'number') && String(said) !== asked;
  })?.[0];
};

const ALLOWED_ORIGIN = 'access-control-allow-origin';

const sameRequest = (one: Observation, other: Observation): boolean =>
  one.request.method === other.request.method && one.request.path === other.request.path && one.request.path !== undefined;

/** The same answer went to a caller without an Origin, as it is right for one: that is the one that was stored. */
const isWithoutOrigin = (one: Observation, own: Observation): boolean =>
  one.request.headers !== undefined &&
  headerValue(one.request.headers, 'origin') === undefined &&
  bodyOf(one) !== undefined &&
  bodyOf(one) === bodyOf(own);

/** The CORS header is none of this origin's, and the answer was made for another one. */
const otherOrigin = (scene: Scene): CacheMixup | undefined => {
  const { observation, siblings } = scene;
  const parameter = 'method.request.header.Origin';
  const origin = headerValue(observation.request.headers, 'origin');
  const allowed = headerValue(observation.response?.headers, ALLOWED_ORIGIN);
  if (origin === undefined || !observation.response?.headers || allowed === origin || allowed === '*') return undefined;
  if (isKey(scene, integrationOf(scene)?.cacheKeyParameters ?? [], parameter)) return undefined;
  const counted = hitsCounted(scene) ?? (isCacheHit(scene, observation) ? exchanged('endpoint', 'not called') : undefined);
  const other = siblings.find(
    (one) =>
      sameRequest(observation, one) &&
      (headerValue(one.response?.headers, ALLOWED_ORIGIN) !== allowed || (counted && isWithoutOrigin(one, observation))),
  );
  if (!other && !(counted && allowed !== undefined)) return undefined;
  return {
    parameter,
    evidence: [exchanged('response.headers', `${ALLOWED_ORIGIN}: ${allowed ?? '(absent)'}`), ...(counted ? [counted] : [])],
  };
};

/** Requests of one method that are looked at to find whose answer this is. */
const OTHERS_AT_MOST = 20;

const otherRequest = (scene: Scene, method: Method): CacheMixup | undefined => {
  const { observation, siblings } = scene;
  const parts = partsOf(scene, method, observation);
  if (!parts) return undefined;
  const counted = hitsCounted(scene);
  const shown = exchanged('response.body', (bodyOf(observation) ?? '(not noted)').slice(0, SHOWN));
  const evidence = [shown, ...(counted ? [counted] : [])] as const;
  for (const other of siblings.slice(0, OTHERS_AT_MOST)) {
    const theirs = partsOf(scene, method, other);
    const parameter = theirs && unkeyedDifference(scene, parts, theirs);
    if (parameter !== undefined && isTheirs(scene, parameter, other)) return { parameter, evidence };
  }
  const parameter = isCacheHit(scene, observation) || counted ? namesAnother(scene, parts) : undefined;
  return parameter === undefined ? undefined : { parameter, evidence };
};

/** Another request's answer, as far as the requests that were seen show it. */
export const cacheMixup = (scene: Scene): CacheMixup | undefined =>
  otherOrigin(scene) ?? (scene.method && otherRequest(scene, scene.method));
