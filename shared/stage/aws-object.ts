import { isRecord } from '../lib/json.ts';

export type Raw = Readonly<Record<string, unknown>>;

/**
 * One object as AWS answered it, or as a person cut it. A member is unknown (`undefined`) when it is missing, and not set (`null`) when
 * it is null, or missing from an object that is whole: AWS leaves out what is not set.
 */
export interface AwsObject {
  readonly raw: Raw;
  readonly whole: boolean;
}

export const awsObject = (value: unknown, whole = false): AwsObject => ({ raw: isRecord(value) ? value : {}, whole });

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** camelCase (API Gateway's SDK) or PascalCase (apigatewayv2's and Lambda's). */
export const member = ({ raw, whole }: AwsObject, ...names: readonly string[]): unknown => {
  for (const name of names) {
    for (const key of [name, pascal(name)]) if (Object.hasOwn(raw, key) && raw[key] !== undefined) return raw[key];
  }
  return whole ? null : undefined;
};

/** Text, or a number or truth value as text; anything else is unknown. */
const scalarText = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

export const text = (object: AwsObject, ...names: readonly string[]): string | undefined => scalarText(member(object, ...names));

export const number = (object: AwsObject, ...names: readonly string[]): number | undefined => {
  const value = member(object, ...names);
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : undefined;
};

const TRUTH: Readonly<Record<string, boolean>> = { true: true, false: false };

export const truth = (object: AwsObject, ...names: readonly string[]): boolean | undefined => TRUTH[text(object, ...names) ?? ''];

/** `null` becomes `[]`. Members that are no text are left out. */
export const texts = (object: AwsObject, ...names: readonly string[]): readonly string[] | undefined => {
  const value = member(object, ...names);
  if (value === null) return [];
  return Array.isArray(value) ? value.flatMap((entry) => scalarText(entry) ?? []) : undefined;
};

/** `null` becomes `{}`. */
export const record = (object: AwsObject, ...names: readonly string[]): Raw | undefined => {
  const value = member(object, ...names);
  if (value === null) return {};
  return isRecord(value) ? value : undefined;
};

const mapValues = <Value>(
  source: Raw | undefined,
  read: (value: unknown) => Value | undefined,
): Readonly<Record<string, Value>> | undefined =>
  source &&
  Object.fromEntries(
    Object.entries(source).flatMap(([key, value]) => {
      const readable = read(value);
      return readable === undefined ? [] : [[key, readable]];
    }),
  );

/** A map of texts; a null value becomes `''`, which is how AWS stores an empty template. */
export const textMap = (object: AwsObject, ...names: readonly string[]): Readonly<Record<string, string>> | undefined =>
  mapValues(record(object, ...names), (value) => (value === null ? '' : scalarText(value)));

export const truthMap = (object: AwsObject, ...names: readonly string[]): Readonly<Record<string, boolean>> | undefined =>
  mapValues(record(object, ...names), (value) => TRUTH[scalarText(value) ?? '']);

/** One of a closed set, whatever its letter case; anything else is unknown. */
export const oneOf = <const Value extends string>(
  object: AwsObject,
  values: readonly Value[],
  ...names: readonly string[]
): Value | undefined => {
  const found = text(object, ...names)?.toUpperCase();
  return values.find((value) => value.toUpperCase() === found);
};

/** A Date object's ISO text, or epoch seconds as the CLI prints them; epoch milliseconds are told by their size. */
export const date = (object: AwsObject, ...names: readonly string[]): Date | undefined => {
  const value = member(object, ...names);
  const parsed = typeof value === 'number' ? new Date(Math.abs(value) < 1e11 ? value * 1000 : value) : new Date(scalarText(value) ?? '');
  return Number.isNaN(parsed.getTime()) ? undefined : parsed;
};

/** A document that AWS returns as JSON text, some of it URL-encoded (IAM), and people paste as an object. `null` becomes `'NONE'`. */
export const policyDocument = (value: unknown): unknown => {
  if (value === null) return 'NONE';
  if (typeof value !== 'string') return isRecord(value) ? value : undefined;
  for (const candidate of [value, decoded(value), value.replaceAll('\\"', '"')]) {
    try {
      const parsed: unknown = JSON.parse(candidate);
      if (isRecord(parsed)) return parsed;
    } catch {
      // Not in this encoding: the next one is tried, and a text in none of them is unknown.
    }
  }
  return undefined;
};

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};
