import { compileJavaPattern } from '../gateway/regex/java-pattern.ts';

/** Why a selectionPattern does not select what its author meant it to. */
export interface PatternFlaw {
  readonly reason: string;
  readonly better: string;
}

interface Habit {
  readonly pattern: RegExp;
  readonly reason: string;
  readonly better: (pattern: string) => string;
}

const wholeMessage = (literal: string): string => `${literal}(\\n|.)*`;

/** Habits of writers that give a legal pattern with another meaning. Linear: each is one scan. */
const HABITS: readonly Habit[] = [
  {
    pattern: /(?<!\\)\[[A-Za-z]{3,}\]/,
    reason: 'Unescaped brackets are a character class: they match one letter, not the word.',
    better: (pattern) => pattern.replace(/(?<!\\)\[([A-Za-z]{3,})\]/, '\\[$1\\]').replace(/\.\*$/, '(\\n|.)*'),
  },
  {
    pattern: /[A-Za-z]{2}\*$/,
    reason: 'A trailing * repeats the last letter; it is no wildcard.',
    better: (pattern) => wholeMessage(pattern.slice(0, -1)),
  },
  {
    pattern: /^\^?\\?"/,
    reason: 'The pattern asks for literal quotation marks, which the message does not have.',
    better: (pattern) => pattern.replaceAll(/\\?"/g, ''),
  },
];

/** `4|5\d{2}` is `4` or `5xx`: an alternative that no status can be. */
const deadAlternative = (pattern: string): string | undefined =>
  /[()]/.test(pattern) ? undefined : pattern.split('|').find((part, _, parts) => parts.length > 1 && /^\d{1,2}$/.test(part));

/** `4|5\d{2}` → `(4|5)\d{2}` */
const regrouped = (pattern: string): string => {
  const parts = pattern.split('|');
  const tail = (parts.at(-1) ?? '').replace(/^\d+/, '');
  return `(${parts.map((part) => /^\d+/.exec(part)?.[0] ?? part).join('|')})${tail}`;
};

/** A pattern that matches a part of the value, and would match the whole with a wildcard. */
const almostMatches = (pattern: string, value: string): PatternFlaw | undefined => {
  const across = compileJavaPattern(`(?s)${pattern}`);
  if (value.includes('\n') && across.ok && across.value.matches(value))
    return {
      reason: 'A dot does not match a line break, and the message has several lines.',
      better: pattern.replaceAll('.*', '(\\n|.)*'),
    };
  const within = compileJavaPattern(`(?s).*(?:${pattern}).*`);
  if (within.ok && within.value.matches(value))
    return { reason: 'The pattern must match the whole value, and matches only a part of it.', better: `(\\n|.)*${pattern}(\\n|.)*` };
  return undefined;
};

/** `value` is what the gateway matches: an errorMessage, or a status as text. Without it only the pattern itself is judged. */
export const patternFlaw = (pattern: string, value: string | undefined): PatternFlaw | undefined => {
  const habit = HABITS.find((one) => one.pattern.test(pattern));
  if (habit) return { reason: habit.reason, better: habit.better(pattern) };
  const dead = deadAlternative(pattern);
  if (dead !== undefined) {
    return { reason: `"|" splits the whole pattern: the alternative "${dead}" is no complete status.`, better: regrouped(pattern) };
  }
  return value === undefined || value === '' ? undefined : almostMatches(pattern, value);
};
