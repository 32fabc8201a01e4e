import { isCredentialHeader } from './secret-names.ts';

export const REDACTED = '‹redacted›';

/** A secret name with what stands around it; its value begins at `at`. */
export interface Member {
  readonly name: string;
  /** The quote that closes the name; `''` for a bare name. */
  readonly keyQuote: string;
  readonly separator: string;
  /** The two characters before the name: `{` and `, ` make it a Java map, `?` and `&` a query string. */
  readonly before: string;
  readonly at: number;
  readonly endOfLine: number;
}

export interface ReadValue {
  readonly end: number;
  readonly replacement: string;
}

const QUOTE = /\\*["']|%22|&quot;/y;
const SCHEME = /^(Bearer|Basic|Digest|Negotiate|Token|ApiKey|AWS4-HMAC-SHA256)\s+(?=\S)/i;

/** What stands in a secret's place and is none: nothing, a reference, an ARN, AWS's own mask, or what an earlier pass has left. */
const NOT_A_SECRET =
  /^(?:arn:.*|\$(?:\{|(?:input|context|util|stageVariables|method)\.)[^@%]*|(?:method|integration|context)\.(?:request|response|authorizer)\.[^@%]*|true|false|null|undefined|none|nil|-|\*{2,}[\w=+/-]{0,6}|(?:\w[\w-]* )?‹redacted›|)$/is;

/** After `password: ` these words begin a sentence, not a password. `API Key: API Stage: …` is a line of the execution log. */
const PROSE =
  /^(?:a|an|and|api|are|be|cannot|does|expected|expired|field|for|from|has|in|incorrect|invalid|is|malformed|may|missing|must|needs|no|not|or|required|should|the|this|to|too|unknown|was|wrong)[.!]?$/i;

/** In a Java map a value ends at the brace, or where the next name begins. */
const END_IN_MAP = /\}(?=[\s,}\]"')]|$)|[\r\n]|, (?=[\w$.-]+=)/gu;

/** A name after a cookie may be a second cookie: only the name of a well-known header ends the value. */
const END_OF_HEADER_IN_MAP =
  /\}(?=[\s,}\]"')]|$)|[\r\n]|, (?=(?:accept|access-control|age|allow|alt-svc|apigw|authorization|cache-control|cloudfront|connection|content|cookie|date|etag|expect|expires|forwarded|host|if-|keep-alive|last-modified|link|location|max-forwards|origin|pragma|priority|referr?er|sec-|server|set-cookie|strict-transport|te|trailer|transfer|upgrade|user-agent|vary|via|warning|www-|x-)[\w-]*=)/giu;

