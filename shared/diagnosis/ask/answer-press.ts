import { assertNever } from '../../lib/assert-never.ts';
import { isRecord, parseJson } from '../../lib/json.ts';
import { err, ok } from '../../lib/result.ts';
import type { Window } from '../../model/diagnosis.ts';
import { type JsonReport, jsonReportSchema } from '../../reports/json-report-schema.ts';
import { evidenceAnswer, fixAnswer, ruledOutAnswer } from '../../reports/slack-answers.ts';
import { isRepairTool } from '../../reports/slack-buttons.ts';
import type { IncidentRecord } from '../life/incident-record.ts';
import { queryAbout } from '../life/query-about.ts';
import type { Replies } from './answer-command.ts';
import { changeIncident } from './change-incident.ts';
import { lookAndKeep } from './look-and-keep.ts';
import type { QuestionPorts } from './question-ports.ts';
import type { SlackPress } from './slack-question.ts';
import { inThread, privateNote, privateText } from './slack-reply.ts';

const DAY = 86_400_000;

const GONE = 'This answer is no longer kept. Ask anew: `/gatewhy orders-api prod`.';
const NO_SUCH_CHOICE = 'This choice is none of ours any more. Ask anew: `/gatewhy orders-api prod`.';

const TOO_LONG = 'The report was too long to be kept. Press “Run again”: the fresh answer comes with its details.';

/** A record has room for so much; the rest was left out. */
const isBrief = ({ report }: IncidentRecord): boolean => {
  const kept = parseJson(report);
  return isRecord(kept) && kept.truncated === true;
};

const READING: ReadonlySet<SlackPress['action']> = new Set(['evidence', 'fix', 'ruled-out']);

const reportOf = ({ report }: IncidentRecord): JsonReport => jsonReportSchema.parse(parseJson(report));

/** As long a time as the answer looked at, at most a day, up to now. */
const windowOf = ({ window: { from, to } }: IncidentRecord, now: Date): Window => ({
  from: new Date(now.getTime() - Math.min(Date.parse(to) - Date.parse(from), DAY)),
  to: now,
});

const lookAgain = async (ports: QuestionPorts, press: SlackPress, record: IncidentRecord, isPatient: boolean): Promise<Replies> => {
  const query = queryAbout(record, windowOf(record, ports.now()));
  if (!query) return ok([privateNote(GONE)]);
  const looked = await lookAndKeep(ports, press, query);
  const answer = inThread(press.thread);
  if (looked.ok) return ok([looked.value.message, ...looked.value.details.slice(0, 3)].map(answer));
  const { reason, mayPass } = looked.failure;
  return mayPass && isPatient ? err(reason) : ok([{ ...privateText(reason), thread: press.thread }]);
};

/** A button below an answer or an incident → what its thread is told. Pressed again, it changes nothing and says so. */
export const answerPress = async (ports: QuestionPorts, press: SlackPress, isPatient: boolean): Promise<Replies> => {
  const record = await ports.incidents.byId(press.about);
  if (!record) return ok([privateNote(GONE)]);
  if (READING.has(press.action) && isBrief(record)) return ok([privateNote(TOO_LONG)]);
  const answer = inThread(press.thread);
  switch (press.action) {
    case 'evidence':
      return ok(evidenceAnswer(reportOf(record)).map(answer));
    case 'fix':
      return ok(isRepairTool(press.choice) ? fixAnswer(reportOf(record), press.choice).map(answer) : [privateNote(NO_SUCH_CHOICE)]);
    case 'ruled-out':
      return ok(ruledOutAnswer(reportOf(record)).map(answer));
    case 'again':
      return lookAgain(ports, press, record, isPatient);
    case 'mute':
    case 'resolved':
      return ok([await changeIncident(ports, press, record)]);
    default:
      return assertNever(press.action);
  }
};
