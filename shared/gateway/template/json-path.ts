import type { Budget } from './budget.ts';
import { same } from './print.ts';
import { TemplateFailure } from './template-problem.ts';
import { JavaDouble, JavaList, numberOf, type Value } from './values.ts';

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

type Selector =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number }
  | { readonly kind: 'all' }
  | {
      readonly kind: 'filter';
      readonly path: readonly string[];
      readonly test?: { readonly operator: Comparison; readonly value: Value };
    };

interface Step {
  readonly deep: boolean;
  readonly selector: Selector;
}

export interface JsonPath {
  readonly steps: readonly Step[];
  /** One value at the most: no wildcard, list, slice, filter or descent. */
  readonly definite: boolean;
}

/** More than a person writes. */
const LENGTH_AT_MOST = 1_000;

const FILTER = /^\?\(\s*@((?:\.[\w-]+|\['[^']*'\])*)\s*(?:(==|!=|<=|>=|<|>)(.+))?\)$/s;

const fail = (path: string, reason: string): never => {
  throw new TemplateFailure({ kind: 'evaluation', reason: `the JSONPath ${JSON.stringify(path.slice(0, 80))}: ${reason}` });
};

const unquoted = (text: string): string | undefined => /^(['"])(.*)\1$/s.exec(text)?.[2];

const bare = (literal: string): Value => {
  if (/^-?\d+(?:\.\d+)?$/.test(literal)) return literal.includes('.') ? new JavaDouble(Number(literal)) : Number(literal);
  return literal === 'true' || literal === 'false' ? literal === 'true' : undefined;
};

const filterOf = (inside: string, path: string): Selector => {
  const [, at = '', operator, right] = FILTER.exec(inside) ?? fail(path, `the filter [${inside}] is not supported`);
  const names = [...at.matchAll(/\.([\w-]+)|\['([^']*)'\]/g)].map(([, dotted, quoted]) => dotted ?? quoted ?? '');
  const literal = right?.trim();
  if (operator === undefined || literal === undefined) return { kind: 'filter', path: names };
  return { kind: 'filter', path: names, test: { operator: operator as Comparison, value: unquoted(literal) ?? bare(literal) } };
};

const bracket = (inside: string, path: string): Selector => {
  const text = inside.trim();
  if (text === '*') return { kind: 'all' };
  if (text.startsWith('?')) return filterOf(text, path);
  const slice = /^(-?\d*):(-?\d*)$/.exec(text);
  if (slice) return { kind: 'slice', ...(slice[1] && { from: Number(slice[1]) }), ...(slice[2] && { to: Number(slice[2]) }) };
  if (/^-?\d+(?:\s*,\s*-?\d+)*$/.test(text)) return { kind: 'indexes', indexes: text.split(',').map(Number) };
  const names = [...text.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double ?? '');
  return names.length > 0 ? { kind: 'names', names } : fail(path, `[${inside}] selects nothing`);
};

const PATHS_KEPT = 200;

const paths = new Map<string, JsonPath>();

/** A path is parsed once for all renderings. Fails with a `TemplateFailure` of kind `evaluation`. */
export const jsonPath = (path: string): JsonPath => {
  const known = paths.get(path);
  if (known) return known;
  if (paths.size >= PATHS_KEPT) paths.clear();
  const parsed = parseJsonPath(path);
  paths.set(path, parsed);
  return parsed;
};

/** The subset of Jayway JSONPath that API Gateway takes: names, indexes, wildcards, slices, descent and simple filters. */
const parseJsonPath = (path: string): JsonPath => {
  if (path.length > LENGTH_AT_MOST) return fail(path, `longer than ${LENGTH_AT_MOST} characters`);
  const text = path.trim();
  const steps: Step[] = [];
  let at = text.startsWith('$') ? 1 : 0;
  if (at === 0 && text !== '') return parseJsonPath(`$.${text}`);
  while (at < text.length) {
    const deep = text.startsWith('..', at);
    if (deep) at += 2;
    else if (text[at] === '.') at += 1;
    if (text[at] === '[') {
      const end = text[at + 1] === '?' ? text.indexOf(')]', at) + 1 : text.indexOf(']', at);
      if (end <= at) return fail(path, 'a bracket that is not closed');
      steps.push({ deep, selector: bracket(text.slice(at + 1, end), path) });
      at = end + 1;
      continue;
    }
    const name = /[^.[\]]*/y;
    name.lastIndex = at;
    const word = name.exec(text)?.[0] ?? '';
    if (word === '') return fail(path, `nothing stands at character ${at + 1}`);
    steps.push({ deep, selector: word === '*' ? { kind: 'all' } : { kind: 'names', names: [word] } });
    at += word.length;
  }
  const definite = steps.every(
    ({ deep, selector }) =>
      !deep &&
      ((selector.kind === 'names' && selector.names.length === 1) || (selector.kind === 'indexes' && selector.indexes.length === 1)),
  );
  return { steps, definite };
};

const childrenOf = (value: Value): readonly Value[] =>
  value instanceof JavaList ? value.items : value instanceof Map ? [...value.values()] : [];

/** The value and all that it holds, outer before inner. */
const withDescendants = (value: Value, found: Value[], budget: Budget): Value[] => {
  budget.spend(1);
  found.push(value);
  for (const child of childrenOf(value)) withDescendants(child, found, budget);
  return found;
};

const COMPARE: Readonly<Record<'<' | '<=' | '>' | '>=', (left: number | string, right: number | string) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const comparable = (value: Value): number | string | undefined => (typeof value === 'string' ? value : numberOf(value));

const compares = (operator: Comparison, left: Value, right: Value, budget: Budget): boolean => {
  const one = comparable(left);
  const other = comparable(right);
  const equal = typeof one === 'number' && typeof other === 'number' ? one === other : same(left, right, budget);
  if (operator === '==' || operator === '!=') return equal === (operator === '==');
  return one !== undefined && other !== undefined && typeof one === typeof other && COMPARE[operator](one, other);
};

/** A filter's own path; a member that is not there is told from one that is null. */
const read = (value: Value, names: readonly string[]): { readonly value: Value } | undefined => {
  let current = value;
  for (const name of names) {
    if (!(current instanceof Map) || !current.has(name)) return undefined;
    current = current.get(name);
  }
  return { value: current };
};

const passes = ({ path, test }: Extract<Selector, { kind: 'filter' }>, item: Value, budget: Budget): boolean => {
  const left = read(item, path);
  return left !== undefined && (!test || compares(test.operator, left.value, test.value, budget));
};

const select = (selector: Selector, value: Value, budget: Budget): readonly Value[] => {
  switch (selector.kind) {
    case 'names':
      return value instanceof Map ? selector.names.filter((name) => value.has(name)).map((name) => value.get(name)) : [];
    case 'indexes': {
      if (!(value instanceof JavaList)) return [];
      const { items } = value;
      return selector.indexes
        .filter((index) => (index < 0 ? -index <= items.length : index < items.length))
        .map((index) => items.at(index));
    }
    case 'slice':
      return value instanceof JavaList ? value.items.slice(selector.from ?? 0, selector.to) : [];
    case 'all':
      return childrenOf(value);
    case 'filter':
      return (value instanceof JavaList ? value.items : [value]).filter((item) => passes(selector, item, budget));
    default:
      return selector satisfies never;
  }
};

/**
 * A definite path gives its value, or `undefined` where there is none; any other gives the list of what it finds. The values are those of
 * the document, not copies: what a template puts into them is there when it reads the document again.
 */
export const evaluateJsonPath = ({ steps, definite }: JsonPath, document: Value, budget: Budget): Value => {
  let current: readonly Value[] = [document];
  for (const { deep, selector } of steps) {
    const found: Value[] = [];
    for (const value of deep ? current.flatMap((one) => withDescendants(one, [], budget)) : current) {
      const selected = select(selector, value, budget);
      budget.spend(1 + selected.length);
      for (const one of selected) found.push(one);
    }
    current = found;
  }
  return definite ? current[0] : new JavaList([...current], true);
};
