import { isRecord, type Json, parseJson } from '../lib/json.ts';
import { isBase64 } from './base64.ts';
import { allValues, type Fields } from './fields.ts';

/** Which contract a proxy function's output has to meet. */
export type ProxyFlavour = 'REST' | 'HTTP-1.0' | 'HTTP-2.0' | 'WEBSOCKET';

/** What each refusal means, as a sentence for a person. `recorded` and `inferred` say how sure the rule is. */
export const PROXY_RULES = {
  'not-json': { text: 'the output must be a JSON document', mark: 'inferred' },
  'not-an-object': { text: 'the output must be a JSON object', mark: 'recorded' },
  'unknown-key': {
    text: 'only statusCode, headers, multiValueHeaders, body and isBase64Encoded may stand in the output',
    mark: 'recorded',
  },
  'status-code': { text: 'statusCode must be an integer, or a string that holds one', mark: 'recorded' },
  'status-code-missing': { text: 'statusCode is required', mark: 'recorded' },
  'headers-not-an-object': { text: 'headers must be an object of single values', mark: 'recorded' },
  'header-value': {
    text: 'a value in headers must be a single value; lists belong into multiValueHeaders (payload 1.0)',
    mark: 'recorded',
  },
  'header-value-2.0': {
    text: 'a value in headers must be a single value; several Set-Cookie values belong into cookies',
    mark: 'recorded',
  },
  'multi-value-headers': { text: 'multiValueHeaders must be an object whose values are lists of single values', mark: 'recorded' },
  body: { text: 'body must be a string: serialize objects, and base64-encode bytes', mark: 'recorded' },
  'body-scalar': { text: 'body must be a string', mark: 'inferred' },
  'base64-flag': { text: 'isBase64Encoded must be true or false', mark: 'recorded' },
  'base64-flag-scalar': { text: 'isBase64Encoded must be true or false', mark: 'inferred' },
  cookies: { text: 'cookies must be a list of strings', mark: 'inferred' },
  'websocket-shape': { text: 'the output must be an object with an integer statusCode', mark: 'inferred' },
} as const satisfies Readonly<Record<string, { readonly text: string; readonly mark: 'recorded' | 'inferred' }>>;

export type ProxyRule = keyof typeof PROXY_RULES;

export interface AcceptedOutput {
  readonly ok: true;
  readonly status: number;
  /** Single and multi-value headers as one map, several values joined by `, `, the casing of multiValueHeaders kept. */
  readonly headers: Readonly<Record<string, string>>;
  /** The same, one field a value. */
  readonly fields: Fields;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

export interface RefusedOutput {
  readonly ok: false;
  /** JSON path of the member at fault: `headers.Set-Cookie`, `cookies`, `$` for the output itself. */
  readonly field: string;
  /** What stands there: `null`, `boolean`, `number`, `string`, `array`, `object`, `nothing`, `no JSON`. */
  readonly found: string;
  /** The offending value, unredacted; `undefined` when nothing stands there. */
  readonly value: unknown;
  readonly rule: ProxyRule;
}

type Members = { readonly [key: string]: Json };
type Check = (members: Members) => RefusedOutput | undefined;

const typeOf = (value: Json | undefined): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
};

const refuse = (rule: ProxyRule, field: string, value: Json | undefined): RefusedOutput => ({
  ok: false,
  field,
  found: typeOf(value),
  value,
  rule,
});

const isScalar = (value: Json | undefined): boolean => value === null || typeof value !== 'object';
const isAbsent = (value: Json | undefined): value is null | undefined => value === undefined || value === null;
const isObject = (value: Json | undefined): value is Members => isRecord(value);

const integerOf = (value: Json | undefined): number | undefined => {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  return typeof value === 'string' && /^\s*-?\d{1,9}\s*$/.test(value) ? Number(value) : undefined;
};

const REST_KEYS: ReadonlySet<string> = new Set([
  'statusCode',
  'headers',
  'multiValueHeaders',
  'body',
  'isBase64Encoded',
  // Open: aws-sam-cli accepts it, others report a refusal. No diagnosis may rest on it.
  'base64Encoded',
]);

const knownKeys: Check = (members) => {
  const key = Object.keys(members).find((name) => !REST_KEYS.has(name));
  return key === undefined ? undefined : refuse('unknown-key', key, members[key]);
};

const statusCode: Check = ({ statusCode: value }) =>
  isAbsent(value) || integerOf(value) !== undefined ? undefined : refuse('status-code', 'statusCode', value);

const statusCodeRequired: Check = ({ statusCode: value }) =>
  isAbsent(value) ? refuse('status-code-missing', 'statusCode', value) : undefined;

const headers =
  (rule: ProxyRule): Check =>
  ({ headers: value }) => {
    if (isAbsent(value)) return undefined;
    if (!isObject(value)) return refuse('headers-not-an-object', 'headers', value);
    const name = Object.keys(value).find((key) => !isScalar(value[key]));
    return name === undefined ? undefined : refuse(rule, `headers.${name}`, value[name]);
  };

