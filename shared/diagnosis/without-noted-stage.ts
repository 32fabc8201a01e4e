import { compileRoutes } from '../gateway/compile-routes.ts';
import { methodFinder } from '../gateway/routing.ts';
import { headerValue } from '../lib/headers.ts';
import type { StageSnapshot } from '../model/api.ts';
import type { ObservedRequest } from '../model/observation.ts';
import type { Sighting } from './sighting.ts';

/** On a domain of its own an API has no stage in its paths, and whoever was turned away may have been for the stage that stands there. */
const mayNameStage = ({ request: { host, headers }, response }: Sighting): boolean => {
  const name = host ?? headerValue(headers, 'host') ?? '';
  return (name === '' || name.includes('.execute-api.')) && response?.status !== 403 && response?.status !== 404;
};

/**
 * People note the path of the URL, which begins with the stage; resources and routes do not. It is taken off where the path fits the
 * request's resource, or a route, only without it.
 */
export const withoutNotedStage = (
  { deployed, workingCopy, settings }: Pick<StageSnapshot, 'deployed' | 'workingCopy' | 'settings'>,
  stage: string | undefined = settings.stageName,
): ((sighting: Sighting) => Sighting) => {
  const api = deployed ?? workingCopy;
  const find = api && methodFinder(api);
  const fits = ({ resource, method }: ObservedRequest, path: string): boolean =>
    resource === undefined
      ? find?.({ ...(method !== undefined && { method }), path }) !== undefined
      : compileRoutes([{ path: resource, verb: 'ANY' }]).find('ANY', path) !== undefined;
  return (sighting) => {
    const { request } = sighting;
    const { path } = request;
    if (stage === undefined || path === undefined || !`${path}/`.startsWith(`/${stage}/`) || !mayNameStage(sighting)) return sighting;
    const own = path.slice(stage.length + 1) || '/';
    return !fits(request, path) && fits(request, own) ? { ...sighting, request: { ...request, path: own } } : sighting;
  };
};
