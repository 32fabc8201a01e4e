import { readPermissive } from './json-smart.ts';
import { print } from './print.ts';
import { TemplateFailure } from './template-problem.ts';
import { HostObject, type Value } from './values.ts';

/** `java.net.URLEncoder`: a space is `+`, and `*-._` stay. */
const urlEncode = (text: string): string =>
  encodeURIComponent(text.toWellFormed())
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

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

const unicode = (char: string): string => `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * Commons Lang 2.6, the likely engine. That `'` becomes `\'`, which is no JSON, is recorded on AWS; `\/` and `\uXXXX` are inferred
 * from that library.
 */
const escapeJavaScript = (text: string): string => text.replace(/['"\\/]|[^ -~]/g, (char) => JAVASCRIPT[char] ?? unicode(char));

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
