import * as z from 'zod/mini';
import { isRecord, parseJson } from '../../shared/lib/json.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { parseFilterPattern } from './filter-pattern.ts';
import { eventId, eventsBetween, type LabLogGroup, type PositionedEvent, streamOf } from './log-store.ts';
import { refusal, type ServiceFailure } from './wire.ts';

const MAX_EVENTS = 10_000;
const MAX_PAGE_BYTES = 1_048_576;

export const FILTER_LOG_EVENTS = z.object({
  logGroupName: z.optional(z.string()),
  logGroupIdentifier: z.optional(z.string()),
  logStreamNames: z.optional(z.array(z.string())),
  logStreamNamePrefix: z.optional(z.string()),
  startTime: z.optional(z.int()),
  endTime: z.optional(z.int()),
  filterPattern: z.optional(z.string()),
  nextToken: z.optional(z.string()),
  limit: z.optional(z.int()),
});

export type FilterInput = z.output<typeof FILTER_LOG_EVENTS>;

const encode = (group: string, position: number) => Buffer.from(JSON.stringify({ group, position })).toString('base64url');

const decode = (token: string, group: string): number | undefined => {
  const parsed = parseJson(Buffer.from(token, 'base64url').toString());
  if (!isRecord(parsed) || parsed.group !== group || typeof parsed.position !== 'number') return undefined;
  return parsed.position;
};

const wire = (event: PositionedEvent) => ({
  logStreamName: streamOf(event),
  timestamp: event.timestamp,
  message: event.message,
  ingestionTime: event.timestamp + 500,
  eventId: eventId(event),
});

const invalid = (message: string) => refusal('InvalidParameterException', message);

/**
 * One page: at most 10,000 events or 1 MB, and at most `scanBytes` looked at, so that a rare match in a large group comes after empty
 * pages with a `nextToken`, as on AWS. How much AWS looks at per call is not published; the amount here is the lab's own.
 */
export const filterLogEvents = (group: LabLogGroup, input: FilterInput, scanBytes: number): Result<unknown, ServiceFailure> => {
  const { startTime = 0, endTime = Number.MAX_SAFE_INTEGER, limit = MAX_EVENTS, nextToken } = input;
  if (limit < 1 || limit > MAX_EVENTS) return invalid(`Limit must be between 1 and ${MAX_EVENTS}`);
  if (startTime > endTime) return invalid('startTime must not be after endTime');
  const pattern = parseFilterPattern(input.filterPattern ?? '');
  if (!pattern.ok) return invalid(pattern.failure);
  const start = nextToken === undefined ? 0 : decode(nextToken, group.name);
  if (start === undefined) return invalid('The specified nextToken is invalid.');

  const inStream = (stream: string) =>
    (input.logStreamNames?.includes(stream) ?? true) && stream.startsWith(input.logStreamNamePrefix ?? '');
  const events: unknown[] = [];
  let [scanned, bytes] = [0, 0];
  for (const event of eventsBetween(group.events, startTime, endTime, start)) {
    const size = Buffer.byteLength(event.message);
    const matches = inStream(streamOf(event)) && pattern.value(event.message);
    if (scanned >= scanBytes || events.length >= limit || (matches && events.length > 0 && bytes + size > MAX_PAGE_BYTES)) {
      return ok({ events, searchedLogStreams: [], nextToken: encode(group.name, event.position) });
    }
    scanned += size;
    if (!matches) continue;
    bytes += size;
    events.push(wire(event));
  }
  return ok({ events, searchedLogStreams: [] });
};
