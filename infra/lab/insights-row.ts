import { isRecord, parseJson } from '../../shared/lib/json.ts';
import { eventId, type PositionedEvent, streamOf } from './log-store.ts';

/** One line of a query's work: a log event with what `parse` took out of it, or a line of `stats`. */
export interface Row {
  readonly get: (field: string) => string | undefined;
  readonly with: (fields: ReadonlyMap<string, string>) => Row;
}

/** `2026-11-21 10:00:44.959`, always UTC. */
export const insightsTime = (millis: number): string => new Date(millis).toISOString().replace('T', ' ').replace('Z', '');

const discovered = (message: string, field: string): string | undefined => {
  let value: unknown = message.trimStart().startsWith('{') ? parseJson(message) : undefined;
  for (const name of field.split('.')) value = isRecord(value) || Array.isArray(value) ? Reflect.get(value, name) : undefined;
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value as boolean | number | string);
};

/** A line whose fields are all known. */
export const tableRow = (fields: ReadonlyMap<string, string>): Row => ({
  get: (field) => fields.get(field),
  with: (more) => tableRow(new Map([...fields, ...more])),
});

/** A log event: fields of a JSON message are discovered when they are asked for. */
export const eventRow = (event: PositionedEvent, log: string, parsed: ReadonlyMap<string, string> = new Map()): Row => {
  const own = (field: string): string | undefined => {
    if (field === '@timestamp') return insightsTime(event.timestamp);
    if (field === '@message') return event.message;
    if (field === '@logStream') return streamOf(event);
    if (field === '@log') return log;
    if (field === '@ptr') return Buffer.from(eventId(event)).toString('base64');
    return discovered(event.message, field);
  };
  return {
    get: (field) => parsed.get(field) ?? own(field),
    with: (more) => eventRow(event, log, new Map([...parsed, ...more])),
  };
};
