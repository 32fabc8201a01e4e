import { compileJavaPattern, type JavaPattern } from '../regex/java-pattern.ts';
import { assertLength, type Budget } from './budget.ts';
import { evaluationFails, type Methods, methodsOf } from './method.ts';
import { print } from './print.ts';
import { JavaList, type Value } from './values.ts';

const takes = methodsOf<string>();

const CHARACTERS_PER_STEP = 128;
const COMPARISONS_PER_STEP = 4_096;
const PATTERNS_KEPT = 200;

const patterns = new Map<string, ReturnType<typeof compileJavaPattern>>();

/** A pattern is compiled once for all renderings; the least recently added make room. */
const compiled = (source: string): ReturnType<typeof compileJavaPattern> => {
  const known = patterns.get(source);
  if (known) return known;
  if (patterns.size >= PATTERNS_KEPT) patterns.clear();
  const fresh = compileJavaPattern(source);
  patterns.set(source, fresh);
  return fresh;
};

/** Repetition counts multiply a pattern's program: `x{1000}` is a thousand states. */
const costOf = (source: string): number => {
  let counts = 0;
  for (const [, least = '0', most] of source.matchAll(/\{(\d{1,4})(?:,(\d{0,4}))?\}/g)) counts += Number(most || least);
  return source.length * counts;
};

/** Looking for a long text in a long one may take the product of their lengths. */
const search = <Found>(self: string, other: string, budget: Budget, look: () => Found): Found => {
  budget.spend(Math.floor((self.length * other.length) / COMPARISONS_PER_STEP));
  return look();
};

const pattern = (source: string, text: string, budget: Budget): JavaPattern => {
  budget.text(source);
  budget.spend(costOf(source));
  const result = compiled(source);
  if (!result.ok) return evaluationFails(`the pattern ${JSON.stringify(source.slice(0, 80))} cannot be used: ${result.failure.reason}`);
  budget.spend(Math.ceil((text.length * result.value.size) / CHARACTERS_PER_STEP));
  return result.value;
};

const replaced = (text: string | undefined, replacement: string, budget: Budget): string =>
  budget.text(text ?? evaluationFails(`the replacement ${JSON.stringify(replacement.slice(0, 80))} names a group that is not there`));

/** Fails before a text is made that is longer than all output may be. */
const assertReplaceable = (text: string, found: JavaPattern, replacement: string): void => {
  const groups = replacement.split('$').length;
  if ((text.length + 1) * (replacement.length + 1) < 1_000_000) return;
  assertLength(found.count(text, text.length + 1) * replacement.length + text.length * groups);
};

const part = (self: string, from: number, to: number): string =>
  from >= 0 && to <= self.length && from <= to
    ? self.slice(from, to)
    : evaluationFails(`substring(${from}, ${to}) of a text of ${self.length} characters`);

const replace = (self: string, from: string, to: string, budget: Budget): string => {
  const parts = search(self, from, budget, () => self.split(from));
  const found = from === '' ? self.length + 1 : parts.length - 1;
  assertLength(self.length + found * to.length);
  return budget.text(from === '' ? self.replaceAll(from, () => to) : parts.join(to));
};

const parts = (items: readonly string[], budget: Budget): JavaList => {
  budget.spend(items.length);
  return new JavaList([...items]);
};

const compareTexts = (left: string, right: string): number => {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = left.charCodeAt(index) - right.charCodeAt(index);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
};

/** Java's `trim` takes what is not above a blank, and leaves the no-break space that JavaScript's takes. */
const trim = (self: string): string => {
  let from = 0;
  let to = self.length;
  while (from < to && self.charCodeAt(from) <= 32) from += 1;
  while (from < to && self.charCodeAt(to - 1) <= 32) to -= 1;
  return self.slice(from, to);
};

const join = (separator: string, items: readonly Value[], budget: Budget): string =>
  items
    .map((item) => budget.text(print(item, budget) + separator))
    .join('')
    .slice(0, items.length > 0 && separator.length > 0 ? -separator.length : undefined);

/** The methods of `java.lang.String` that templates use (recorded: those of VT-15; the others inferred from Java). */
export const TEXT: Methods<string> = new Map([
  ['length', [takes([], (self) => self.length)]],
  ['isEmpty', [takes([], (self) => self === '')]],
  ['contains', [takes(['text'], (self, [other], budget) => search(self, other, budget, () => self.includes(other)))]],
  [
    'startsWith',
    [
      takes(['text'], (self, [other]) => self.startsWith(other)),
      takes(['text', 'int'], (self, [other, at]) => at >= 0 && self.startsWith(other, at)),
    ],
  ],
  ['endsWith', [takes(['text'], (self, [other]) => self.endsWith(other))]],
  [
    'indexOf',
    [
      takes(['int'], (self, [code]) => (code >= 0 && code <= 0x10ffff ? self.indexOf(String.fromCodePoint(code)) : -1)),
      takes(['text'], (self, [other], budget) => search(self, other, budget, () => self.indexOf(other))),
      takes(['text', 'int'], (self, [other, at], budget) => search(self, other, budget, () => self.indexOf(other, at))),
    ],
  ],
  [
    'lastIndexOf',
    [
      takes(['text'], (self, [other], budget) => search(self, other, budget, () => self.lastIndexOf(other))),
      takes(['text', 'int'], (self, [other, at], budget) => search(self, other, budget, () => (at < 0 ? -1 : self.lastIndexOf(other, at)))),
    ],
  ],
  [
    'substring',
    [takes(['int'], (self, [from]) => part(self, from, self.length)), takes(['int', 'int'], (self, [from, to]) => part(self, from, to))],
  ],
  ['replace', [takes(['text', 'text'], (self, [from, to], budget) => replace(self, from, to, budget))]],
  [
    'replaceAll',
    [
      takes(['text', 'text'], (self, [source, to], budget) => {
        const found = pattern(source, self, budget);
        assertReplaceable(self, found, to);
        return replaced(found.replaceAll(self, to), to, budget);
      }),
    ],
  ],
  [
    'replaceFirst',
    [takes(['text', 'text'], (self, [source, to], budget) => replaced(pattern(source, self, budget).replaceFirst(self, to), to, budget))],
  ],
  ['matches', [takes(['text'], (self, [source], budget) => pattern(source, self, budget).matches(self))]],
  [
    'split',
    [
      takes(['text'], (self, [source], budget) => parts(pattern(source, self, budget).split(self, 0), budget)),
      takes(['text', 'int'], (self, [source, limit], budget) => parts(pattern(source, self, budget).split(self, limit), budget)),
    ],
  ],
  ['trim', [takes([], trim)]],
  ['toLowerCase', [takes([], (self) => self.toLowerCase())]],
  ['toUpperCase', [takes([], (self) => self.toUpperCase())]],
  ['concat', [takes(['text'], (self, [other], budget) => budget.text(self + other))]],
  ['join', [takes(['text', 'list'], (_, [separator, { items }], budget) => join(separator, items, budget))]],
  ['valueOf', [takes(['any'], (_, [value], budget) => budget.text(print(value, budget)))]],
  ['equals', [takes(['any'], (self, [other]) => self === other)]],
  ['equalsIgnoreCase', [takes(['text'], (self, [other]) => self.toLowerCase() === other.toLowerCase())]],
  ['compareTo', [takes(['text'], (self, [other]) => compareTexts(self, other))]],
  ['charAt', [takes(['int'], (self, [at]) => part(self, at, at + 1))]],
  ['toString', [takes([], (self) => self)]],
]);
