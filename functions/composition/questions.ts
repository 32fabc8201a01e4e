import type { Context } from 'aws-lambda';
import type { QuestionPorts } from '../../shared/diagnosis/ask/question-ports.ts';
import { lazily } from '../../shared/lib/lazily.ts';
import { OUTCOME_IDS, type OutcomeId, type VerdictId } from '../../shared/model/cause-id.ts';
import { claimsOf } from './claims.ts';
import { collectWithin } from './collecting.ts';
import { responseEnvironment, sharedEnvironment } from './environment.ts';

const SLACK_TIMEOUT_MS = 5_000;

const isOutcome = (id: VerdictId): id is OutcomeId => OUTCOME_IDS.some((outcome) => outcome === id);

const page: QuestionPorts['page'] = async (verdict) =>
  isOutcome(verdict)
    ? (await import('../cli/outcome-page.ts')).outcomePage(verdict)
    : (await import('../../shared/files/cause-page.ts')).readCausePage(verdict);

const opened = lazily(async () => {
  const [{ TABLE_NAME, QUEUE_URL }, { SLACK_RESPONSE_ORIGIN }] = [sharedEnvironment(), responseEnvironment()];
  const [{ answerQuestion }, collect, { createIncidentStore }, { createRespond }, { createHideMessage }] = await Promise.all([
    import('../../shared/diagnosis/ask/answer-question.ts'),
    collectWithin(),
    import('../../shared/aws/incident-store.ts'),
    import('../../shared/slack/respond.ts'),
    import('../../shared/aws/hide-message.ts'),
  ]);
  const respond = createRespond({ timeoutMs: SLACK_TIMEOUT_MS, ...(SLACK_RESPONSE_ORIGIN && { origin: SLACK_RESPONSE_ORIGIN }) });
  const ports = { collect, incidents: createIncidentStore(TABLE_NAME), respond, page, now: () => new Date() };
  return { answerQuestion, ports, hide: createHideMessage(QUEUE_URL) };
});

/** All that answering one question from Slack takes. */
export const openQuestions = async (context: Context) => {
  const [{ answerQuestion, ports, hide }, once] = await Promise.all([opened(), claimsOf(context)]);
  return { answerQuestion, ports: { ...ports, once }, hide };
};
