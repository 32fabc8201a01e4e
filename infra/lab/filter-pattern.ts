import { RE2JS } from 're2js';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { parseJsonPattern } from './json-pattern.ts';
import { parseSpacePattern } from './space-pattern.ts';

export type Matcher = (message: string) => boolean;

type Term = { readonly role: 'include' | 'exclude' | 'any'; readonly matches: Matcher };

const ROLES = { '-': 'exclude', '?': 'any' } as const;

/** `-term`, `?term`, `"a phrase"` (with `\"` inside), `%regex%`, or a bare word of letters, digits and underscores. */
const TERM = /\s*(?<role>[-?]?)(?:"(?<phrase>(?:[^"\\]|\\.)*)"|%(?<regex>[^%]+)%|(?<word>\w+))(?=\s|$)/y;

/** AWS's own list: letters, digits, `:_#=@/;,-` and the operators below; no parentheses. */
const REGEX_ALPHABET = /^[\w\s:#=@/;,^$?[\]{}|\\*+.-]*$/;

const regexMatcher = (regex: string): Matcher | undefined => {
  if (!REGEX_ALPHABET.test(regex)) return undefined;
  try {
    const compiled = RE2JS.compile(regex);
    return (message) => compiled.matcher(message).find();
  } catch {
    return undefined;
  }
};

const matcherOf = ({ phrase, regex, word }: Readonly<Record<string, string | undefined>>): Matcher | undefined => {
  if (regex !== undefined) return regexMatcher(regex);
  const text = phrase?.replaceAll(/\\(.)/g, '$1') ?? word ?? '';
  return (message) => message.includes(text);
};

const parseTerms = (pattern: string): Result<Matcher, string> => {
  const terms: Term[] = [];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < pattern.length) {
    const start = TERM.lastIndex;
    const groups = TERM.exec(pattern)?.groups;
    const matches = groups && matcherOf(groups);
    if (!groups || !matches) return err(`Invalid character(s) in term '${pattern.slice(start).trim()}'`);
    const mark = groups.role;
    terms.push({ role: mark === '-' || mark === '?' ? ROLES[mark] : 'include', matches });
  }
  const of = (role: Term['role']) => terms.filter((term) => term.role === role);
  const [include, exclude, any] = [of('include'), of('exclude'), of('any')];
  if (include.length === 0 && exclude.length === 0) return ok((message) => any.some(({ matches }) => matches(message)));
  return ok((message) => include.every(({ matches }) => matches(message)) && !exclude.some(({ matches }) => matches(message)));
};

/**
 * A CloudWatch Logs filter pattern as a predicate; the failure is AWS's kind of complaint. Terms are case-sensitive and match anywhere
 * in the text (`ERROR` matches `ERRORCODE`), all of them unless marked `?`; `?` terms have no effect beside other terms.
 * AWS: CloudWatch Logs User Guide, "Filter pattern syntax".
 */
export const parseFilterPattern = (pattern: string): Result<Matcher, string> => {
  const trimmed = pattern.trim();
  if (trimmed === '') return ok(() => true);
  if (trimmed.startsWith('{')) return parseJsonPattern(trimmed);
  if (trimmed.startsWith('[')) return parseSpacePattern(trimmed);
  return parseTerms(trimmed);
};
