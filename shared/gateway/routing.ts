import type { ApiSnapshot, Method } from '../model/api.ts';
import { compileRoutes, segmentsOf } from './compile-routes.ts';

export interface Route {
  readonly method: Method;
  /** As they stand in the path: not URL-decoded (RT-5, recorded). */
  readonly pathParameters: Readonly<Record<string, string>>;
}

const takes = (method: Method, verb: string): boolean => method.verb === 'ANY' || method.verb.toUpperCase() === verb.toUpperCase();

/** The method that answers, or `undefined` (RT-3: unknown path and wrong verb look the same, 403); see `compile-routes.ts`. */
export const routeRequest = (methods: readonly Method[], verb: string, path: string): Route | undefined => {
  const match = compileRoutes(methods).find(verb, path);
  return match && { method: match.entry, pathParameters: Object.fromEntries(match.pathParameters) };
};

const canonical = (path: string): string => `/${segmentsOf(path).join('/')}`;

/**
 * The method that a request belongs to, by whatever is known of it: the resource's template when somebody named it, else the route of
 * the concrete path. With no path at all the only method that takes the verb is the one; with several there is no answer.
 */
export const findMethod = (
  api: Pick<ApiSnapshot, 'methods'>,
  request: { readonly method?: string; readonly path?: string; readonly resource?: string },
): Method | undefined => {
  const { method: verb, path, resource } = request;
  const taking = verb === undefined ? api.methods : api.methods.filter((method) => takes(method, verb));
  const choice = (candidates: readonly Method[]): Method | undefined =>
    candidates.find((candidate) => candidate.verb === verb?.toUpperCase()) ?? (candidates.length === 1 ? candidates[0] : undefined);
  if (resource !== undefined)
    return choice(taking.filter((method) => canonical(method.path) === canonical(resource) || method.routeKey === resource));
  if (path === undefined) return taking.length === 1 ? taking[0] : undefined;
  const named = choice(taking.filter((method) => canonical(method.path) === canonical(path)));
  if (named !== undefined) return named;
  if (verb !== undefined) return routeRequest(taking, verb, path)?.method;
  return choice(taking.filter((method) => routeRequest([method], method.verb, path) !== undefined));
};
