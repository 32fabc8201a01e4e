import type { Context, SQSRecord } from 'aws-lambda';
import type { SlackQuestion } from '../../shared/diagnosis/ask/slack-question.ts';
import { openQuestions } from '../composition/questions.ts';
import { logger, metrics } from '../composition/telemetry.ts';

/** Neither the text nor the address for the answer: the one may hold anything, the other is a credential. */
const factsOf = ({ id, kind, team, channel }: SlackQuestion, attempt: number) => ({ question: id, kind, team, channel, attempt });

/** One question on the queue. Throws when SQS is to deliver it again. */
export const answerSlack = async (record: SQSRecord, context: Context, question: SlackQuestion, attempt: number): Promise<void> => {
  const { answerQuestion, ports, hide } = await openQuestions(context);
  const answer = await answerQuestion(ports, question, attempt);
  const facts = factsOf(question, attempt);
  if (answer.kind === 'answered') {
    metrics.addMetric('SecondsFromQuestionToAnswer', 'Seconds', (Date.now() - Date.parse(question.received)) / 1000);
    return logger.info('question answered', facts);
  }
  metrics.addMetric('SlackFailures', 'Count', 1);
  if (answer.kind === 'lost') return logger.error('question not answered, and given up', { ...facts, reason: answer.reason });
  logger.warn('question not answered, to be tried again', { ...facts, reason: answer.reason });
  const hidden = await hide(record, answer.retryAfterSeconds);
  if (!hidden.ok) logger.warn('the message comes back after its usual time', { reason: hidden.failure.reason });
  throw new Error(`To be tried again: ${answer.reason}`);
};
