import { isRecord, parseJson } from '../lib/json.ts';
import type { FunctionLogEvent } from '../model/trace.ts';
import { readErrorDocument } from './function-error.ts';

/** A line of the JSON log format, with the request that it belongs to. */
export interface FunctionRecord {
  readonly event: FunctionLogEvent | undefined;
  readonly requestId?: string;
  readonly at?: Date;
}

type Json = Readonly<Record<string, unknown>>;

const record = (value: unknown): Json => (isRecord(value) ? value : {});
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const readReport = ({ metrics, status, errorType }: Json): FunctionLogEvent | undefined => {
  const { durationMs, initDurationMs, memorySizeMB, maxMemoryUsedMB } = record(metrics);
  const [duration, init, size, used] = [durationMs, initDurationMs, memorySizeMB, maxMemoryUsedMB].map(number);
  const [state, type] = [text(status), text(errorType)];
  if (duration === undefined) return undefined;
  return {
    kind: 'report',
    durationMs: duration,
    ...(init !== undefined && { initDurationMs: init }),
    ...(size !== undefined && { memorySizeMb: size }),
    ...(used !== undefined && { maxMemoryUsedMb: used }),
    // The text format leaves the status out when all went well.
    ...(state !== undefined && state !== 'success' && { status: state }),
    ...(type !== undefined && { errorType: type }),
  };
};

const readStart = ({ version }: Json): FunctionLogEvent => {
  const name = text(version);
  return { kind: 'start', ...(name !== undefined && { version: name }) };
};

const readInitReport = ({ status, errorType }: Json): FunctionLogEvent | undefined => {
  const type = text(errorType);
  return status === 'error' ? { kind: 'error', phase: 'init', ...(type !== undefined && { errorType: type }), message: '' } : undefined;
};

/** https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html: the platform's records that a log group gets too. */
const PLATFORM: Readonly<Record<string, (fields: Json) => FunctionLogEvent | undefined>> = {
  'platform.start': readStart,
  'platform.report': readReport,
  'platform.runtimeDone': () => ({ kind: 'end' }),
  'platform.initReport': readInitReport,
};

const toDate = (value: unknown): Date | undefined => {
  const date = new Date(text(value) ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

/** `undefined`: not a record of Lambda's JSON log format. A record whose event is `undefined` is the application's own. */
export const readFunctionRecord = (line: string): FunctionRecord | undefined => {
  const json = line.startsWith('{') ? parseJson(line) : undefined;
  if (!isRecord(json)) return undefined;
  const { type, record: fields, message, timestamp, time, requestId } = json;
  if (typeof type !== 'string' && timestamp === undefined) return undefined;
  const platform = typeof type === 'string' && Object.hasOwn(PLATFORM, type) ? PLATFORM[type] : undefined;
  const id = text(requestId) ?? text(record(fields).requestId);
  const at = toDate(time ?? timestamp);
  // An error that the application logs by itself looks the same as an uncaught one: `console.error(error)` writes the same record.
  const event = platform
    ? platform(record(fields))
    : (readErrorDocument(message, id === undefined) ?? readErrorDocument(json, id === undefined));
  return { event, ...(id !== undefined && { requestId: id }), ...(at && { at }) };
};
