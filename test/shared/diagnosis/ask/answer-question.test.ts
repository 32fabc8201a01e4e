import { expect, test } from 'vitest';
import { answerQuestion } from '../../../../shared/diagnosis/ask/answer-question.ts';
import type { QuestionPorts } from '../../../../shared/diagnosis/ask/question-ports.ts';
import type { SlackCommand } from '../../../../shared/diagnosis/ask/slack-question.ts';
import type { SlackReply } from '../../../../shared/diagnosis/ask/slack-reply.ts';
import type { DeliveryFailure } from '../../../../shared/diagnosis/channels.ts';
import { err, ok, type Result } from '../../../../shared/lib/result.ts';
import { memoryIncidents } from '../../../support/memory-incidents.ts';

const NOW = new Date('2026-11-20T15:00:00Z');

const QUESTION: SlackCommand = {
  version: 1,
  kind: 'slack-command',
  id: 'qrstuvwxyz234567',
  team: 'T1',
  channel: 'C1',
  user: 'U1',
  responseUrl: 'https://hooks.slack.com/actions/1',
  received: NOW.toISOString(),
  text: 'help',
};

/** The table fails; Slack answers so. */
const withoutTable = (slack: Result<void, DeliveryFailure>) => {
  const sent: SlackReply[] = [];
  const ports: QuestionPorts = {
    incidents: memoryIncidents(),
    now: () => NOW,
    tell: async () => undefined,
    collect: async () => err({ kind: 'throttled', action: 'apigateway:GET' }),
    once: () => Promise.reject(Object.assign(new Error('no such table'), { name: 'ResourceNotFoundException' })),
    askers: {},
    respond: async (_url, reply) => {
      sent.push(reply);
      return slack;
    },
    page: async () => '',
  };
  return { ports, sent };
};

const REASON = 'Not answered: ResourceNotFoundException: no such table';
const AGAIN = { kind: 'retry', retryAfterSeconds: 10, reason: REASON };

test('trouble with the table is tried again soon, as somebody is waiting', async () => {
  const { ports, sent } = withoutTable(ok(undefined));
  expect([await answerQuestion(ports, QUESTION, 1), await answerQuestion(ports, QUESTION, 2)]).toEqual([AGAIN, AGAIN]);
  expect(sent).toEqual([]);
});

test('when it lasts, who asked is told once that no answer comes', async () => {
  const { ports, sent } = withoutTable(ok(undefined));
  expect(await answerQuestion(ports, QUESTION, 3)).toEqual({ kind: 'lost', reason: REASON });
  expect(sent).toMatchObject([{ audience: 'ephemeral', message: { text: expect.stringContaining('could not answer') } }]);
});

test('when Slack is down too, it is tried until Slack takes it, and given up when Slack never will', async () => {
  expect(await answerQuestion(withoutTable(err({ kind: 'temporary', reason: 'Slack answered 503' })).ports, QUESTION, 3)).toEqual(AGAIN);
  const gone = withoutTable(err({ kind: 'permanent', reason: 'Slack refuses: expired_url' }));
  expect(await answerQuestion(gone.ports, QUESTION, 3)).toEqual({ kind: 'lost', reason: REASON });
});
