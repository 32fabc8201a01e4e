/** A resource's method, as far as routing looks at it. */
export interface Routable {
  readonly path: string;
  readonly verb: string;
  readonly routeKey?: string;
}

export interface RouteMatch<Entry> {
  readonly entry: Entry;
  /** As they stand in the path: not URL-decoded (RT-5, recorded). */
  readonly pathParameters: readonly (readonly [name: string, value: string])[];
}

export interface Routes<Entry> {
  readonly find: (verb: string, path: string) => RouteMatch<Entry> | undefined;
}

interface Node<Entry> {
  readonly literals: Map<string, Node<Entry>>;
  parameter: Node<Entry> | undefined;
  readonly greedy: Map<string, Entry>;
  readonly here: Map<string, Entry>;
}

const node = <Entry>(): Node<Entry> => ({ literals: new Map(), parameter: undefined, greedy: new Map(), here: new Map() });

/** RT-4: extra slashes in front are dropped, those inside the path are kept; query and fragment are no part of the path. */
export const segmentsOf = (path: string): readonly string[] => {
  const bare = path.split(/[?#]/, 1)[0] ?? '';
  let from = 0;
  let to = bare.length;
  while (bare[from] === '/') from += 1;
  while (to > from && bare[to - 1] === '/') to -= 1;
  return from === to ? [] : bare.slice(from, to).split('/');
};

const isGreedy = (segment: string): boolean => segment.startsWith('{') && segment.endsWith('+}');
const isParameter = (segment: string): boolean => segment.startsWith('{') && segment.endsWith('}');

const descend = <Entry>(from: Node<Entry>, segment: string): Node<Entry> => {
  if (isParameter(segment)) {
    from.parameter ??= node();
    return from.parameter;
  }
  const next = from.literals.get(segment) ?? node<Entry>();
  from.literals.set(segment, next);
  return next;
};

const add = <Entry extends Routable>(root: Node<Entry>, entry: Entry): void => {
  let at = root;
  const verb = entry.verb.toUpperCase();
  for (const segment of segmentsOf(entry.path)) {
    if (isGreedy(segment)) {
      if (!at.greedy.has(verb)) at.greedy.set(verb, entry);
      return;
    }
    at = descend(at, segment);
  }
  if (!at.here.has(verb)) at.here.set(verb, entry);
};

const byVerb = <Entry>(methods: ReadonlyMap<string, Entry>, verb: string): Entry | undefined => methods.get(verb) ?? methods.get('ANY');

/** Each node of the tree is looked at once at the most, and only those that fit the path. */
const search = <Entry>(at: Node<Entry>, segments: readonly string[], depth: number, verb: string): Entry | undefined => {
  const segment = segments[depth];
  if (segment === undefined) return byVerb(at.here, verb);
  const literal = at.literals.get(segment);
  return (
    (literal && search(literal, segments, depth + 1, verb)) ??
    (at.parameter && segment !== '' ? search(at.parameter, segments, depth + 1, verb) : undefined) ??
    byVerb(at.greedy, verb)
  );
};

const parametersOf = (template: string, segments: readonly string[]): RouteMatch<unknown>['pathParameters'] =>
  segmentsOf(template).flatMap((segment, index) => {
    if (isGreedy(segment)) return [[segment.slice(1, -2), segments.slice(index).join('/')] as const];
    return isParameter(segment) ? [[segment.slice(1, -1), segments[index] ?? ''] as const] : [];
  });

/**
 * A tree of path segments. RT-1 literal before `{param}` before `{param+}`, whatever the order of creation; RT-2 a resource that lacks
 * the verb lets a less specific one answer, and an ANY on the more specific one beats the other's exact verb (all recorded). `$default`
 * of HTTP APIs comes last (documented).
 */
export const compileRoutes = <Entry extends Routable>(entries: readonly Entry[]): Routes<Entry> => {
  const root = node<Entry>();
  let fallback: Entry | undefined;
  for (const entry of entries) {
    if (entry.routeKey === '$default') fallback ??= entry;
    else add(root, entry);
  }
  return {
    find(verb, path) {
      const segments = segmentsOf(path);
      const entry = search(root, segments, 0, verb.toUpperCase());
      if (entry) return { entry, pathParameters: parametersOf(entry.path, segments) };
      return fallback && { entry: fallback, pathParameters: segments.length === 0 ? [] : parametersOf(fallback.path, segments) };
    },
  };
};
