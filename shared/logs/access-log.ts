import { parse as parseCsv } from 'csv-parse/sync';
import { isRecord, parseJson } from '../lib/json.ts';
import type { RawLogEvent } from '../model/incident-file.ts';
import type { AccessRecord } from '../model/trace.ts';
import { contextName } from './access-fields.ts';
import { type FormatPart, matchAccessFormat, parseAccessFormat } from './access-format.ts';

type Fields = Readonly<Record<string, string>>;

const ABSENT = '-';

const isEmpty = (value: string): boolean => value.trim() === ABSENT || value.trim() === '';

const absentIn = (fields: Fields): readonly string[] => Object.keys(fields).filter((name) => isEmpty(fields[name] ?? ''));

const present = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (isEmpty(value) ? [] : [[name, value.trim()]])));

const scalar = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

/** Members of a JSON record, nested ones joined by a dot. */
const members = (record: Readonly<Record<string, unknown>>, prefix = '', depth = 0): readonly (readonly [string, string])[] =>
  Object.entries(record).flatMap(([name, value]) => {
    if (isRecord(value) && depth < 4) return members(value, `${prefix}${name}.`, depth + 1);
    const text = scalar(value);
    return text === undefined ? [] : [[contextName(prefix + name), text] as const];
  });

/** Pairs of a record that is meant to be JSON and is not: an unquoted `-`, a value that brings its own quotes, a cut line. */
const loosePairs = (text: string): Fields => {
  const pairs = [...text.matchAll(/"([\w.-]{1,64})"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|([^,}"\s]+))/g)];
  return Object.fromEntries(pairs.map(([, name = '', quoted, bare]) => [contextName(name), quoted ?? bare ?? '']));
};

const jsonFields = (text: string): Fields | undefined => {
  if (!/"[\w.-]+"\s*:/.test(text)) return undefined;
  const document = parseJson(text);
  return isRecord(document) ? Object.fromEntries(members(document)) : loosePairs(text);
};

const CLF = /^(\S+) (\S+) (\S+) \[([^\]]*)\] ?"([^" ]*) ([^"]*?) (HTTP\/[^"]*)" (\d{3}|-) (\d+|-) (\S+)(?: (.*))?$/;

const clfFields = (text: string): Fields | undefined => {
  const [
    ,
    ip = '',
    ,
    ,
    requestTime = '',
    httpMethod = '',
    path = '',
    protocol = '',
    status = '',
    responseLength = '',
    requestId = '',
    rest,
  ] = CLF.exec(text) ?? [];
  if (ip === '') return undefined;
  const named = /^(?:[A-Z]+ \/|\$)/.test(path) ? { routeKey: path } : { resourcePath: path };
  const extra = rest === undefined ? {} : /^\S+=$/.test(rest) ? { extendedRequestId: rest } : { 'integration.error': rest };
  return { 'identity.sourceIp': ip, requestTime, httpMethod, protocol, status, responseLength, requestId, ...named, ...extra };
};

const ELEMENT = /<([A-Za-z][\w.-]{0,63})>([^<]*)<\/\1>/g;

const xmlFields = (text: string): Fields | undefined => {
  if (!text.startsWith('<')) return undefined;
  const id = /^<[\w-]+ id="([^"]*)"/.exec(text)?.[1];
  return {
    ...(id !== undefined && { requestId: id }),
    ...Object.fromEntries([...text.matchAll(ELEMENT)].map(([, name = '', value = '']) => [contextName(name), value])),
  };
};

const RESPONSE_TYPE =
  /^(?:[A-Z]+_)+(?:ERROR|FAILURE|TIMEOUT|4XX|5XX|TOKEN|KEY|DENIED|BODY|PARAMETERS|TYPE|FILTERED|TOO_LARGE|FOUND|SIGNATURE)$|^(?:UNAUTHORIZED|THROTTLED)$/;
const FAILURE_TEXT =
  /^(?:Execution failed|Lambda Customer Function Error|The (?:IAM role|Lambda function|response from)|API Gateway doesn)/;
const GATEWAY_MESSAGE =
  /^(?:Internal [Ss]erver [Ee]rror|Endpoint request timed out|Network error communicating|Missing Authentication Token|Forbidden|Unauthorized|Too Many Requests|Limit Exceeded)/;

/** Columns without names are known by what can only stand in one of them. */
const columnFields = (columns: readonly string[]): Fields => {
  const named = columns.map((column): readonly [string, string] | undefined => {
    const value = column.trim();
    if (RESPONSE_TYPE.test(value)) return ['error.responseType', value];
    if (FAILURE_TEXT.test(value)) return ['integration.error', value];
    if (GATEWAY_MESSAGE.test(value)) return ['error.message', value];
    if (/^\/[^\s]*$/.test(value)) return ['path', value];
    if (/^(?:GET|PUT|POST|PATCH|DELETE|HEAD|OPTIONS)$/.test(value)) return ['httpMethod', value];
    return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value) ? ['requestId', value] : undefined;
  });
  return Object.fromEntries(named.filter((pair) => pair !== undefined));
};

const delimited = (text: string): readonly string[] => {
  if (text.includes('\t')) return text.split('\t');
  if (FAILURE_TEXT.test(text) || !text.includes(',')) return [text];
  try {
    const [row = []] = parseCsv(text, { relax_quotes: true, relax_column_count: true }) as string[][];
    return row;
  } catch {
    return [text];
  }
};

/** `{requestId: …}` in the stage's format, as pairs: what the format calls a member, and the variable behind it. */
const isJsonFormat = (format: string): boolean => format.trimStart().startsWith('{');

const byJsonFormat = (format: string, text: string): Fields | undefined => {
  const names = loosePairs(format.replaceAll(/:\s*(\$context[\w.-]+)/g, ':"$1"'));
  const values = jsonFields(text);
  if (!values) return undefined;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const variable = /^\$context\.([\w.-]+)$/.exec(names[name] ?? '')?.[1];
      return [variable ?? name, value];
    }),
  );
};

const byFormat = (format: string, parts: readonly FormatPart[], text: string): Fields | undefined =>
  matchAccessFormat(parts, text) ?? (isJsonFormat(format) ? byJsonFormat(format, text) : undefined);

const guessed = (text: string): Fields => jsonFields(text) ?? clfFields(text) ?? xmlFields(text) ?? columnFields(delimited(text));

const timeOf = ({ requestTimeEpoch }: Fields, timestamp: number | undefined): Date | undefined => {
  const epoch = timestamp ?? Number(requestTimeEpoch ?? Number.NaN);
  return Number.isFinite(epoch) ? new Date(epoch) : undefined;
};

/**
 * Access-log lines through the stage's own format; without a format, or where a line does not fit it, by what the line itself shows.
 * Values that AWS writes as `-` are left out. Every line gives a record, if only with the line itself.
 */
export const readAccessLog = (format: string | undefined, events: readonly RawLogEvent[]): readonly AccessRecord[] => {
  const parts = format === undefined ? undefined : parseAccessFormat(format);
  return events
    .filter(({ message }) => message.trim() !== '')
    .map(({ message, timestamp }) => {
      const text = message.trim();
      const read = (format !== undefined && parts && byFormat(format, parts, text)) || guessed(text);
      const fields = present(read);
      const at = timeOf(fields, timestamp);
      const { requestId } = fields;
      return {
        fields,
        absent: absentIn(read),
        line: { source: 'access-log', text, ...(requestId !== undefined && { requestId }), ...(at && { at }) },
      };
    });
};