const multiValueHeaders: Check = ({ multiValueHeaders: value }) => {
  if (isAbsent(value)) return undefined;
  if (!isObject(value)) return refuse('multi-value-headers', 'multiValueHeaders', value);
  const isList = (entry: Json | undefined): boolean => isAbsent(entry) || (Array.isArray(entry) && entry.every(isScalar));
  const name = Object.keys(value).find((key) => !isList(value[key]));
  return name === undefined ? undefined : refuse('multi-value-headers', `multiValueHeaders.${name}`, value[name]);
};

const body: Check = ({ body: value }) => {
  if (isAbsent(value) || typeof value === 'string') return undefined;
  return refuse(isScalar(value) ? 'body-scalar' : 'body', 'body', value);
};

/** REST tolerates `null` (inferred); an HTTP API names the field (recorded). */
const base64Flag =
  (refusesNull: boolean): Check =>
  ({ isBase64Encoded: value }) => {
    if (value === undefined || typeof value === 'boolean' || (value === null && !refusesNull)) return undefined;
    return refuse(refusesNull ? 'base64-flag' : 'base64-flag-scalar', 'isBase64Encoded', value);
  };

const cookies: Check = ({ cookies: value }) => {
  if (isAbsent(value) || (Array.isArray(value) && value.every((entry) => typeof entry === 'string'))) return undefined;
  return refuse('cookies', 'cookies', value);
};

const websocketStatus: Check = ({ statusCode: value }) =>
  integerOf(value) === undefined ? refuse('websocket-shape', 'statusCode', value) : undefined;

/** LP-10 and the HTTP API rules beside it, in the order in which a reader is best told. */
const CHECKS: Readonly<Record<ProxyFlavour, readonly Check[]>> = {
  REST: [knownKeys, statusCode, headers('header-value'), multiValueHeaders, body, base64Flag(false)],
  'HTTP-1.0': [statusCodeRequired, statusCode, headers('header-value'), multiValueHeaders, body, base64Flag(true)],
  'HTTP-2.0': [statusCode, headers('header-value-2.0'), cookies, body, base64Flag(true)],
  WEBSOCKET: [websocketStatus, body],
};

const singleText = (value: Json | undefined): string => (isAbsent(value) || typeof value === 'object' ? '' : String(value));

/** Merged without regard to case: multi values first, then the single one, under the name that came first (recorded). */
const mergeHeaders = ({ headers: single, multiValueHeaders: multi }: Members): Fields => {
  const merged = new Map<string, { readonly name: string; readonly values: readonly string[] }>();
  const entriesOf = (map: Json | undefined): readonly (readonly [string, Json])[] => (isObject(map) ? Object.entries(map) : []);
  for (const [name, list] of entriesOf(multi))
    merged.set(name.toLowerCase(), { name, values: (Array.isArray(list) ? list : []).map(singleText) });
  for (const [name, value] of entriesOf(single)) {
    const before = merged.get(name.toLowerCase());
    merged.set(name.toLowerCase(), { name: before?.name ?? name, values: [...(before?.values ?? []), singleText(value)] });
  }
  return [...merged.values()].flatMap(({ name, values }) => values.map((value) => [name, value] as const));
};

const joinFields = (fields: Fields): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(allValues(fields)).map(([name, values]) => [name, values.join(', ')]));

const accept = (members: Members, flavour: ProxyFlavour): AcceptedOutput => {
  const fields = mergeHeaders(flavour === 'HTTP-2.0' ? { headers: members.headers ?? null } : members);
  return {
    ok: true,
    status: integerOf(members.statusCode) ?? 200,
    headers: joinFields(fields),
    fields,
    body: singleText(members.body),
    isBase64Encoded: members.isBase64Encoded === true,
  };
};

/** Payload 2.0 without statusCode: the whole document is the body, 200 application/json (recorded for objects, inferred for the rest). */
const inferredResponse = (document: Json, output: string): AcceptedOutput => ({
  ok: true,
  status: 200,
  headers: { 'content-type': 'application/json' },
  fields: [['content-type', 'application/json']],
  body: typeof document === 'string' ? document : output.trim(),
  isBase64Encoded: false,
});

/**
 * Holds a Lambda proxy function's raw output against the contract of its API. Give it whole outputs only: one that a log has cut is no
 * JSON and would be refused for that.
 */
export const checkProxyOutput = (output: string, flavour: ProxyFlavour): AcceptedOutput | RefusedOutput => {
  const document = parseJson(output);
  if (document === undefined)
    return { ok: false, field: '$', found: output.trim() === '' ? 'nothing' : 'no JSON', value: output, rule: 'not-json' };
  if (flavour === 'HTTP-2.0' && !(isObject(document) && 'statusCode' in document)) return inferredResponse(document, output);
  if (!isObject(document)) return refuse(flavour === 'WEBSOCKET' ? 'websocket-shape' : 'not-an-object', '$', document);
  for (const check of CHECKS[flavour]) {
    const refused = check(document);
    if (refused !== undefined) return refused;
  }
  return accept(document, flavour);
};

/** Whether a body that claims to be base64 can be decoded; see `base64.ts` for the decoder. */
export const hasDecodableBody = ({ body: text }: Pick<AcceptedOutput, 'body'>): boolean => isBase64(text);
