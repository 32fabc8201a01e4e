import { isSecretName } from './secret-names.ts';
import { REDACTED } from './secret-value.ts';

type Replacement = (match: string, ...groups: string[]) => string;

const keepFirst: Replacement = (_match, first) => `${first}${REDACTED}`;

/** Letters alone may be a word of a sentence (`Basic authentication`); a credential has more to it. */
const looksRandom = (token: string): boolean => /[\d=_~+/]|[a-z][A-Z]/.test(token) || token.length >= 32;

/** The header of a JSON Web Token begins with one of its members: alg, typ, kid, enc, cty, x5t, jku. */
const JWT_HEADER = /^eyJ(?:hbGci|0eXAi|raWQi|lbmMi|jdHki|4NXQi|qa3Ui)/;

/**
 * Secrets that are known by their own shape, whatever stands around them. Every pattern either fails within a bounded number of
 * characters or consumes what it has read, so the time is linear in the text.
 */
export const SECRET_SHAPES: readonly (readonly [RegExp, Replacement])[] = [
  [
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----(?:[\w+/=\s\\:,.]|-(?!----))*(?:-----END [A-Z0-9 ]{0,50}-----)?/g,
    () => '‹private key›',
  ],
  [/((?:Bearer|Basic)\s{1,4})([\w.~+/=-]{8,})/gi, (match, scheme = '', token = '') => (looksRandom(token) ? scheme + REDACTED : match)],
  [/(:\/\/)[^\s/?#@"'<>‹]{1,512}@/g, (_match, slashes) => `${slashes}${REDACTED}@`],
  [/eyJ[\w-]*(?:\.+[\w-]+)*/g, (token) => (/^eyJ[\w-]{6,}\.[\w-]{4,}/.test(token) || JWT_HEADER.test(token) ? REDACTED : token)],
  [
    /((?:AKIA|ASIA)[A-Z0-9]{16}[\s,;:|"']{1,8})[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g,
    (_match, key = '') => REDACTED + key.slice(20) + REDACTED,
  ],
  [/(?:AKIA|ASIA)[A-Z0-9]{16}/g, () => REDACTED],
  [/(hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/-]+/g, keepFirst],
  [/xox[a-z](?:\.xox[a-z])?-[\w-]{8,}|xapp-[\w-]{10,}/g, () => REDACTED],
  [/gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{30,}/g, () => REDACTED],
  [/[prs]k_(?:live|test)_\w{10,}|whsec_[\w+/=]{16,}/g, () => REDACTED],
  [
    /GOCSPX-[\w-]{20,}|(?<![\w/])1\/\/0[\w-]{30,}|shp(?:at|ss|ca|pa)_[0-9a-f]{32}|dop_v1_[0-9a-f]{40,}|hf_[A-Za-z]{30,}|ATATT3[\w=-]{40,}/g,
    () => REDACTED,
  ],
  [/(?<!\d)\d{8,10}:AA[\w-]{33}/g, () => REDACTED],
  // A private key that was printed line by line: a log event has one line of it. A digest in hexadecimal is none.
  [/^[A-Za-z0-9+/]{64}$/gm, (line) => (/[G-Zg-z+/]/.test(line) ? REDACTED : line)],
  [/AIza[\w-]{35}|ya29\.[\w-]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|(?<![a-z0-9])sk-(?:proj-|ant-)?[A-Za-z0-9][\w-]{30,}/gi, () => REDACTED],
  [
    /<([\w:.-]{1,80})(\s[^<>]{0,400})?>[^<]+/g,
    (match, name = '', attributes = '') => (isSecretName(name) ? `<${name}${attributes}>${REDACTED}` : match),
  ],
];
