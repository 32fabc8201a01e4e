import { ok } from '../../lib/result.ts';
import type { DeliveryFailure } from '../channels.ts';
import { answerCommand, type Replies } from './answer-command.ts';
import { answerPress } from './answer-press.ts';
import { mayAsk } from './may-ask.ts';
import type { QuestionPorts } from './question-ports.ts';
import type { SlackQuestion } from './slack-question.ts';
import { privateNote, privateText, type SlackReply } from './slack-reply.ts';

/** `lost`: Slack takes no answer any more, or who asked knows that none comes; no retry and no operator helps, and they can ask again. */
export type QuestionAnswer =
  | { readonly kind: 'answered' }
  | { readonly kind: 'retry'; readonly retryAfterSeconds: number; readonly reason: string }
  | { readonly kind: 'lost'; readonly reason: string };

/** How long an address for answers lives: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const LIFE_MILLIS = 30 * 60_000;

/** From this attempt on AWS's silence is told; somebody is waiting. */
const LAST_PATIENT_ATTEMPT = 2;

const WAIT_SECONDS = 10;

const NOT_ALLOWED = 'This deployment answers only people, channels and workspaces that its `gatewhy.config.json` names as `askers`.';

const repliesTo = async (ports: QuestionPorts, question: SlackQuestion, isPatient: boolean): Promise<Replies> => {
  if (!mayAsk(ports.askers, question)) return ok([privateNote(NOT_ALLOWED)]);
  return question.kind === 'slack-command' ? answerCommand(ports, question, isPatient) : answerPress(ports, question, isPatient);
};

/** In their order; one that an earlier attempt has sent is not sent again. */
const send = async (
  { once, respond }: QuestionPorts,
  { id, responseUrl }: SlackQuestion,
  replies: readonly SlackReply[],
): Promise<QuestionAnswer> => {
  for (const [index, reply] of replies.entries()) {
    const sent = await once<DeliveryFailure>(`reply ${id} ${index}`, () => respond(responseUrl, reply));
    if (sent.ok) continue;
    const { failure } = sent;
    if (failure.kind === 'permanent') return { kind: 'lost', reason: failure.reason };
    if (failure.kind === 'in-progress')
      return { kind: 'retry', retryAfterSeconds: WAIT_SECONDS, reason: 'Another invocation is just answering it' };
    return { kind: 'retry', retryAfterSeconds: failure.retryAfterSeconds ?? WAIT_SECONDS, reason: failure.reason };
  }
  return { kind: 'answered' };
};

const answer = async (ports: QuestionPorts, question: SlackQuestion, attempt: number): Promise<QuestionAnswer> => {
  const replies = await repliesTo(ports, question, attempt < LAST_PATIENT_ATTEMPT);
  return replies.ok ? send(ports, question, replies.value) : { kind: 'retry', retryAfterSeconds: WAIT_SECONDS, reason: replies.failure };
};

/** From this attempt on who asked is told that no answer comes. */
const LAST_HOPEFUL_ATTEMPT = 3;

const NO_ANSWER = 'gatewhy could not answer: something of its own fails, and its log says what. Ask again in a few minutes.';

/** Most likely the table, so this is sent without a claim. A question has no use for the dead-letter queue: nobody can answer it from there. */
const giveUp = async (
  { respond }: QuestionPorts,
  { responseUrl }: SlackQuestion,
  attempt: number,
  error: unknown,
): Promise<QuestionAnswer> => {
  const reason = `Not answered: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
  const again = { kind: 'retry', retryAfterSeconds: WAIT_SECONDS, reason } as const;
  if (attempt < LAST_HOPEFUL_ATTEMPT) return again;
  const told = await respond(responseUrl, privateText(NO_ANSWER));
  return told.ok || told.failure.kind === 'permanent' ? { kind: 'lost', reason } : again;
};

/** A question from Slack → its answer, by the address that came with it. `attempt` counts from 1. */
export const answerQuestion = async (ports: QuestionPorts, question: SlackQuestion, attempt: number): Promise<QuestionAnswer> => {
  if (ports.now().getTime() - Date.parse(question.received) > LIFE_MILLIS) {
    return { kind: 'lost', reason: 'The question is more than 30 minutes old: Slack takes no answer to it' };
  }
  try {
    return await answer(ports, question, attempt);
  } catch (error) {
    return giveUp(ports, question, attempt, error);
  }
};
