import type { IncidentRecord } from './incident-record.ts';

export type Tell = 'post' | 'update' | 'close' | 'nothing';

/** All of a record that its Slack message shows: two records with one face need no update. */
export const faceOf = ({ state, seen, failures, lastSeenAt, resolvedBy = '' }: IncidentRecord): string =>
  [state, seen, failures, lastSeenAt, resolvedBy].join(' ');

export const isMuted = ({ mutedUntil }: IncidentRecord, now: Date): boolean =>
  mutedUntil !== undefined && (mutedUntil === 'resolved' || new Date(mutedUntil) > now);

/** A worker is at it, and will look again when it is done. */
const isBeingTold = ({ telling }: IncidentRecord, now: Date): boolean => telling !== undefined && new Date(telling) > now;

/** A state change that arrives after the close alters the figures; people are not told a second time. */
const closing = (record: IncidentRecord, now: Date): Tell => {
  const { shown, place } = record;
  if (shown === undefined) return isMuted(record, now) ? 'nothing' : 'close';
  if (!shown.startsWith('closed')) return 'close';
  return place ? 'update' : 'nothing';
};

/** What Slack has not heard yet. Derived from the record alone, so that whoever comes next makes up for a worker that died. */
export const owed = (record: IncidentRecord, now: Date): Tell => (isBeingTold(record, now) ? 'nothing' : unheard(record, now));

/** The same, whoever is at it. */
export const unheard = (record: IncidentRecord, now: Date): Tell => {
  if (record.shown === faceOf(record)) return 'nothing';
  if (record.state === 'closed') return closing(record, now);
  if (isMuted(record, now)) return 'nothing';
  if (record.shown !== undefined) return 'update';
  return record.state === 'open' ? 'post' : 'nothing';
};
