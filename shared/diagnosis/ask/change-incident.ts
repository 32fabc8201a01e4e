import { escapeMrkdwn } from '../../reports/mrkdwn.ts';
import { isMuteTerm, MUTE_TERMS, type MuteTerm } from '../../reports/slack-buttons.ts';
import { applyEvent } from '../life/apply-event.ts';
import type { IncidentRecord } from '../life/incident-record.ts';
import { isMuted } from '../life/owed.ts';
import type { QuestionPorts } from './question-ports.ts';
import type { SlackPress } from './slack-question.ts';
import { noteInThread, privateNote, type SlackReply } from './slack-reply.ts';

const HOUR = 3_600_000;
const LENGTHS: Readonly<Record<Exclude<MuteTerm, 'resolved'>, number>> = { '1h': HOUR, '24h': 24 * HOUR };

/** A press so soon after another one for the same time means the same. */
const SAME_PRESS = 5 * 60_000;

const CLOSED = 'This incident is closed already: its alarms are over. An alarm that goes off again opens a thread of its own.';

const untilOf = (term: MuteTerm, { received }: SlackPress): string =>
  term === 'resolved' ? term : new Date(Date.parse(received) + LENGTHS[term]).toISOString();

/** Shown in the reader's own time. */
const spoken = (date: string): string => {
  const seconds = Math.floor(Date.parse(date) / 1000);
  return `<!date^${seconds}^{date_short_pretty} {time}|${date.slice(0, 16).replace('T', ' ')} UTC>`;
};

const muteText = (until: string): string => (until === 'resolved' ? MUTE_TERMS.resolved : `until ${spoken(until)}`);

const isSameMute = ({ mutedUntil }: IncidentRecord, until: string): boolean => {
  if (mutedUntil === undefined || mutedUntil === 'resolved' || until === 'resolved') return mutedUntil === until;
  const later = Date.parse(until) - Date.parse(mutedUntil);
  return later >= 0 && later <= SAME_PRESS;
};

const mute = async ({ incidents, now }: QuestionPorts, press: SlackPress, record: IncidentRecord, term: MuteTerm): Promise<SlackReply> => {
  const until = untilOf(term, press);
  const isOver = record.state === 'closed' || (record.state === 'resolved' && term === 'resolved');
  if (isOver) return privateNote(record.state === 'closed' ? CLOSED : 'This incident is resolved already, and silent until it comes back.');
  /** An attempt of this very press that died before it was told. */
  const isOwn = record.mutedUntil === until && until !== 'resolved';
  if (!isOwn && isMuted(record, now()) && isSameMute(record, until)) {
    return noteInThread(press.thread, `Muted already, ${muteText(record.mutedUntil ?? until)}.`);
  }
  await applyEvent(incidents, () => incidents.byId(record.id), { kind: 'mute', until }, now());
  return noteInThread(press.thread, `<@${press.user}> muted this incident ${muteText(until)}. Its alarms are still counted.`);
};

const resolve = async (ports: QuestionPorts, press: SlackPress, record: IncidentRecord): Promise<SlackReply> => {
  if (record.state === 'closed') return privateNote(CLOSED);
  const by = press.name ?? press.user;
  const event = { kind: 'resolve', by, at: press.received } as const;
  const { record: after } = await applyEvent(ports.incidents, () => ports.incidents.byId(record.id), event, ports.now());
  /** Also on another attempt of this very press. */
  const isOwn = after?.resolvedBy === by && after.resolvedAt === press.received;
  if (!isOwn) return noteInThread(press.thread, `Resolved already, by ${escapeMrkdwn(after?.resolvedBy ?? 'somebody', 100)}.`);
  await ports.tell(record.key);
  return noteInThread(press.thread, `<@${press.user}> resolved this incident. An alarm that goes off later opens it again.`);
};

/** Mutes and resolves, once: whoever presses again is told how it stands. */
export const changeIncident = async (ports: QuestionPorts, press: SlackPress, record: IncidentRecord): Promise<SlackReply> => {
  if (press.action === 'resolved') return resolve(ports, press, record);
  return isMuteTerm(press.choice) ? mute(ports, press, record, press.choice) : privateNote('This choice is none of ours any more.');
};
