import { parseJson } from '../lib/json.ts';
import type { RawLogEvent } from '../model/incident-file.ts';
import type { AccessRecord } from '../model/trace.ts';
import { type AccessFormat, absentNames, compileAccessFormat, matchAccessFormat, presentFields } from './access-format.ts';
import { type Guess, guessFields, leaves } from './access-guess.ts';

type Fields = Readonly<Record<string, string>>;

const VARIABLES = /^\$context\.[\w.-]+(?: \$context\.[\w.-]+)*$/;

/** Path of keys → its variable, or several with a space between, of a JSON format; unquoted variables (numbers) count too. */
const jsonKeys = (format: string): ReadonlyMap<string, readonly string[]> => {
  const json = parseJson(format.replaceAll(/([:[,]\s*)(\$context\.[\w.-]+)(?=\s*[,}\]])/g, '$1"$2"'));
  const pairs = json === undefined ? [] : leaves(json);
  return new Map(
    pairs.flatMap(([path, value]) =>
      VARIABLES.test(value) ? [[path.join('.'), value.split(' ').map((name) => name.slice('$context.'.length))] as const] : [],
    ),
  );
};

/** The same JSON in another shape than the format's: keys moved, pretty-printed by the tool that it was copied from. */
const readByKeys = (keys: ReadonlyMap<string, readonly string[]>, line: string): Guess | undefined => {
  const json = keys.size > 0 ? parseJson(line) : undefined;
  if (json === undefined) return undefined;
  const known = leaves(json).flatMap(([path, value]) => {
    const [name, ...more] = keys.get(path.join('.')) ?? [];
    if (name === undefined) return [];
    const values = more.length === 0 ? [value] : value.split(' ');
    return values.length === more.length + 1 ? [name, ...more].map((one, at) => [one, values[at] ?? ''] as const) : [];
  });
  return known.length > 0 ? { fields: presentFields(known), absent: absentNames(known) } : undefined;
};

/** AWS gives four facts two names each; both are filled, so that a reader needs to know only one. */
const SYNONYMS: readonly (readonly [string, string])[] = [
  ['integration.error', 'integrationErrorMessage'],
  ['integration.integrationStatus', 'integrationStatus'],
  ['integration.latency', 'integrationLatency'],
  ['integration.requestId', 'awsEndpointRequestId'],
];

const withSynonyms = (fields: Fields): Fields => {
  const pairs = SYNONYMS.flatMap(([a, b]) => {
    const value = fields[a] ?? fields[b];
    return value === undefined ? [] : [[a, value] as const, [b, value] as const];
  });
  return { ...Object.fromEntries(pairs), ...fields };
};

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

const clfDate = (text: string): Date | undefined => {
  const match = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [, day, month = '', year, time, hours, minutes] = match;
  const number = String(MONTHS.indexOf(month) / 3 + 1).padStart(2, '0');
  return validDate(`${year}-${number}-${day}T${time}${hours}:${minutes}`);
};

const validDate = (value: string | number): Date | undefined => {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

const timeOf = (timestamp: number | undefined, { requestTimeEpoch, requestTime }: Fields): Date | undefined =>
  (timestamp === undefined ? undefined : validDate(timestamp)) ??
  (requestTimeEpoch === undefined ? undefined : validDate(Number(requestTimeEpoch))) ??
  (requestTime === undefined ? undefined : clfDate(requestTime));

/** The variables of a format that a line of it leaves empty. */
const absentIn = (format: AccessFormat, fields: Fields): readonly string[] =>
  format.slots.map(({ name }) => name).filter((name) => !(name in fields));

const readFields = (format: AccessFormat | undefined, keys: ReadonlyMap<string, readonly string[]>, line: string): Guess => {
  const matched = format && matchAccessFormat(format, line);
  if (format && matched) return { fields: matched, absent: absentIn(format, matched) };
  return readByKeys(keys, line) ?? guessFields(line);
};

/** Every line as a record, read with the stage's `accessLogSettings.format` where that is known and fits, else by its looks. */
export const readAccessLog = (format: string | undefined, events: readonly RawLogEvent[]): readonly AccessRecord[] => {
  const compiled = format === undefined ? undefined : compileAccessFormat(format);
  const keys = jsonKeys(format ?? '');
  return events.map(({ timestamp, message }) => {
    const read = readFields(compiled, keys, message.trim());
    const fields = withSynonyms(read.fields);
    const requestId = fields.requestId ?? fields.extendedRequestId;
    const at = timeOf(timestamp, fields);
    const { absent } = read;
    return {
      fields,
      absent,
      line: { source: 'access-log', text: message, ...(requestId !== undefined && { requestId }), ...(at && { at }) },
    };
  });
};
