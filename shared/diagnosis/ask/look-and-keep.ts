import { err, ok, type Result } from '../../lib/result.ts';
import type { Diagnosis } from '../../model/diagnosis.ts';
import { jsonReport } from '../../reports/json-report.ts';
import { withButtons } from '../../reports/slack-buttons.ts';
import { slackDetails } from '../../reports/slack-details.ts';
import { type SlackMessage, slackMessage } from '../../reports/slack-message.ts';
import { describeCollectFailure, mayPass } from '../collect-failure.ts';
import type { CollectQuery } from '../collect-query.ts';
import { diagnose } from '../diagnose.ts';
import type { IncidentRecord } from '../life/incident-record.ts';
import { readIncident } from '../read-incident.ts';
import type { QuestionPorts } from './question-ports.ts';
import type { SlackQuestion } from './slack-question.ts';

export interface Looked {
  /** With buttons. */
  readonly message: SlackMessage;
  readonly details: readonly SlackMessage[];
}

/** `mayPass`: a second try may see more. */
export interface NotLooked {
  readonly reason: string;
  readonly mayPass: boolean;
}

/** DynamoDB takes 400 KB an item; characters may take three bytes each. */
const LONGEST_REPORT = 100_000;

/** An answer to a question belongs to no alarm: it is closed from the start, and kept only for its buttons. */
const recordOf = (
  { id, received }: SlackQuestion,
  { target, verdict, requests }: Diagnosis,
  { window: { from, to } }: CollectQuery,
  report: string,
): IncidentRecord => ({
  id,
  key: `question/${id}`,
  state: 'closed',
  target,
  verdict,
  window: { from: from.toISOString(), to: to.toISOString() },
  openedAt: received,
  lastSeenAt: received,
  seen: 0,
  failures: requests.failed,
  times: {},
  counted: [],
  report,
  version: 1,
});

/** A report that is too long to be kept is told without buttons. An earlier attempt may have kept its own. */
const keep = async ({ incidents }: QuestionPorts, question: SlackQuestion, query: CollectQuery, diagnosis: Diagnosis): Promise<boolean> => {
  const report = JSON.stringify(jsonReport(diagnosis));
  if (report.length > LONGEST_REPORT) return false;
  if (!(await incidents.byId(question.id))) await incidents.put(recordOf(question, diagnosis, query, report), undefined);
  return true;
};

/** Evidence → diagnosis → what Slack shows of it, kept for the buttons below it. */
export const lookAndKeep = async (
  ports: QuestionPorts,
  question: SlackQuestion,
  query: CollectQuery,
): Promise<Result<Looked, NotLooked>> => {
  const collected = await ports.collect(query);
  if (!collected.ok) return err({ reason: describeCollectFailure(collected.failure), mayPass: mayPass(collected.failure) });
  const { incident, cost } = collected.value;
  const found = diagnose(readIncident(incident));
  const diagnosis = { ...found, target: { ...query.place, ...found.target }, cost };
  const message = slackMessage(diagnosis);
  const isKept = await keep(ports, question, query, diagnosis);
  return ok({ message: isKept ? withButtons(message, { answer: question.id }) : message, details: slackDetails(diagnosis) });
};
