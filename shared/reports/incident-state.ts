import { escapeMrkdwn } from './mrkdwn.ts';
import { context, type SlackMessage, section } from './slack-message.ts';

/** Whether an incident's cause is still there, as a look at the stage found after the alarm's OK. `elsewhere`: not in the API's configuration. */
export type Remains = 'in-configuration' | 'gone' | 'elsewhere' | 'unknown';

/** What has become of an incident, for people. Dates are ISO 8601, UTC. */
export interface IncidentState {
  readonly state: 'open' | 'resolved' | 'closed';
  readonly openedAt: string;
  readonly lastSeenAt: string;
  readonly closedAt?: string;
  readonly seen: number;
  readonly failures: number;
  readonly resolvedBy?: string;
  /** Absent: no cause was named. */
  readonly remains?: Remains;
}

const MINUTE = 60_000;

const timeOf = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const duration = (from: string, to: string): string => {
  const minutes = Math.max(0, Math.round((new Date(to).getTime() - new Date(from).getTime()) / MINUTE));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

/** An OK says that requests stopped failing, and not why. */
const REMAINS: Readonly<Record<Remains, string>> = {
  'in-configuration': 'The cause is still in the configuration: the same request would fail again.',
  gone: 'The cause is no longer in the configuration.',
  elsewhere: "The cause is not in the API's configuration, so the next requests will tell whether it is gone.",
  unknown: 'Whether the cause is still in the configuration could not be seen.',
};

const overSentence = (state: IncidentState): string => {
  const { openedAt, closedAt = state.lastSeenAt, seen, failures, remains } = state;
  const figures = `${plural(seen, 'alarm')}, at least ${plural(failures, 'failing request')}`;
  const over = `Over at ${timeOf(closedAt)}, after ${duration(openedAt, closedAt)}: ${figures}.`;
  return remains === undefined ? over : `${over} ${REMAINS[remains]}`;
};

const SENTENCE: { readonly [State in IncidentState['state']]: (state: IncidentState) => string } = {
  open: ({ seen, openedAt, lastSeenAt }) =>
    seen === 1 ? '' : `Seen ${seen} times since ${timeOf(openedAt)}, last at ${timeOf(lastSeenAt)}.`,
  resolved: (state) =>
    [`Marked as resolved${state.resolvedBy === undefined ? '' : ` by ${state.resolvedBy}`}.`, SENTENCE.open(state)]
      .filter(Boolean)
      .join(' '),
  closed: overSentence,
};

/** One line; empty for an incident that was only just opened. */
export const stateSentence = (state: IncidentState): string => SENTENCE[state.state](state);

const MOST = 400;

/** The message with what has become of it, below its header. */
export const withState = ({ text, blocks: [first, ...rest] }: SlackMessage, state: IncidentState): SlackMessage => {
  const sentence = escapeMrkdwn(stateSentence(state), MOST);
  if (sentence === '') return { text, blocks: first ? [first, ...rest] : [] };
  const line = state.state === 'open' ? context(sentence) : section(`*${sentence}*`);
  return { text: state.state === 'open' ? text : `${sentence} ${text}`, blocks: [...(first ? [first] : []), line, ...rest] };
};

/** For the thread, or for a channel in which the message cannot be edited. */
export const stateMessage = (title: string, state: IncidentState): SlackMessage => {
  const sentence = `${escapeMrkdwn(title, MOST)}: ${escapeMrkdwn(stateSentence(state), MOST)}`;
  return { text: sentence, blocks: [section(sentence)] };
};
