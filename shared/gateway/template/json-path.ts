import { isRecord } from '../../lib/json.ts';
import { TemplateFailure } from './template-problem.ts';

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

type Selector =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number }
  | { readonly kind: 'all' }
  | {
      readonly kind: 'filter';
      readonly path: readonly string[];
      readonly test?: { readonly operator: Comparison; readonly value: unknown };
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

/** More results than any template can use; a hostile document ends here. */
const RESULTS_AT_MOST = 100_000;

const FILTER = /^\?\(\s*@((?:\.[\w-]+|\['[^']*'\])*)\s*(?:(==|!=|<=|>=|<|>)\s*(.+?)\s*)?\)$/;

const fail = (path: string, reason: string): never => {
  throw new TemplateFailure({ kind: 'evaluation', reason: `the JSONPath ${JSON.stringify(path)}: ${reason}` });
};

const unquoted = (text: string): string | undefined => /^(['"])(.*)\1$/s.exec(text)?.[2];

const filterOf = (inside: string, path: string): Selector => {
  const [, at = '', operator, literal] = FILTER.exec(inside) ?? fail(path, `the filter [${inside}] is not supported`);
  const names = [...at.matchAll(/\.([\w-]+)|\['([^']*)'\]/g)].map(([, dotted, quoted]) => dotted ?? quoted ?? '');
  if (operator === undefined || literal === undefined) return { kind: 'filter', path: names };
  const value: unknown =
    unquoted(literal) ??
    (/^-?\d+(?:\.\d+)?$/.test(literal) ? Number(literal) : literal === 'true' ? true : literal === 'false' ? false : null);
  return { kind: 'filter', path: names, test: { operator: operator as Comparison, value } };
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

/** The subset of Jayway JSONPath that API Gateway takes: names, indexes, wildcards, slices, descent and simple filters. */
export const parseJsonPath = (path: string): JsonPath => {
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

const childrenOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : []);

const descendants = (value: unknown): readonly unknown[] => {
  const found: unknown[] = [];
  const open: unknown[] = [value];
  while (open.length > 0 && found.length < RESULTS_AT_MOST) {
    const next = open.shift();
    found.push(next);
    open.unshift(...childrenOf(next));
  }
  return found;
};

const COMPARE: Readonly<Record<Comparison, (left: never, right: never) => boolean>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const read = (value: unknown, names: readonly string[]): unknown =>
  names.reduce<unknown>((current, name) => (isRecord(current) && Object.hasOwn(current, name) ? current[name] : undefined), value);

const passes = ({ path, test }: Extract<Selector, { kind: 'filter' }>, value: unknown): boolean => {
  const left = read(value, path);
  if (!test) return left !== undefined;
  return typeof left === typeof test.value && COMPARE[test.operator](left as never, test.value as never);
};

const select = (selector: Selector, value: unknown): readonly unknown[] => {
  switch (selector.kind) {
    case 'names':
      return selector.names.flatMap((name) => (isRecord(value) && Object.hasOwn(value, name) ? [value[name]] : []));
    case 'indexes':
      return Array.isArray(value) ? selector.indexes.flatMap((index) => (value.at(index) === undefined ? [] : [value.at(index)])) : [];
    case 'slice':
      return Array.isArray(value) ? value.slice(selector.from ?? 0, selector.to) : [];
    case 'all':
      return childrenOf(value);
    case 'filter':
      return (Array.isArray(value) ? value : [value]).filter((item) => passes(selector, item));
    default:
      return selector satisfies never;
  }
};

/** A definite path gives its value or `undefined`; any other gives the list of what it finds. */
export const evaluateJsonPath = ({ steps, definite }: JsonPath, document: unknown): unknown => {
  let current: readonly unknown[] = [document];
  for (const { deep, selector } of steps) {
    const from = deep ? current.flatMap(descendants) : current;
    current = from.flatMap((value) => select(selector, value)).slice(0, RESULTS_AT_MOST);
  }
  return definite ? current[0] : [...current];
};
