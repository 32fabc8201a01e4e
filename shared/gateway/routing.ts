import { lazy } from '../lib/lazy.ts';
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

interface AskedFor {
  readonly method?: string;
  readonly path?: string;
  readonly resource?: string;
}

const chooser = (methods: readonly Method[], verb: string | undefined): ((asked: AskedFor) => Method | undefined) => {
  const taking = verb === undefined ? methods : methods.filter((method) => takes(method, verb));
  const byPath = Map.groupBy(taking, ({ path }) => canonical(path));
  const byRouteKey = Map.groupBy(taking, ({ routeKey }) => routeKey);
  const routes = lazy(() => compileRoutes(taking));
  const choice = (candidates: readonly Method[] = []): Method | undefined =>
    candidates.find((candidate) => candidate.verb === verb?.toUpperCase()) ?? (candidates.length === 1 ? candidates[0] : undefined);
  return ({ path, resource }) => {
    if (resource !== undefined)
      return choice([...new Set([...(byPath.get(canonical(resource)) ?? []), ...(byRouteKey.get(resource) ?? [])])]);
    if (path === undefined) return taking.length === 1 ? taking[0] : undefined;
    const named = choice(byPath.get(canonical(path)));
    if (named !== undefined) return named;
    if (verb !== undefined) return routes().find(verb, path)?.entry;
    return choice(taking.filter((method) => routeRequest([method], method.verb, path) !== undefined));
  };
};

/**
 * The method that a request belongs to, by whatever is known of it: the resource's template when somebody named it, else the route of
 * the concrete path. With no path at all the only method that takes the verb is the one; with several there is no answer. For many
 * requests to one API: what routing needs is prepared once per verb.
 */
export const methodFinder = ({ methods }: Pick<ApiSnapshot, 'methods'>): ((asked: AskedFor) => Method | undefined) => {
  const choosers = new Map<string | undefined, ReturnType<typeof chooser>>();
  return (asked) => {
    const choose = choosers.get(asked.method) ?? chooser(methods, asked.method);
    choosers.set(asked.method, choose);
    return choose(asked);
  };
};

export const findMethod = (api: Pick<ApiSnapshot, 'methods'>, asked: AskedFor): Method | undefined => methodFinder(api)(asked);
