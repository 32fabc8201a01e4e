import { isBase64 } from '../gateway/base64.ts';
import { checkProxyOutput, type ProxyFlavour, type ProxyRule, type RefusedOutput } from '../gateway/proxy-output.ts';
import { isRecord, type Json, parseJson } from '../lib/json.ts';
import { base64Format } from './binary-signature.ts';

type Members = Readonly<Record<string, Json>>;

const KEYS = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'] as const;

const without = (members: Members, key: string): Members => Object.fromEntries(Object.entries(members).filter(([name]) => name !== key));

const withMember = (members: Members, key: string, value: Json): Members => Object.fromEntries([...Object.entries(members), [key, value]]);

const membersOf = (value: Json | undefined): Members => (isRecord(value) ? (value as Members) : {});

/** `StatusCode` for `statusCode`, as some runtimes serialise it. */
const spelling = (key: string): string | undefined => KEYS.find((known) => known.toLowerCase() === key.toLowerCase());

/** Nothing in it is meant for the gateway: the whole document was meant as the body, as payload 2.0 reads it (recorded). */
const asBody = (document: Json): Members => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: typeof document === 'string' ? document : JSON.stringify(document),
});

const unknownKey = (members: Members, key: string): Members | undefined => {
  if (!Object.keys(members).some((name) => spelling(name) !== undefined || name === 'cookies')) return asBody(members);
  const known = spelling(key);
  const value = members[key] ?? null;
  if (known !== undefined && !Object.hasOwn(members, known)) return withMember(without(members, key), known, value);
  const { multiValueHeaders: multi = {} } = members;
  if (key === 'cookies' && Array.isArray(value) && !('Set-Cookie' in membersOf(multi)))
    return withMember(without(members, key), 'multiValueHeaders', { ...membersOf(multi), 'Set-Cookie': value });
  return without(members, key);
};

const nameIn = (field: string): string => field.slice(field.indexOf('.') + 1);

/** A list of values belongs into multiValueHeaders; anything else that is no single value has no right form of its own. */
const listedHeader = (members: Members, field: string): Members | undefined => {
  const name = nameIn(field);
  const headers = membersOf(members.headers);
  const value = headers[name];
  if (!Array.isArray(value)) return undefined;
  const multi = { ...membersOf(members.multiValueHeaders), [name]: value };
  return { ...members, headers: without(headers, name), multiValueHeaders: multi };
};

const listedHeader2 = (members: Members, field: string): Members | undefined => {
  const name = nameIn(field);
  const headers = membersOf(members.headers);
  const value = headers[name];
  if (!Array.isArray(value)) return undefined;
  return name.toLowerCase() === 'set-cookie'
    ? { ...members, headers: without(headers, name), cookies: value }
    : { ...members, headers: { ...headers, [name]: value.join(', ') } };
};

const singleValue = (members: Members, field: string): Members | undefined => {
  if (field === 'multiValueHeaders') return undefined;
  const multi = membersOf(members.multiValueHeaders);
  const value = multi[nameIn(field)] ?? null;
  return typeof value === 'object' ? undefined : { ...members, multiValueHeaders: { ...multi, [nameIn(field)]: [value] } };
};

const flag = (members: Members): Members | undefined => {
  const { isBase64Encoded: value } = members;
  if (value === null) return without(members, 'isBase64Encoded');
  const said = typeof value === 'string' ? value.toLowerCase() : '';
  return said === 'true' || said === 'false' ? { ...members, isBase64Encoded: said === 'true' } : undefined;
};

const textBody = (members: Members): Members => ({ ...members, body: JSON.stringify(members.body) });

type Correction = (members: Members, refused: RefusedOutput) => Members | undefined;

const none: Correction = () => undefined;

/** What turns a refused output into the one that was meant, where only one can have been; `none` where a person has to say. */
const CORRECTIONS: { readonly [Rule in ProxyRule]: Correction } = {
  'not-json': none,
  'not-an-object': none,
  'unknown-key': (members, { field }) => unknownKey(members, field),
  'status-code': none,
  'status-code-missing': none,
  'headers-not-an-object': none,
  'header-value': (members, { field }) => listedHeader(members, field),
  'header-value-2.0': (members, { field }) => listedHeader2(members, field),
  'multi-value-headers': (members, { field }) => singleValue(members, field),
  body: textBody,
  'body-scalar': textBody,
  'base64-flag': flag,
  'base64-flag-scalar': flag,
  cookies: (members) => (typeof members.cookies === 'string' ? { ...members, cookies: [members.cookies] } : undefined),
  'websocket-shape': none,
};

/** Each correction mends one member; an output with more faults than this is left to a person. */
const MOST_FAULTS = 40;

const correct = (output: string, flavour: ProxyFlavour, left: number): string | undefined => {
  const check = checkProxyOutput(output, flavour);
  if (check.ok) return output;
  const document = parseJson(output);
  if (document === undefined || left === 0) return undefined;
  if (check.rule === 'not-an-object' && document !== null) return JSON.stringify(asBody(document));
  const mended = isRecord(document) ? CORRECTIONS[check.rule](document as Members, check) : undefined;
  return mended && correct(JSON.stringify(mended), flavour, left - 1);
};

/** The proxy answer that the output was meant to be, member by member; `undefined` where that does not follow from the output. */
export const correctedProxyOutput = (output: string, flavour: ProxyFlavour): string | undefined => correct(output, flavour, MOST_FAULTS);

/** What encoders do to base64 that Java's decoder refuses: a data URL, line breaks, the alphabet for URLs. */
const cleaned = (body: string): string =>
  body
    .replace(/^data:[^,]{0,200};base64,/, '')
    .replaceAll(/\s/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');

/** Lines of one length, a multiple of four, as encoders wrap base64; the last may be shorter. */
const isWrapped = (body: string): boolean => {
  const lines = body.trimEnd().split(/\r?\n/);
  const width = lines[0]?.length ?? 0;
  return (
    lines.length > 1 &&
    width >= 16 &&
    width % 4 === 0 &&
    lines.every((line, at) => line.length === width || (at === lines.length - 1 && line.length < width))
  );
};

const wasBase64 = (body: string): boolean =>
  isBase64(cleaned(body)) && (body.startsWith('data:') || isWrapped(body) || base64Format(cleaned(body)) !== undefined);

/** A blank, or what no alphabet of base64 has. */
const TEXT = /[^A-Za-z0-9+/=_\-\r\n]/;

/**
 * What a flagged output should have been: base64 that only was wrapped or spelt in another alphabet, spelt anew; text, without the flag;
 * `undefined` where neither is certain.
 */
export const correctedBase64Output = (output: string): string | undefined => {
  const document = parseJson(output);
  if (!isRecord(document) || typeof document.body !== 'string') return undefined;
  if (wasBase64(document.body)) return JSON.stringify({ ...document, body: cleaned(document.body) });
  return TEXT.test(document.body) ? JSON.stringify({ ...document, isBase64Encoded: false }) : undefined;
};
