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
}

/** Compiles a `selectionPattern` for an engine that runs in linear time, or says why it cannot. */
export const compileJavaPattern = (pattern: string): Result<JavaPattern, PatternProblem> => {
  if (pattern.length > MAX_PATTERN_LENGTH)
    return err({ kind: 'unsupported', reason: `the pattern is longer than ${MAX_PATTERN_LENGTH} characters, so it was not judged` });
  const translated = javaToRe2(pattern);
  if (!translated.ok) return translated;
  try {
    const compiled = RE2JS.compile(translated.value);
    return ok({ matches: (text) => compiled.matches(text) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return err({ kind: INVALID_IN_JAVA.test(reason) ? 'invalid' : 'unsupported', reason });
  }
};
