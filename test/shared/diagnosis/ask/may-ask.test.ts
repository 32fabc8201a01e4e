import { expect, test } from 'vitest';
import { answerQuestion } from '../../../../shared/diagnosis/ask/answer-question.ts';
import { mayAsk } from '../../../../shared/diagnosis/ask/may-ask.ts';
import type { QuestionPorts } from '../../../../shared/diagnosis/ask/question-ports.ts';
import type { SlackQuestion } from '../../../../shared/diagnosis/ask/slack-question.ts';
import type { SlackReply } from '../../../../shared/diagnosis/ask/slack-reply.ts';
import { ok } from '../../../../shared/lib/result.ts';
import { memoryIncidents } from '../../../support/memory-incidents.ts';

const WHO = { team: 'T0000001', channel: 'C0000001', user: 'U0000001' };

test.for([
  { askers: {}, may: true },
  { askers: { users: ['U0000001'] }, may: true },
  { askers: { users: ['U0000002'] }, may: false },
  { askers: { teams: ['T0000001'], channels: ['C0000001', 'C0000002'] }, may: true },
  { askers: { teams: ['T0000001'], channels: ['C0000002'] }, may: false },
  { askers: { teams: ['T0000002'], users: ['U0000001'] }, may: false },
])('$askers: may ask is $may', ({ askers, may }) => {
  expect(mayAsk(askers, WHO)).toBe(may);
});

const RECEIVED = '2026-11-20T15:00:00.000Z';
const common = { version: 1, id: 'qrstuvwxyz234567', ...WHO, responseUrl: 'https://hooks.slack.com/1', received: RECEIVED } as const;

test.for<SlackQuestion>([
  { ...common, kind: 'slack-command', text: 'orders prod' },
  { ...common, kind: 'slack-press', action: 'resolved', about: 'abcdefghijklmnop', thread: '1.1' },
])('who may not ask is told so, alone, and nothing is done: $kind', async (question) => {
  const replies: SlackReply[] = [];
  const never = () => Promise.reject(new Error('Nothing may be done.'));
  const ports: QuestionPorts = {
    incidents: { ...memoryIncidents(), byId: never, put: never },
    now: () => new Date(RECEIVED),
    tell: never,
    collect: never,
    once: async (_key, work) => {
      const done = await work();
      return done.ok ? ok('done') : done;
    },
    askers: { users: ['U0000009'] },
    respond: async (_url, reply) => {
      replies.push(reply);
      return ok(undefined);
    },
    page: never,
  };
  expect(await answerQuestion(ports, question, 1)).toEqual({ kind: 'answered' });
  expect(replies).toMatchObject([{ audience: 'ephemeral', message: { text: expect.stringContaining('`askers`') } }]);
});
