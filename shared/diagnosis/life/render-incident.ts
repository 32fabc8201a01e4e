import { isRecord, parseJson } from '../../lib/json.ts';
import { shorten } from '../../lib/readable-text.ts';
import { type IncidentState, stateMessage, stateSentence, withState } from '../../reports/incident-state.ts';
import { escapeMrkdwn } from '../../reports/mrkdwn.ts';
import { withButtons } from '../../reports/slack-buttons.ts';
import { verdictTitle } from '../../reports/verdict-title.ts';
import type { Reports, SlackReport } from '../channels.ts';
import type { MachineReport } from '../machine-report-schema.ts';
import type { IncidentMessages, IncidentRecord } from './incident-record.ts';
import type { Tell } from './owed.ts';

const stateOf = (record: IncidentRecord): IncidentState => {
  const { state, openedAt, lastSeenAt, closedAt, seen, failures, resolvedBy, remains } = record;
  return {
    state,
    openedAt,
    lastSeenAt,
    seen,
    failures,
    ...(closedAt !== undefined && { closedAt }),
    ...(resolvedBy !== undefined && { resolvedBy }),
    ...(remains !== undefined && { remains }),
  };
};

const titleOf = ({ verdict, target: { apiName, apiId = 'the API', stage } }: IncidentRecord): string =>
  `${verdictTitle(verdict)} on ${[apiName ?? apiId, stage].filter(Boolean).join(' ')}`;

const messagesOf = (record: IncidentRecord): Omit<IncidentMessages, 'card'> => {
  const title = titleOf(record);
  return record.messages ?? { slack: { text: title, blocks: [], details: [] }, sns: { subject: `gatewhy: ${title}`, text: title } };
};

/**
 * What Slack is to be sent. `undefined`: the way in cannot edit, and nothing is worth another message. `died`: a worker did not come back
 * from telling it, so that it may stand there already. `hasButtons`: somebody listens to them.
 */
export const slackReport = (
  record: IncidentRecord,
  tell: Exclude<Tell, 'nothing'>,
  { died, hasButtons }: { readonly died: boolean; readonly hasButtons: boolean },
): SlackReport | undefined => {
  const { place, id, openedAt, shown } = record;
  const state = stateOf(record);
  const { slack } = messagesOf(record);
  const stated = withState(slack, state);
  const message = hasButtons ? withButtons(stated, { answer: id, ...(state.state !== 'closed' && { incident: id }) }) : stated;
  if (tell === 'post' || shown === undefined) {
    return { ...message, details: slack.details, mark: { incident: id, ...(died && { since: openedAt }) } };
  }
  const closing = tell === 'close' ? [stateMessage(titleOf(record), state)] : [];
  if (place) return { ...message, details: died ? [] : closing, replaces: place };
  return closing[0] && { ...closing[0], details: [] };
};

/** For machines: the report of the last look, and what has become of it. */
export const lifeReport = (record: IncidentRecord): MachineReport => {
  const { id, state, openedAt, closedAt, seen, failures, remains } = record;
  const report = parseJson(record.report);
  const life = { id, state, openedAt, ...(closedAt !== undefined && { closedAt }), seen, failures, ...(remains && { remains }) };
  /** The record's report was written as one, by the same code. */
  return { ...(isRecord(report) ? report : {}), life } as unknown as MachineReport;
};

const SUBJECT_LENGTH = 99;

export const snsReport = (record: IncidentRecord): Reports['sns'] => {
  const { sns } = messagesOf(record);
  const report = lifeReport(record);
  if (record.state !== 'closed') return { ...sns, report };
  const sentence = stateSentence(stateOf(record));
  return { subject: `Over: ${sns.subject}`.slice(0, SUBJECT_LENGTH), text: `${titleOf(record)}\n\n${sentence}\n`, report };
};

const MOST_CARD_TITLE = 250;

/** The end stands in the thread of the beginning. A record without messages has no card to repeat. */
export const cardReport = (record: IncidentRecord): Reports['card'] | undefined => {
  const card = record.messages?.card;
  if (!card || record.state !== 'closed') return card;
  const { textType, keywords } = card.content;
  const title = shorten(`Over: ${card.content.title}`, MOST_CARD_TITLE);
  const description = escapeMrkdwn(stateSentence(stateOf(record)), 1_000);
  return { ...card, content: { textType, title, description, keywords }, metadata: { ...card.metadata, summary: title } };
};
