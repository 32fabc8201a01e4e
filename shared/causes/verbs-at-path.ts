import { routeRequest } from '../gateway/routing.ts';
import type { Scene } from './scene.ts';

/** Verbs that the stage knows for the same path. */
export const verbsAtPath = ({ api, observation: { request } }: Scene): readonly string[] =>
  (api?.methods ?? []).flatMap((method) => {
    const there =
      request.path === undefined
        ? request.resource === method.path
        : method.path === request.path || routeRequest([method], method.verb, request.path) !== undefined;
    return there ? [method.verb] : [];
  });
