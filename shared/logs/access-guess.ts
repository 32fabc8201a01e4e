import { isRecord, parseJson } from '../lib/json.ts';
import type { AccessRecord } from '../model/trace.ts';
import { absentNames, presentFields } from './access-format.ts';
import { contextNameOf, isContextName } from './access-names.ts';
import { parseFailure } from './grammar.ts';

type Pair = readonly [name: string, value: string];

/** What a line holds, and which of AWS's variables it shows to be empty. */
export type Guess = Pick<AccessRecord, 'fields' | 'absent'>;

/** More than any format has variables. */
const MAX_CELLS = 200;

/** JSON from strangers nests as deep as they like. */
const MAX_DEPTH = 8;

/** Every leaf with its path of keys. */
export const leaves = (value: unknown, path: readonly string[] = []): readonly (readonly [path: readonly string[], value: string])[] => {
  if (isRecord(value) && path.length < MAX_DEPTH) return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
  return [[path, typeof value === 'string' ? value : (JSON.stringify(value) ?? '')]];
};

/** Keys that are nested spell the variable together: `{"error": {"message": …}}`. */
const fromJson = (line: string): Guess | undefined => {
  const json = parseJson(line);
  return isRecord(json) ? named(leaves(json).map(([path, value]) => [path.join('.'), value])) : undefined;
};

const KEY = /"([\w.$-]{1,64})"\s?:/g;

const unquoted = (value: string): string => {
  const trimmed = value.trim().replace(/[,}]$/, '').trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : trimmed;
};

/** What was meant as JSON and is none: a value that brings its own quotes, an unquoted `-`. Each value reaches up to the next key. */
const fromBrokenJson = (line: string): Guess | undefined => {
  const found = [...line.matchAll(KEY)];
  if (found.length === 0) return undefined;
  return named(found.map(({ 0: head, 1: key = '', index }, at) => [key, unquoted(line.slice(index + head.length, found[at + 1]?.index))]));
};

/** `status=502 error="…"`: each value reaches up to the next key. */
const PAIR = /(?<=^|[\s,;|&])([A-Za-z][\w.$-]{0,63})=/g;

const fromPairs = (line: string): Guess | undefined => {
  const found = [...line.matchAll(PAIR)];
  const keys = found.map(([, key = '']) => key);
  if (!keys.some((key) => isContextName(contextNameOf(key, keys)))) return undefined;
  return named(
    found.map(({ 0: head, 1: key = '', index }, at) => [
      key,
      unquoted(line.slice(index + head.length, found[at + 1]?.index).replace(/[\s,;|&]+$/, '')),
    ]),
  );
};

/** The console's XML: an element per variable, and the request id as an attribute. */
const ELEMENT = /<([A-Za-z]\w{0,63})>([^<]*)<\/\1>/g;

const fromXml = (line: string): Guess | undefined => {
  const id = /^<request id="([^"]*)"/.exec(line)?.[1];
  return id === undefined
    ? undefined
    : named([['requestId', id], ...[...line.matchAll(ELEMENT)].map(([, key = '', value = '']): Pair => [key, value])]);
};

/** Where an access log would carry this failure text. */
const fieldOfFailure = (text: string): string | undefined => {
  const kind = parseFailure(text)?.kind;
  if (kind === 'waf-error') return 'waf.error';
  if (kind === 'authorizer-format-mismatch') return 'authorizer.error';
  return kind && 'integration.error';
};

const fieldsOfFailure = (text: string): readonly Pair[] => {
  const name = fieldOfFailure(text);
  return name === undefined ? [] : [[name, text]];
};

/** Of cells without names nobody knows which of them are empty. */
const cells = (pairs: readonly Pair[]): Guess => ({ fields: presentFields(pairs), absent: [] });

const CLF = /^(\S+) (\S+) (\S+) \[([^\]]{1,40})\] "([^"]*)" (\d{3}|-) (\d+|-) (\S+)(?: (.*))?$/s;
const EXTENDED_REQUEST_ID = /^[\w-]{8,}=$/;

const readRequestLine = (request: string): readonly Pair[] => {
  const words = request.split(' ');
  const protocol = words.length > 1 ? words.at(-1) : undefined;
  const [verb = '', ...route] = words.slice(0, -1);
  // HTTP APIs write the route key, which repeats the verb or is `$default`.
  const isRouteKey = route.length > 1 || route[0]?.startsWith('$') === true;
  return [
    ['httpMethod', verb],
    [isRouteKey ? 'routeKey' : 'resourcePath', route.join(' ')],
    ['protocol', protocol ?? ''],
  ];
};

