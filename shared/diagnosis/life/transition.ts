import type { Remains } from '../../reports/incident-state.ts';
import type { AlarmTimes, IncidentRecord } from './incident-record.ts';
import type { AlarmMoment, DiagnosedEvent, LifeEvent } from './life-event.ts';
import { isMuted, owed, type Tell } from './owed.ts';

export interface Transition {
  /** The very record that came in: the event changes nothing. `undefined`: there is nothing that it could happen to. */
  readonly record: IncidentRecord | undefined;
  readonly tell: Tell;
}

/** More state changes than an incident has before it is closed or a person looks at it; older ones are taken for counted. */
const MOST_MARKS = 400;

const markOf = ({ arn, at }: AlarmMoment): string => `${at} ${arn}`;

const later = (one: string, other: string | undefined): string => (other !== undefined && other > one ? other : one);

const isRinging = ({ alarmAt, okAt }: AlarmTimes): boolean => okAt === undefined || alarmAt > okAt;

type Optional = 'closedAt' | 'remains' | 'resolvedBy' | 'resolvedAt' | 'mutedUntil' | 'telling';

const without = (record: IncidentRecord, ...names: readonly Optional[]): IncidentRecord => {
  const copy: { -readonly [Name in keyof IncidentRecord]: IncidentRecord[Name] } = { ...record };
  for (const name of names) delete copy[name];
  return copy;
};

/** Closed when no alarm is left; an alarm that rings again before the close was told carries it on. */
const settled = (record: IncidentRecord): IncidentRecord => {
  const times = Object.values(record.times);
  if (times.some(isRinging)) return { ...without(record, 'closedAt', 'remains'), state: record.state === 'closed' ? 'open' : record.state };
  return { ...record, state: 'closed', closedAt: times.reduce((latest, { okAt = '' }) => later(latest, okAt), '') };
};

/** A rung alarm of a later time than the resolution opens it again; one that only arrives late does not. */
const reopened = (record: IncidentRecord, { at }: AlarmMoment): IncidentRecord => {
  const isNews = record.state === 'resolved' && at > (record.resolvedAt ?? '');
  return isNews ? { ...without(record, 'resolvedBy', 'resolvedAt'), state: 'open' } : record;
};

const counting = (record: IncidentRecord, alarm: AlarmMoment): IncidentRecord => {
  const { counted, times } = record;
  const mark = markOf(alarm);
  const oldest = counted[0] ?? '';
  if (counted.includes(mark) || (counted.length === MOST_MARKS && mark < oldest)) return record;
  const known = times[alarm.arn];
  const rung = { ...known, alarmAt: later(alarm.at, known?.alarmAt) };
  return settled({
    ...reopened(record, alarm),
    seen: record.seen + 1,
    openedAt: alarm.at < record.openedAt ? alarm.at : record.openedAt,
    lastSeenAt: later(record.lastSeenAt, alarm.at),
    counted: [...counted, mark].sort().slice(-MOST_MARKS),
    times: { ...times, [alarm.arn]: rung },
  });
};

/** A mute outlives the record: an alarm that goes off again is the same nuisance. */
const opening = (last: IncidentRecord | undefined, event: DiagnosedEvent): IncidentRecord => {
  const { id, key, target, tags, verdict, alarm, window, failures, report, messages } = event;
  const mutedUntil = last && isMuted(last, new Date(alarm.at)) ? last.mutedUntil : undefined;
  return {
    id,
    key,
    state: 'open',
    target,
    ...(tags && { tags }),
    verdict,
    window,
    openedAt: alarm.at,
    lastSeenAt: alarm.at,
    seen: 1,
    failures,
    ...(mutedUntil !== undefined && { mutedUntil }),
    report,
    messages,
    times: { [alarm.arn]: { alarmAt: alarm.at } },
    counted: [markOf(alarm)],
    version: 1,
  };
};

/** Closed, told, and over before this alarm: what comes now is another incident. */
const isOver = (record: IncidentRecord, alarm: AlarmMoment, now: Date): boolean =>
  record.state === 'closed' && owed(record, now) === 'nothing' && alarm.at > (record.closedAt ?? '');

const diagnosed = (record: IncidentRecord | undefined, event: DiagnosedEvent, now: Date): IncidentRecord => {
  if (!record || isOver(record, event.alarm, now)) return opening(record, event);
  const isCounted = record.counted.includes(markOf(event.alarm));
  if (isCounted) return record;
  const isLatest = event.alarm.at >= record.lastSeenAt;
  const { report, messages, window } = isLatest ? event : record;
  const failures = Math.max(record.failures, event.failures);
  return counting({ ...record, report, ...(messages && { messages }), window, failures }, event.alarm);
};

/** An OK that is older than the alarm's last ALARM, or that overtook its first, is noted and closes nothing. */
const heardOk = (record: IncidentRecord, { arn, at }: AlarmMoment, remains: Remains | undefined): IncidentRecord => {
  const { times } = record;
  const known = times[arn];
  if (later(at, known?.okAt) === known?.okAt) return record;
  const after = settled({ ...record, times: { ...times, [arn]: { alarmAt: known?.alarmAt ?? '', okAt: at } } });
  return after.state === 'closed' && remains ? { ...after, remains } : after;
};

const unmuted = (record: IncidentRecord): IncidentRecord => (record.mutedUntil === 'resolved' ? without(record, 'mutedUntil') : record);

type Rules = {
  readonly [Kind in Exclude<LifeEvent['kind'], 'diagnosed'>]: (
    record: IncidentRecord,
    event: Extract<LifeEvent, { kind: Kind }>,
  ) => IncidentRecord;
};

const RULES: Rules = {
  repeated: (record, { alarm }) => counting(record, alarm),
  'alarm-ok': (record, { alarm, remains }) => heardOk(record, alarm, remains),
  mute: (record, { until }) => (record.mutedUntil === until ? record : { ...record, mutedUntil: until }),
  resolve: (record, { by, at }) =>
    record.state === 'open' ? { ...unmuted(record), state: 'resolved', resolvedBy: by, resolvedAt: at } : record,
  telling: (record, { until }) => ({ ...record, telling: until }),
  told: (record, { shown, place }) => ({ ...without(record, 'telling'), shown, ...(place && { place }) }),
  'not-told': (record, { unsure }) => (unsure === undefined ? without(record, 'telling') : { ...record, telling: unsure }),
};

const next = (record: IncidentRecord | undefined, event: LifeEvent, now: Date): IncidentRecord | undefined => {
  if (event.kind === 'diagnosed') return diagnosed(record, event, now);
  return record && RULES[event.kind](record, event as never);
};

/** An event happens to the last record of a key: what becomes of it, and what Slack is to hear. Pure; the same event twice is as good as once. */
export const transition = (record: IncidentRecord | undefined, event: LifeEvent, now: Date): Transition => {
  const after = next(record, event, now);
  if (!after) return { record: undefined, tell: 'nothing' };
  const isSame = after === record || after.id !== record?.id;
  const versioned = isSame ? after : { ...after, version: record.version + 1 };
  return { record: versioned, tell: owed(versioned, now) };
};
