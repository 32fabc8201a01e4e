import type { Context, SQSRecord } from 'aws-lambda';
import { parseAlarmOver } from '../../shared/diagnosis/alarm-over.ts';
import type { Answer } from '../../shared/diagnosis/answer.ts';
import { parseSlackQuestion } from '../../shared/diagnosis/ask/slack-question.ts';
import { parseDiagnosisRequest } from '../../shared/diagnosis/diagnosis-request.ts';
import { ok } from '../../shared/lib/result.ts';
import { openDiagnosis } from '../composition/diagnosis.ts';
import { logger, metrics } from '../composition/telemetry.ts';
import { answerSlack } from './answer-slack.ts';
import { countAnswer } from './count-answer.ts';

const attemptOf = ({ attributes }: SQSRecord): number => Math.max(1, Number(attributes.ApproximateReceiveCount) || 1);

const tell = ({ kind, fate, reasons, diagnosis, deliveries }: Answer, incident: string, attempt: number): void => {
  const facts = { incident, fate, attempt, verdict: diagnosis?.verdict, deliveries, reasons };
  if (kind === 'told') logger.info('diagnosis told', facts);
  else if (kind === 'retry') logger.warn('diagnosis not told everywhere, to be tried again', facts);
  else logger.error('diagnosis not told everywhere, and no retry helps: an operator has to act', facts);
};

/** One message of the queue. Throws when SQS is to deliver it again. */
export const answerRecord = async (record: SQSRecord, context: Context): Promise<void> => {
  const { answerAlarm, answerOver, ports, hide, toDeadLetters } = await openDiagnosis(context);

  /** Straight to where an operator finds it; without such a queue, through the usual number of retries. */
  const setAside = async (reason: string): Promise<void> => {
    const moved = await toDeadLetters?.(record.body);
    if (!moved?.ok) throw new Error(`Not set aside (${moved?.failure.reason ?? 'no DEAD_LETTER_QUEUE_URL'}): ${reason}`);
    metrics.addMetric('DeadLettered', 'Count', 1);
  };

  const attempt = attemptOf(record);
  const question = parseSlackQuestion(record.body);
  if (question?.ok) return answerSlack(record, context, question.value, attempt);
  const over = parseAlarmOver(record.body);
  const request = question ?? (over ? ok(over) : parseDiagnosisRequest(record.body));
  if (!request.ok) {
    logger.error('message set aside', { messageId: record.messageId, reason: request.failure });
    return setAside(request.failure);
  }
  const message = request.value;
  const answer = 'over' in message ? await answerOver(ports, message, attempt) : await answerAlarm(ports, message, attempt);
  tell(answer, 'over' in message ? `${message.alarm.arn} ${message.alarm.at} OK` : message.incident, attempt);
  countAnswer(answer, message.alarm.at, new Date());
  if (answer.kind === 'set-aside') return setAside(answer.reasons.join('; '));
  if (answer.kind === 'told') return undefined;
  const hidden = await hide(record, answer.retryAfterSeconds);
  if (!hidden.ok) logger.warn('the message comes back after its usual time', { reason: hidden.failure.reason });
  throw new Error(`To be tried again: ${answer.reasons.join('; ')}`);
};
