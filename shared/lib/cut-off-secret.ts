import { REDACTED } from './secret-value.ts';

const CUT = '[TRUNCATED]';
/** Longer than what can stand before a cut and still be known for a part of a secret. */
const REACH = 400;

type Part = readonly [RegExp, (match: string, kept: string) => string];

/**
 * The first part of a secret that is known by its shape only as a whole: API Gateway cuts a line after 1,024 characters, wherever that is.
 * The patterns are tried on a bounded end of the text.
 */
const PARTS: readonly Part[] = [
  [/((?:AKIA|ASIA))[A-Z0-9]{1,16}$/, () => REDACTED],
  [
    /(^|[^\w-])(?:AIza|ya29\.|SG\.|gh[pousr]_|github_pat_|glpat-|npm_|pypi-|xox[a-z]-|xapp-|[prs]k_(?:live|test)_|GOCSPX-)[\w.-]*$/,
    (_match, kept) => kept + REDACTED,
  ],
  [/(:\/\/[^\s/?#@:"'<>]{0,100}:)(?!\d{1,5}$)[^\s/?#@"'<>‹]+$/, (_match, kept) => kept + REDACTED],
  // No host is written in capitals.
  [/(:\/\/)(?=[\w~-]*[A-Z])[\w~-]{6,}$/, (_match, kept) => kept + REDACTED],
  [/(^|[^\w.+%-])[\w.+%-]+(?:@|%40)[\w.-]*$/, (_match, kept) => `${kept}‹email›`],
  [/(^|[^\w.-])[3-6](?:[ -]?\d){7,18}$/, (_match, kept) => `${kept}‹card number›`],
];

/** Hides what a cut has left of a secret. */
export const redactCutOff = (text: string): string => {
  const parts: string[] = [];
  let done = 0;
  for (let at = text.indexOf(CUT); at !== -1; at = text.indexOf(CUT, at + CUT.length)) {
    const end = text.slice(done, at).trimEnd().length + done;
    const start = Math.max(done, end - REACH);
    const tail = text.slice(start, end);
    const found = PARTS.find(([pattern]) => pattern.test(tail));
    parts.push(text.slice(done, start), found ? tail.replace(...found) : tail, text.slice(end, at), CUT);
    done = at + CUT.length;
  }
  return parts.join('') + text.slice(done);
};
