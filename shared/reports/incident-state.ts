import { escapeMrkdwn } from './mrkdwn.ts';
import { context, type SlackMessage, section } from './slack-message.ts';

/** What has become of an incident, for people. Dates are ISO 8601, UTC. */
export interface IncidentState {
  readonly state: 'open' | 'resolved' | 'closed';
  readonly openedAt: string;
  readonly lastSeenAt: string;
  readonly closedAt?: string;
  readonly seen: number;
  readonly failures: number;
  readonly resolvedBy?: string;
  /** Found by a later look at the same stage. */
  readonly laterCause?: string;
}

const MINUTE = 60_000;

const timeOf = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const duration = (from: string, to: string): string => {
  const minutes = Math.max(0, Math.round((new Date(to).getTime() - new Date(from).getTime()) / MINUTE));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

/** An OK says that requests stopped failing, and not why: only a look at the configuration would. */
const leftBehind = ({ laterCause, lastSeenAt }: IncidentState): string =>
  laterCause === undefined
    ? `The last look (${timeOf(lastSeenAt)}) still found the cause in place.`
    : `The last look at this stage no longer found it, but ${laterCause}.`;

const overSentence = (state: IncidentState): string => {
  const { openedAt, closedAt = state.lastSeenAt, seen, failures } = state;
  const figures = `${plural(seen, 'alarm')}, at least ${plural(failures, 'failing request')}`;
  return `Over at ${timeOf(closedAt)}, after ${duration(openedAt, closedAt)}: ${figures}. ${leftBehind(state)}`;
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
