import { isRecord, parseJson } from '../lib/json.ts';
import { presentFields } from './access-format.ts';
import { contextNameOf } from './access-names.ts';
import { parseFailure } from './grammar.ts';

type Fields = Readonly<Record<string, string>>;

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
const fromJson = (line: string): Fields | undefined => {
  const json = parseJson(line);
  if (!isRecord(json)) return undefined;
  const pairs = leaves(json);
  const keys = pairs.map(([path]) => path.join('.'));
  return presentFields(pairs.map(([path, value]) => [contextNameOf(path.join('.'), keys), value]));
};

const KEY = /"([\w.$-]{1,64})"\s?:/g;

const unquoted = (value: string): string => {
  const trimmed = value.trim().replace(/[,}]$/, '').trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : trimmed;
};

/** What was meant as JSON and is none: a value that brings its own quotes, an unquoted `-`. Each value reaches up to the next key. */
const fromBrokenJson = (line: string): Fields | undefined => {
  const found = [...line.matchAll(KEY)];
  if (found.length === 0) return undefined;
  const keys = found.map(([, key = '']) => key);
  return presentFields(
    found.map(({ 0: head, 1: key = '', index }, at) => {
      const name = contextNameOf(key, keys);
      const value = unquoted(line.slice(index + head.length, found[at + 1]?.index));
      return [name, name === 'error.messageString' ? unquoted(value) : value] as const;
    }),
  );
};

/** Where an access log would carry this failure text. */
const fieldOfFailure = (text: string): string | undefined => {
  const kind = parseFailure(text)?.kind;
  if (kind === 'waf-error') return 'waf.error';
  if (kind === 'authorizer-format-mismatch') return 'authorizer.error';
  return kind && 'integration.error';
};

const fieldsOfFailure = (text: string): readonly (readonly [string, string])[] => {
  const name = fieldOfFailure(text);
  return name === undefined ? [] : [[name, text]];
};

const CLF = /^(\S+) (\S+) (\S+) \[([^\]]{1,40})\] "([^"]*)" (\d{3}|-) (\d+|-) (\S+)(?: (.*))?$/s;
const EXTENDED_REQUEST_ID = /^[\w-]{8,}=$/;

const readRequestLine = (request: string): readonly (readonly [string, string])[] => {
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

const fromClf = (line: string): Fields | undefined => {
  const match = CLF.exec(line);
  if (!match) return undefined;
  const [, sourceIp = '', caller = '', user = '', requestTime = '', request = '', status = '', length = '', requestId = '', rest = ''] =
    match;
  const [extendedId = '', ...words] = EXTENDED_REQUEST_ID.test(rest.split(' ', 1)[0] ?? '') ? rest.split(' ') : ['', rest];
  return presentFields([
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
  ['error.responseType', /^(?:THROTTLED|UNAUTHORIZED|[A-Z]{2,40}(?:_[A-Z0-9]{2,40}){1,6})$/],
  [
    'error.message',
    /^(?:Internal server error|Internal Server Error|Endpoint request timed out|Network error communicating with endpoint)$/,
  ],
];

const nameOfCell = (cell: string): string | undefined => CELLS.find(([, pattern]) => pattern.test(cell))?.[0] ?? fieldOfFailure(cell);

/** Cells without names: told by their looks, the first of each kind counts. */
const fromCells = (line: string): Fields => {
  const cells = (
    line.includes('\t') ? line.split('\t', MAX_CELLS) : [line, ...(fieldOfFailure(line) ? [] : line.split(',', MAX_CELLS))]
  ).map((cell) => cell.trim());
  const named = cells.flatMap((cell) => {
    const name = nameOfCell(cell);
    return name ? [[name, cell] as const] : [];
  });
  return presentFields(named.toReversed());
};

/** An access-log line whose format nobody knows: JSON by its keys, CLF, or cells by their looks. What stays unknown is still in the line. */
export const guessFields = (line: string): Fields => fromJson(line) ?? fromBrokenJson(line) ?? fromClf(line) ?? fromCells(line);
