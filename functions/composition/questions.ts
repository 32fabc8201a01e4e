import type { Context } from 'aws-lambda';
import type { QuestionPorts } from '../../shared/diagnosis/ask/question-ports.ts';
import { lazily } from '../../shared/lib/lazily.ts';
import { isCauseId } from '../../shared/model/cause-id.ts';
import { deployedConfig } from './config.ts';
import { openDiagnosis } from './diagnosis.ts';
import { responseEnvironment } from './environment.ts';

const SLACK_TIMEOUT_MS = 5_000;

const page: QuestionPorts['page'] = async (verdict) =>
  isCauseId(verdict)
    ? (await import('../../shared/files/cause-page.ts')).readCausePage(verdict)
    : (await import('../cli/outcome-page.ts')).outcomePage(verdict);

const opened = lazily(async () => {
  const { SLACK_RESPONSE_ORIGIN } = responseEnvironment();
  const [{ answerQuestion }, { tellIncident }, { createRespond }] = await Promise.all([
    import('../../shared/diagnosis/ask/answer-question.ts'),
    import('../../shared/diagnosis/life/tell-incident.ts'),
    import('../../shared/slack/respond.ts'),
  ]);
  const respond = createRespond({ timeoutMs: SLACK_TIMEOUT_MS, ...(SLACK_RESPONSE_ORIGIN && { origin: SLACK_RESPONSE_ORIGIN }) });
  return { answerQuestion, tellIncident, respond };
});

/** All that answering one question from Slack takes. */
export const openQuestions = async (context: Context) => {
  const [{ answerQuestion, tellIncident, respond }, { ports: alarms, hide }] = await Promise.all([opened(), openDiagnosis(context)]);
  const { collect, once, incidents, now } = alarms;
  const { askers = {} } = await deployedConfig();
  const ports: QuestionPorts = { collect, once, incidents, now, askers, respond, page, tell: (key) => tellIncident(alarms, key) };
  return { answerQuestion, ports, hide };
};
