import { isRecord, parseJson } from '../../shared/lib/json.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { type Comparison, compare } from './compare.ts';

type Test = (event: unknown) => boolean;

const TOKEN =
  /\s*(?:(?<selector>\$(?:\.[\w-]+|\[\d+\]|\["[^"]+"\])*)|(?<mark>&&|\|\||[(){}]|!=|<=|>=|[=<>])|"(?<text>(?:[^"\\]|\\.)*)"|(?<word>[^\s(){}&|=<>!"]+))/y;

interface Token {
  readonly kind: 'selector' | 'mark' | 'text' | 'word';
  readonly value: string;
}

const tokenize = (pattern: string): readonly Token[] | undefined => {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (pattern.slice(TOKEN.lastIndex).trim() !== '') {
    const groups = TOKEN.exec(pattern)?.groups;
    if (!groups) return undefined;
    for (const kind of ['selector', 'mark', 'text', 'word'] as const) {
      const value = groups[kind];
      if (value !== undefined) tokens.push({ kind, value });
    }
  }
  return tokens;
};

const select = (event: unknown, selector: string): unknown => {
  let value = event;
  for (const [, name, index, quoted] of selector.matchAll(/\.([\w-]+)|\[(\d+)\]|\["([^"]+)"\]/g)) {
    if (index !== undefined) value = Array.isArray(value) ? (value as readonly unknown[])[Number(index)] : undefined;
    else value = isRecord(value) ? value[name ?? quoted ?? ''] : undefined;
  }
  return value;
};

const IS: Readonly<Record<string, unknown>> = { NULL: null, TRUE: true, FALSE: false };

/** `{ $.status = 5* && ($.latency > 100 || $.error NOT EXISTS) }`: `&&` before `||`, as the guide says. */
export const parseJsonPattern = (pattern: string): Result<(message: string) => boolean, string> => {
  const invalid = err('Invalid filter pattern');
  const tokens = tokenize(pattern);
  if (!tokens) return invalid;
  let at = 0;
  const take = (value: string): boolean => {
    const token = tokens[at];
    if (token?.value !== value || token.kind === 'text') return false;
    at += 1;
    return true;
  };

  const condition = (): Test | undefined => {
    if (take('(')) {
      const inner = either();
      return take(')') ? inner : undefined;
    }
    const selector = tokens[at++];
    if (selector?.kind !== 'selector') return undefined;
    if (take('NOT')) return take('EXISTS') ? (event) => select(event, selector.value) === undefined : undefined;
    if (take('EXISTS')) return (event) => select(event, selector.value) !== undefined;
    if (take('IS')) {
      const word = tokens[at++]?.value ?? '';
      return Object.hasOwn(IS, word) ? (event) => select(event, selector.value) === IS[word] : undefined;
    }
    const mark = tokens[at++];
    const operand = tokens[at++];
    if (mark?.kind !== 'mark' || !/^(?:=|!=|[<>]=?)$/.test(mark.value) || !(operand?.kind === 'word' || operand?.kind === 'text'))
      return undefined;
    const matches = compare(mark.value as Comparison, operand.value, operand.kind === 'text');
    return (event) => {
      const value = select(event, selector.value);
      return (typeof value === 'string' || typeof value === 'number') && matches(value);
    };
  };
  const joined = (mark: string, part: () => Test | undefined, join: (tests: readonly Test[], event: unknown) => boolean) => () => {
    const tests: Test[] = [];
    do {
      const test = part();
      if (!test) return undefined;
      tests.push(test);
    } while (take(mark));
    return (event: unknown) => join(tests, event);
  };
  const all = joined('&&', condition, (tests, event) => tests.every((test) => test(event)));
  const either = joined('||', all, (tests, event) => tests.some((test) => test(event)));

  const test = take('{') ? either() : undefined;
  if (!test || !take('}') || at !== tokens.length) return invalid;
  return ok((message) => message.trimStart().startsWith('{') && test(parseJson(message)));
};
