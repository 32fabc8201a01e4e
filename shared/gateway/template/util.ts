import { readPermissive } from './json-smart.ts';
import { print } from './print.ts';
import { TemplateFailure } from './template-problem.ts';
import { HostObject, type Value } from './values.ts';

const PERCENT: Readonly<Record<string, string>> = { '%20': '+', '!': '%21', "'": '%27', '(': '%28', ')': '%29', '~': '%7E' };

/** `java.net.URLEncoder`: a space is `+`, and `*-._` stay. */
const urlEncode = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(/%20|[!'()~]/g, (found) => PERCENT[found] ?? found);

const urlDecode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new TemplateFailure({ kind: 'evaluation', reason: `$util.urlDecode cannot decode ${JSON.stringify(text.slice(0, 80))}` });
  }
};

const JAVASCRIPT: Readonly<Record<string, string>> = {
  "'": "\\'",
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\n': '\\n',
  '\t': '\\t',
  '\f': '\\f',
  '\r': '\\r',
};

const unicode = (code: number): string => `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;

/** What each character up to U+007F becomes; `undefined`: itself. */
const ESCAPED: readonly (string | undefined)[] = Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  return JAVASCRIPT[char] ?? (/[ -~]/.test(char) ? undefined : unicode(code));
});

/**
 * Commons Lang 2.6, the likely engine. That `'` becomes `\'`, which is no JSON, is recorded on AWS; `\/` and `\uXXXX` are inferred
 * from that library.
 */
const escapeJavaScript = (text: string): string => {
  let escaped = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const replacement = code < 128 ? ESCAPED[code] : unicode(code);
    if (replacement === undefined) continue;
    escaped += text.slice(from, at) + replacement;
    from = at + 1;
  }
  return escaped + text.slice(from);
};

const FUNCTIONS: Readonly<Record<string, (text: string) => Value>> = {
  urlEncode,
  urlDecode,
  base64Encode: (text) => Buffer.from(text, 'utf8').toString('base64'),
  // Text only: bytes above 0x7F that are no UTF-8 are replaced (recorded on AWS).
  base64Decode: (text) => Buffer.from(text, 'base64').toString('utf8'),
  parseJson: (text) => readPermissive(text),
  escapeJavaScript,
};

export const util = new HostObject({
  member: () => undefined,
  call(name, args, budget) {
    const run = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    const result = run?.(budget.text(print(args[0], budget)));
    return typeof result === 'string' ? budget.text(result) : result;
  },
  print: () => '',
});