const fromClf = (line: string): Guess | undefined => {
  const match = CLF.exec(line);
  if (!match) return undefined;
  const [, sourceIp = '', caller = '', user = '', requestTime = '', request = '', status = '', length = '', requestId = '', rest = ''] =
    match;
  const [extendedId = '', ...words] = EXTENDED_REQUEST_ID.test(rest.split(' ', 1)[0] ?? '') ? rest.split(' ') : ['', rest];
  return cells([
    ['identity.sourceIp', sourceIp],
    ['identity.caller', caller],
    ['identity.user', user],
    ['requestTime', requestTime],
    ...readRequestLine(request),
    ['status', status],
    ['responseLength', length],
    ['requestId', requestId],
    ['extendedRequestId', extendedId],
    ...fieldsOfFailure(words.join(' ')),
  ]);
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
const RESPONSE_TYPE =
  /^(?:DEFAULT_[45]XX|RESOURCE_NOT_FOUND|UNAUTHORIZED|INVALID_API_KEY|ACCESS_DENIED|AUTHORIZER_FAILURE|AUTHORIZER_CONFIGURATION_ERROR|INVALID_SIGNATURE|EXPIRED_TOKEN|MISSING_AUTHENTICATION_TOKEN|INTEGRATION_FAILURE|INTEGRATION_TIMEOUT|API_CONFIGURATION_ERROR|UNSUPPORTED_MEDIA_TYPE|BAD_REQUEST_PARAMETERS|BAD_REQUEST_BODY|REQUEST_TOO_LARGE|THROTTLED|QUOTA_EXCEEDED|WAF_FILTERED)$/;

const CELLS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['status', /^[1-5]\d\d$/],
  ['requestId', /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ['extendedRequestId', EXTENDED_REQUEST_ID],
  ['httpMethod', /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/],
  ['protocol', /^HTTP\/[\d.]{1,4}$/],
  ['routeKey', /^(?:[A-Z]{1,10} \/\S*|\$default)$/],
  ['path', /^\/\S*$/],
  ['identity.sourceIp', /^(?:\d{1,3}\.){3}\d{1,3}$|^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}$/i],
  ['requestTime', /^\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}$/],
  ['wafResponseCode', /^WAF_[A-Z]{1,20}$/],
  ['error.responseType', RESPONSE_TYPE],
  [
    'error.message',
    /^(?:Internal server error|Internal Server Error|Endpoint request timed out|Network error communicating with endpoint)$/,
  ],
];

const nameOfCell = (cell: string): string | undefined => CELLS.find(([, pattern]) => pattern.test(cell))?.[0] ?? fieldOfFailure(cell);

/** Values of which a line may hold several: two statuses, two ids. They are told by their looks only where they stand alone. */
const AMBIGUOUS: ReadonlySet<string> = new Set(['status', 'requestId', 'path']);

/** What keys of unknown meaning hold, as far as the value alone says it. */
const byLooks = (values: readonly string[], known: ReadonlySet<string>): readonly Pair[] => {
  const told = Map.groupBy(values, nameOfCell);
  return [...told].flatMap(([name, [first = '', ...others]]): readonly Pair[] =>
    name === undefined || known.has(name) || (others.length > 0 && AMBIGUOUS.has(name)) ? [] : [[name, first]],
  );
};

/** Keys that spell a variable, then what the others hold. */
const named = (pairs: readonly Pair[]): Guess => {
  const keys = pairs.map(([key]) => key);
  const spelt = pairs.map(([key, value]): Pair => {
    const name = contextNameOf(key, keys);
    return [name, name === 'error.messageString' ? unquoted(value) : value];
  });
  const known = new Set(spelt.map(([name]) => name));
  const rest = spelt.filter(([name]) => !isContextName(name)).map(([, value]) => value);
  const fields = presentFields([...spelt, ...byLooks(rest, known)]);
  return { fields, absent: absentNames(spelt).filter((name) => isContextName(name) && !(name in fields)) };
};

/** The separator that cuts the line into the most cells. */
const SEPARATORS = ['\t', '|', ';', ','] as const;

/** A quoted cell may hold the separator. Values are not escaped: an odd number of quotes means nothing. */
const cut = (line: string, separator: string): readonly string[] => {
  const pieces = line.split(separator, MAX_CELLS);
  const whole: string[] = [];
  let open = false;
  for (const piece of pieces) {
    if (open) whole[whole.length - 1] += separator + piece;
    else whole.push(piece);
    if ((piece.split('"').length - 1) % 2 === 1) open = !open;
  }
  return (open ? pieces : whole).map((cell) => unquoted(cell.trim()));
};

/** Where a text of AWS begins that says why a request failed. */
const FAILURE_TEXT =
  /\b(?:Lambda Customer Function Error:|Execution failed due to |Lambda (?:execution|invocation) failed with status|The Lambda function returned the following error|The response from the Lambda |The IAM role configured on the integration|API Gateway doesn['’]t have permissions|There was an error evaluating the AWS WAF|WAF call got timed out)/;

/** A quoted phrase, or what stands between spaces and brackets. */
const WORD = /"([^"]*)"|[^\s"[\]]+/g;

/** Words, and a failure text behind them. A single word that looks like something may be anything. */
const fromWords = (line: string): readonly Pair[] => {
  const at = FAILURE_TEXT.exec(line)?.index ?? line.length;
  const words = [...line.slice(0, at).matchAll(WORD)].slice(0, MAX_CELLS).map(([word, phrase]) => phrase ?? word);
  const told = [...byLooks(words, new Set()), ...fieldsOfFailure(line.slice(at).replace(/["'|;,\s]+$/, ''))];
  return told.length > 1 ? told : [];
};

/** Cells without names: told by their looks, the first of each kind counts. */
const fromCells = (line: string): Guess => {
  const whole = fieldOfFailure(line);
  if (whole !== undefined) return cells([[whole, line]]);
  const [parts = []] = SEPARATORS.map((separator) => cut(line, separator)).toSorted((a, b) => b.length - a.length);
  const told = parts.flatMap((cell): readonly Pair[] => {
    const name = nameOfCell(cell);
    return name ? [[name, cell]] : [];
  });
  return cells([...fromWords(line), ...told.toReversed()]);
};

/** An access-log line whose format nobody knows: by its keys, CLF, or cells by their looks. What stays unknown is still in the line. */
export const guessFields = (line: string): Guess =>
  fromJson(line) ?? fromBrokenJson(line) ?? fromXml(line) ?? fromClf(line) ?? fromPairs(line) ?? fromCells(line);
