export interface LogEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
  /** Absent: the group's only stream. */
  readonly logStreamName?: string;
}

/**
 * Events in order of time, by position: an array is one, and so is a generator by index, so that a group of a gigabyte need not be held
 * in memory: `{ length: 5_000_000, at: (index) => ({ … }) }`.
 */
export type EventSource = Pick<readonly LogEvent[], 'length' | 'at'>;

export interface LabLogGroup {
  readonly name: string;
  readonly events: EventSource;
  /** Needed for a generated source with several streams; read from the events of an array otherwise. */
  readonly streams?: readonly string[];
  readonly retentionInDays?: number;
  readonly logGroupClass?: 'STANDARD' | 'INFREQUENT_ACCESS';
}

export const DEFAULT_STREAM = '0123456789abcdef0123456789abcdef';

export const streamOf = (event: LogEvent): string => event.logStreamName ?? DEFAULT_STREAM;

export const streamsOf = ({ streams, events }: LabLogGroup): readonly string[] => {
  if (streams) return streams;
  return Array.isArray(events) ? [...new Set((events as readonly LogEvent[]).map(streamOf))] : [DEFAULT_STREAM];
};

/** The position of the first event at or after a time: binary search, so that a window in a large group costs nothing to find. */
export const firstAt = (events: EventSource, time: number): number => {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events.at(middle)?.timestamp ?? Number.POSITIVE_INFINITY) < time) low = middle + 1;
    else high = middle;
  }
  return low;
};

export interface PositionedEvent extends LogEvent {
  readonly position: number;
}

/** The events from one time to another, both included, with their positions. */
export function* eventsBetween(events: EventSource, from: number, to: number, start = 0): Generator<PositionedEvent> {
  for (let position = Math.max(start, firstAt(events, from)); position < events.length; position += 1) {
    const event = events.at(position);
    if (!event || event.timestamp > to) return;
    yield { ...event, position };
  }
}

/** 56 digits, unique in a group and in order, as AWS's event ids look. */
export const eventId = ({ timestamp, position }: PositionedEvent): string =>
  String(timestamp).padStart(20, '0') + String(position).padStart(36, '0');

export interface LogStore {
  readonly groups: () => readonly LabLogGroup[];
  readonly group: (name: string) => LabLogGroup | undefined;
  readonly put: (group: LabLogGroup) => void;
  /** Adds events to a group of an array, which is created at its first event; the oldest events are dropped beyond 100,000. */
  readonly append: (name: string, events: readonly LogEvent[]) => void;
  readonly remove: (name: string) => void;
}

const EVENTS_AT_MOST = 100_000;

const byTime = (left: LogEvent, right: LogEvent): number => left.timestamp - right.timestamp;

export const logStore = (initial: readonly LabLogGroup[]): LogStore => {
  const groups = new Map<string, LabLogGroup>(initial.map((group) => [group.name, group]));
  return {
    groups: () => [...groups.values()].sort((left, right) => (left.name < right.name ? -1 : 1)),
    group: (name) => groups.get(name),
    put: (group) => void groups.set(group.name, group),
    append(name, added) {
      const group = groups.get(name) ?? { name, events: [] };
      const held = Array.isArray(group.events) ? (group.events as readonly LogEvent[]) : [];
      const events = [...held, ...added].toSorted(byTime).slice(-EVENTS_AT_MOST);
      const streams = group.streams && [...new Set([...group.streams, ...added.map(streamOf)])];
      groups.set(name, { ...group, events, ...(streams && { streams }) });
    },
    remove: (name) => void groups.delete(name),
  };
};
