import type { ApiSnapshot, Method } from '../model/api.ts';

export interface Route {
  readonly method: Method;
  /** As they stand in the path: not URL-decoded (RT-5, recorded). */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** RT-4: extra slashes in front are dropped, those inside the path are kept; query and fragment are no part of the path. */
const segmentsOf = (path: string): readonly string[] => {
  const bare = (path.split(/[?#]/, 1)[0] ?? '').replace(/^\/+/, '').replace(/\/+$/, '');
  return bare === '' ? [] : bare.split('/');
};

type SegmentKind = 'literal' | 'parameter' | 'greedy';

/** RT-1: the most specific wins, segment by segment. */
const RANK: Readonly<Record<SegmentKind, number>> = { literal: 0, parameter: 1, greedy: 2 };

const kindOf = (segment: string): SegmentKind => {
  if (!segment.startsWith('{') || !segment.endsWith('}')) return 'literal';
  return segment.endsWith('+}') ? 'greedy' : 'parameter';
};

const nameOf = (segment: string): string => segment.slice(1, kindOf(segment) === 'greedy' ? -2 : -1);

const matchPath = (template: readonly string[], path: readonly string[]): Readonly<Record<string, string>> | undefined => {
  const parameters = new Map<string, string>();
  for (const [index, segment] of template.entries()) {
    const value = path[index];
    if (value === undefined) return undefined;
    switch (kindOf(segment)) {
      case 'literal':
        if (segment !== value) return undefined;
        break;
      case 'parameter':
        if (value === '') return undefined;
        parameters.set(nameOf(segment), value);
        break;
      case 'greedy':
        parameters.set(nameOf(segment), path.slice(index).join('/'));
        return Object.fromEntries(parameters);
    }
  }
  return path.length === template.length ? Object.fromEntries(parameters) : undefined;
};

const isCatchAll = (method: Method): boolean => method.routeKey === '$default';

const moreSpecific = (left: Method, right: Method): number => {
  if (isCatchAll(left) !== isCatchAll(right)) return isCatchAll(left) ? 1 : -1;
  const [a, b] = [segmentsOf(left.path), segmentsOf(right.path)];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = RANK[kindOf(a[index] ?? '{+}')] - RANK[kindOf(b[index] ?? '{+}')];
    if (difference !== 0) return difference;
  }
  return Number(left.verb === 'ANY') - Number(right.verb === 'ANY');
};

const takes = (method: Method, verb: string): boolean => method.verb === 'ANY' || method.verb.toUpperCase() === verb.toUpperCase();

/**
 * The method that answers, or `undefined` (RT-3: unknown path and wrong verb look the same, 403). RT-1 literal before `{param}` before
 * `{param+}`, whatever the order of creation; RT-2 a resource that lacks the verb lets a less specific one answer, and an ANY on the more
 * specific one beats the other's exact verb (all recorded). `$default` of HTTP APIs comes last (documented).
 */
export const routeRequest = (methods: readonly Method[], verb: string, path: string): Route | undefined => {
  const segments = segmentsOf(path);
  const routes = methods.flatMap((method) => {
    if (!takes(method, verb)) return [];
    const pathParameters = matchPath(segmentsOf(method.path), segments) ?? (isCatchAll(method) ? {} : undefined);
    return pathParameters === undefined ? [] : [{ method, pathParameters }];
  });
  return routes.toSorted((left, right) => moreSpecific(left.method, right.method))[0];
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