const HEADER_LINE = /(?:=\\*"[^"\r\n]*"|[^"'\r\n\\]|\\(?![nr"']))*/y;
const BARE = /(?:(?:bearer|basic|token|aws4-hmac-sha256)\s+(?=\S))?(?:[^\s&;,"'<>)\]}\\]|\\(?![nrtu"'\\]))*/iy;
const BARE_ENCODED = /(?:[^\s&;,"'<>)\]}\\%]|%(?!2[26]|7d))*/iy;
const LIST_ELEMENT = /[^\s,\]]+/y;
const SPACE = /[\s,]*/y;

const matchAt = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
};

const indexFrom = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.index ?? text.length;
};

/** JSON inside JSON doubles the backslashes: at each level a quote that ends the string has its own number of them. */
const closingQuote = (text: string, quote: string, from: number, end: number): number => {
  const depth = /["']$/.test(quote) ? quote.length - 1 : 0;
  const mark = quote.slice(depth);
  for (let at = text.indexOf(mark, from); at !== -1 && at < end; at = text.indexOf(mark, at + 1)) {
    let backslashes = 0;
    while (at - backslashes > from && text[at - backslashes - 1] === '\\') backslashes += 1;
    if (backslashes % (2 * (depth + 1)) === depth) return at - depth;
  }
  return end;
};

/** A list may span lines; a quote in it may not. */
const closingBracket = (text: string, from: number): number => {
  let at = from;
  let endOfLine = from;
  for (;;) {
    at += matchAt(SPACE, text, at).length;
    if (at >= endOfLine) endOfLine = text.indexOf('\n', at) === -1 ? text.length : text.indexOf('\n', at);
    const quote = matchAt(QUOTE, text, at);
    if (quote) {
      const end = closingQuote(text, quote, at + quote.length, endOfLine);
      if (end === endOfLine) return end;
      at = end + quote.length;
    } else {
      const element = matchAt(LIST_ELEMENT, text, at);
      if (!element) return at;
      at += element.length;
    }
  }
};

const closingBrace = (text: string, from: number): number => {
  let open = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') open += 1;
    if (text[at] === '}') open -= 1;
    if (open === 0) return at;
  }
  return text.length;
};

const bareEnd = (text: string, { name, keyQuote, separator, before, at, endOfLine }: Member): number => {
  if (separator.includes('%')) return at + matchAt(BARE_ENCODED, text, at).length;
  const isMap = separator.startsWith('=') && /\{$|, $/.test(before);
  if (!isCredentialHeader(name) || keyQuote || /[?&]$/.test(before)) {
    return isMap ? Math.min(endOfLine, indexFrom(END_IN_MAP, text, at)) : at + matchAt(BARE, text, at).length;
  }
  const end = separator.includes(':') ? at + matchAt(HEADER_LINE, text, at).length : indexFrom(END_OF_HEADER_IN_MAP, text, at);
  return Math.min(endOfLine, end);
};

/** The scheme stays readable: whether a request was signed or carried a bearer token is evidence. */
const hide = (value: string): string => {
  const scheme = SCHEME.exec(value)?.[1];
  return scheme ? `${scheme} ${REDACTED}` : REDACTED;
};

export const hideUnlessReference = (value: string): string => (NOT_A_SECRET.test(value) ? value : hide(value));

const readQuoted = (text: string, quote: string, { at, endOfLine }: Member): ReadValue => {
  const start = at + quote.length;
  const end = closingQuote(text, quote, start, Math.max(endOfLine, start));
  return { end, replacement: quote + hideUnlessReference(text.slice(start, end)) };
};

const readList = (text: string, { at }: Member): ReadValue => {
  const end = closingBracket(text, at + 1);
  const inner = text.slice(at + 1, end).trim();
  const quote = matchAt(QUOTE, inner, 0);
  return { end, replacement: inner === '' ? text.slice(at, end) : `[${quote}${REDACTED}${quote}` };
};

const readObject = (text: string, { at, keyQuote }: Member): ReadValue => {
  const end = closingBrace(text, at + 1);
  const inner = text.slice(at + 1, end).trim();
  if (inner === '' || inner === REDACTED) return { end, replacement: text.slice(at, end) };
  return keyQuote ? { end: end + 1, replacement: keyQuote + REDACTED + keyQuote } : { end, replacement: `{${REDACTED}` };
};

const readBare = (text: string, member: Member): ReadValue => {
  const { at, keyQuote, separator } = member;
  const value = text.slice(at, bareEnd(text, member)).trimEnd();
  const isSentence = separator.includes(':') && !keyQuote && PROSE.test(value);
  const isSecret = !isSentence && !NOT_A_SECRET.test(value);
  return { end: at + value.length, replacement: isSecret ? keyQuote + hide(value) + keyQuote : value };
};

/** Where the value of a secret name ends, and what to print in its place. */
export const readSecretValue = (text: string, member: Member): ReadValue => {
  const quote = matchAt(QUOTE, text, member.at);
  if (quote) return readQuoted(text, quote, member);
  if (text[member.at] === '[') return readList(text, member);
  return text[member.at] === '{' ? readObject(text, member) : readBare(text, member);
};
