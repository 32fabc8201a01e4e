import { ok } from '../../lib/result.ts';
import type { DeliveryFailure } from '../channels.ts';
import { answerCommand, type Replies } from './answer-command.ts';
import { answerPress } from './answer-press.ts';
import { mayAsk } from './may-ask.ts';
import type { QuestionPorts } from './question-ports.ts';
import type { SlackQuestion } from './slack-question.ts';
import { privateNote, type SlackReply } from './slack-reply.ts';

/** `lost`: Slack takes no answer any more, so no retry and no operator helps; who asked can ask again. */
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

/** A question from Slack → its answer, by the address that came with it. `attempt` counts from 1. What is thrown comes from the table. */
export const answerQuestion = async (ports: QuestionPorts, question: SlackQuestion, attempt: number): Promise<QuestionAnswer> => {
  if (ports.now().getTime() - Date.parse(question.received) > LIFE_MILLIS) {
    return { kind: 'lost', reason: 'The question is more than 30 minutes old: Slack takes no answer to it' };
  }
  const replies = await repliesTo(ports, question, attempt < LAST_PATIENT_ATTEMPT);
  return replies.ok ? send(ports, question, replies.value) : { kind: 'retry', retryAfterSeconds: WAIT_SECONDS, reason: replies.failure };
};
