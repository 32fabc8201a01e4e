import { RE2JS } from 're2js';
import { err, ok, type Result } from '../../lib/result.ts';
import { javaToRe2, type PatternProblem } from './java-to-re2.ts';

/** A pattern from a stranger: longer ones are not judged. AWS's own limit is not known. */
const MAX_PATTERN_LENGTH = 10_000;

/** Complaints of the engine that Java shares; its others are limits of its own. */
const INVALID_IN_JAVA = /missing closing|unexpected \)|missing argument|nested repetition|invalid character class range/;

export interface JavaPattern {
  /** Java's `matches()`: the WHOLE text, so `Invalid*` does not match `Invalid input` (SE-2); `.` stops at line breaks (SE-3). */
  readonly matches: (text: string) => boolean;
  /** `$1` and `\` in the replacement are read as Java reads them. `undefined`: it names a group that is not there. */
  readonly replaceAll: (text: string, replacement: string) => string | undefined;
  readonly replaceFirst: (text: string, replacement: string) => string | undefined;
  /** `String.split`: trailing empty parts fall away when the limit is 0. */
  readonly split: (text: string, limit: number) => readonly string[];
  /** Matches in the text, up to `most` of them. */
  readonly count: (text: string, most: number) => number;
  /** About how many states the engine walks through per character at the worst. */
  readonly size: number;
}

const attempt = (replace: () => string): string | undefined => {
  try {
    return replace();
  } catch {
    return undefined;
  }
};

const count = (pattern: RE2JS, text: string, most: number): number => {
  const matcher = pattern.matcher(text);
  let found = 0;
  while (found < most && matcher.find()) found += 1;
  return found;
};

const split = (pattern: RE2JS, text: string, limit: number): readonly string[] => {
  const parts: string[] = [];
  const matcher = pattern.matcher(text);
  let from = 0;
  while ((limit <= 0 || parts.length < limit - 1) && matcher.find()) {
    // A match of nothing at the very start makes no empty first part.
    if (matcher.end() === 0) continue;
    parts.push(text.slice(from, matcher.start()));
    from = matcher.end();
  }
  if (from === 0) return [text];
  parts.push(text.slice(from));
  if (limit === 0) while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
};

/** Compiles a pattern for an engine that runs in linear time, or says why it cannot. */
export const compileJavaPattern = (pattern: string): Result<JavaPattern, PatternProblem> => {
  if (pattern.length > MAX_PATTERN_LENGTH)
    return err({ kind: 'unsupported', reason: `the pattern is longer than ${MAX_PATTERN_LENGTH} characters, so it was not judged` });
  const translated = javaToRe2(pattern);
  if (!translated.ok) return translated;
  try {
    const compiled = RE2JS.compile(translated.value);
    return ok({
      matches: (text) => compiled.matches(text),
      replaceAll: (text, replacement) => attempt(() => compiled.matcher(text).replaceAll(replacement, true)),
      replaceFirst: (text, replacement) => attempt(() => compiled.matcher(text).replaceFirst(replacement, true)),
      split: (text, limit) => split(compiled, text, limit),
      count: (text, most) => count(compiled, text, most),
      size: compiled.programSize(),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return err({ kind: INVALID_IN_JAVA.test(reason) ? 'invalid' : 'unsupported', reason });
  }
};
