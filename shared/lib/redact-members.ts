import { isSecretName } from './secret-names.ts';
import { readSecretValue } from './secret-value.ts';

/** A name and its separator, in JSON (also JSON inside JSON), Java and Python maps, forms, query strings, header lines, YAML, Ruby. */
const MEMBER =
  /(?:(?<![\w$.-])|(?<=%[0-9a-f]{2}))((?:api |access |secret )?[\w$.-]+)(\\*["']|%22|&quot;)?([ \t]{0,20}(?:=>|[:=]|%3[ad](?:%20|\+){0,8})(?:\s{0,40}(?=\\?[\x22'])|[ \t]{0,20}))/giu;

/** The parser's complaint about a token of source code. */
const UNEXPECTED_TOKEN = /unexpected $/i;

/** A line that AWS has cut keeps its mark. */
const endOfLineAfter = (text: string, from: number): number => {
  const newline = text.indexOf('\n', from);
  const end = newline === -1 ? text.length : newline;
  const lastWords = text.slice(Math.max(from, end - 14), end);
  const mark = lastWords.indexOf(' [TRUNCATED]');
  return mark === -1 ? end : end - lastWords.length + mark;
};

/** Hides the values of secret names and leaves everything else, quotes and brackets included, as it was. */
export const redactMembers = (text: string): string => {
  const parts: string[] = [];
  let done = 0;
  let endOfLine = -1;
  MEMBER.lastIndex = 0;
  for (let match = MEMBER.exec(text); match; match = MEMBER.exec(text)) {
    const [whole, name = '', keyQuote = '', separator = ''] = match;
    const before = text.slice(Math.max(0, match.index - 11), match.index);
    if (!isSecretName(name) || UNEXPECTED_TOKEN.test(before)) continue;
    const at = match.index + whole.length;
    if (endOfLine < at) endOfLine = endOfLineAfter(text, at);
    const { end, replacement } = readSecretValue(text, { name, keyQuote, separator, before, at, endOfLine });
    parts.push(text.slice(done, at), replacement);
    done = end;
    MEMBER.lastIndex = end;
  }
  return parts.join('') + text.slice(done);
};
