import { expect, test } from 'vitest';
import { type AnswerPorts, answerAlarm } from '../../../shared/diagnosis/answer-alarm.ts';
import type { Channels, DeliveryFailure } from '../../../shared/diagnosis/channels.ts';
import type { CollectFailure } from '../../../shared/diagnosis/collect-query.ts';
import { type DiagnosisRequest, parseDiagnosisRequest, queryOf } from '../../../shared/diagnosis/diagnosis-request.ts';
import type { Once } from '../../../shared/diagnosis/once.ts';
import { err, ok } from '../../../shared/lib/result.ts';

const request: DiagnosisRequest = {
  version: 1,
  incident: 'arn 2026-11-20T14:07:12.345Z orders prod',
  alarm: { name: 'orders-5xx', arn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:orders-5xx', at: '2026-11-20T14:07:12.345Z' },
  target: { apiName: 'orders', stage: 'prod', region: 'eu-west-1', account: '111122223333' },
  window: { from: '2026-11-20T13:57:12.345Z', to: '2026-11-20T14:09:12.345Z' },
};

/** Claims in memory: what succeeded is not done again. */
const claims = (): Once => {
  const done = new Set<string>();
  return async (key, work) => {
    if (done.has(key)) return ok('repeated');
    const outcome = await work();
    if (!outcome.ok) return outcome;
    done.add(key);
    return ok('done');
  };
};

const sent: string[] = [];
const sending = (name: string) => async () => {
  sent.push(name);
  return ok(undefined);
};
const failing = (failure: DeliveryFailure) => async () => err(failure);

const portsWith = (collected: CollectFailure | undefined, channels: Channels = { slack: sending('slack') }): AnswerPorts => ({
  collect: async () =>
    collected
      ? err(collected)
      : ok({ incident: { version: 1, api: { kind: 'REST', name: 'orders', stage: 'prod' } }, cost: { calls: {}, bytes: 0, millis: 1 } }),
  once: claims(),
  channels: () => channels,
});

test.for([
  { failure: { kind: 'api-not-found', api: 'orders', similar: ['orders-v2'] }, summary: /orders-v2/ },
  { failure: { kind: 'access-denied', action: 'apigateway:GET', detail: 'no policy' }, summary: /apigateway:GET/ },
  { failure: { kind: 'stage-needed', api: 'orders', stages: ['a', 'b'] }, summary: /name one of a, b/ },
] as const)('$failure.kind is told as the reason why nothing is known', async ({ failure, summary }) => {
  const answer = await answerAlarm(portsWith(failure), request, 1);
  expect(answer).toMatchObject({
    kind: 'told',
    diagnosis: { verdict: 'insufficient-evidence', summary: expect.stringMatching(summary), target: { apiName: 'orders', stage: 'prod' } },
  });
});

test('throttling may pass: it is tried again, later each time, and told at the third attempt', async () => {
  const ports = portsWith({ kind: 'throttled', action: 'apigateway:GetStage' });
  expect(await answerAlarm(ports, request, 1)).toMatchObject({ kind: 'retry', retryAfterSeconds: 30, deliveries: [] });
  expect(await answerAlarm(ports, request, 2)).toMatchObject({ kind: 'retry', retryAfterSeconds: 60 });
  expect(await answerAlarm(ports, request, 3)).toMatchObject({
    kind: 'told',
    deliveries: [{ channel: 'slack', outcome: { kind: 'sent' } }],
  });
});

test('the longest wait that a channel asks for is kept, and what may pass outranks what may not', async () => {
  const answer = await answerAlarm(
    portsWith(undefined, {
      slack: failing({ kind: 'temporary', reason: 'busy', retryAfterSeconds: 120 }),
      sns: failing({ kind: 'temporary', reason: 'down' }),
      eventbridge: failing({ kind: 'permanent', reason: 'no such bus' }),
    }),
    request,
    1,
  );
  expect(answer).toMatchObject({
    kind: 'retry',
    retryAfterSeconds: 120,
    reasons: ['slack: busy', 'sns: down', 'eventbridge: no such bus'],
  });
});

test('a failure that no retry changes sets the request aside', async () => {
  const ports = portsWith(undefined, { slack: failing({ kind: 'permanent', reason: 'token revoked' }), sns: sending('sns') });
  expect(await answerAlarm(ports, request, 1)).toMatchObject({ kind: 'set-aside', reasons: ['slack: token revoked'] });
});

test('claims that cannot be kept hold up their channel only', async () => {
  const kept = claims();
  const once: Once = (key, work) => (key.endsWith('slack') ? Promise.reject(new Error('table is gone')) : kept(key, work));
  const answer = await answerAlarm({ ...portsWith(undefined, { slack: sending('slack'), sns: sending('sns') }), once }, request, 1);
  expect(answer).toMatchObject({
    kind: 'retry',
    deliveries: [
      { channel: 'slack', outcome: { kind: 'temporary', reason: 'No claim: table is gone' } },
      { channel: 'sns', outcome: { kind: 'sent' } },
    ],
  });
});

test('a request survives its way over the queue', () => {
  expect(parseDiagnosisRequest(JSON.stringify(request))).toEqual(ok(request));
  expect(queryOf(request)).toEqual({
    api: 'orders',
    kind: 'REST',
    stage: 'prod',
    window: { from: new Date('2026-11-20T13:57:12.345Z'), to: new Date('2026-11-20T14:09:12.345Z') },
    place: { region: 'eu-west-1', account: '111122223333' },
  });
});

test.for(['', 'null', '[]', '{"version":2}', 'not JSON'])('the message %j is refused in one sentence', (body) => {
  const parsed = parseDiagnosisRequest(body);
  expect(parsed.ok ? '' : parsed.failure).toMatch(/^The message is no request for a diagnosis; wrong or missing: [^\n]+\.$/);
});
