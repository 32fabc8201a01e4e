import { RE2JS } from 're2js';
import * as z from 'zod/mini';
import { parseJson } from './json.ts';
import type { OwnPattern } from './own-patterns.ts';
import { err, ok, type Result } from './result.ts';

const settings = z
  .array(
    z.strictObject({
      name: z.string().check(z.regex(/^[a-z][a-z -]{0,36}[a-z]$/)),
      /** RE2: https://github.com/google/re2/wiki/Syntax */
      pattern: z.string().check(z.minLength(1), z.maxLength(200)),
      wholeWord: z.optional(z.boolean()),
    }),
  )
  .check(z.maxLength(20));

type Setting = z.infer<typeof settings>[number];

/** States per character at the worst; a repetition of repetitions multiplies them: `(a{1,99}){1,99}`. */
const MAX_PROGRAM = 2_000;

/** Escapes, classes and repetitions as one token each, anything else by the character. */
const TOKEN = /\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\{\d*,\}|[\s\S]/g;

/** What was hidden beside a place would change whether these hold there: the second pass would hide more than the first. */
const ASSERTIONS: ReadonlySet<string> = new Set(['^', '$', '\\b', '\\B', '\\A', '\\z', '\\Q']);

/** Without an end, `a(.*b)?` looks at the whole rest of the text from every place in it. */
const isEndless = (token: string): boolean => token === '*' || token === '+' || token.endsWith(',}');

const objectionTo = (pattern: string): string | undefined => {
  const tokens = pattern.match(TOKEN) ?? [];
  if (tokens.some((token) => ASSERTIONS.has(token)))
    return 'write it without ^, $, \\b and \\Q; "wholeWord": true keeps it out of longer words';
  return tokens.some(isEndless) ? 'say how often at the most, as in {1,64}, in place of * and +' : undefined;
};

const compiled = (pattern: string): Result<RE2JS, string> => {
  try {
    return ok(RE2JS.compile(pattern));
  } catch (error) {
    return err(`it is not RE2 (${error instanceof Error ? error.message : String(error)})`);
  }
};

function* matchesOf(pattern: RE2JS, text: string): Iterable<readonly [number, number]> {
  const matcher = pattern.matcher(text);
  while (matcher.find()) yield [matcher.start(), matcher.end()];
}

const compile = ({ name, pattern, wholeWord = false }: Setting): Result<OwnPattern, string> => {
  const refuse = (why: string) => err(`The pattern "${name}" cannot be used: ${why}.`);
  const objection = objectionTo(pattern);
  if (objection !== undefined) return refuse(objection);
  const re2 = compiled(pattern);
  if (!re2.ok) return refuse(re2.failure);
  if (re2.value.matches('')) return refuse('it matches the empty text, and so everything');
  if (re2.value.programSize() > MAX_PROGRAM) return refuse('it is too large; repeat less');
  return ok({ mark: `‹${name}›`, wholeWord, matches: (text) => matchesOf(re2.value, text) });
};

/**
 * What one account calls a secret and nobody else can know, as a JSON list: `[{"name": "customer number", "pattern": "CUST-[0-9]{8}"}]`. The
 * failure is a sentence.
 */
export const compileOwnPatterns = (text: string): Result<readonly OwnPattern[], string> => {
  const parsed = settings.safeParse(parseJson(text));
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join('.');
    return err(`Expected a JSON list of at most 20 objects with "name" (lower-case words) and "pattern"${at ? `; look at ${at}` : ''}.`);
  }
  const patterns: OwnPattern[] = [];
  for (const setting of parsed.data) {
    const pattern = compile(setting);
    if (!pattern.ok) return pattern;
    patterns.push(pattern.value);
  }
  return ok(patterns);
};
