import { expect, test } from 'vitest';
import { type AnswerPorts, answerAlarm } from '../../../shared/diagnosis/answer-alarm.ts';
import { answerOver } from '../../../shared/diagnosis/answer-over.ts';
import type { Channels, SendSlack, SlackReport } from '../../../shared/diagnosis/channels.ts';
import { parseDiagnosisRequest, queryOf } from '../../../shared/diagnosis/diagnosis-request.ts';
import type { Once } from '../../../shared/diagnosis/once.ts';
import { err, ok } from '../../../shared/lib/result.ts';
import { after, claims, failing, portsWith, recording, request, sending } from '../../support/answering.ts';

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
    fate: 'posted',
    deliveries: [{ channel: 'slack', outcome: { kind: 'sent', tell: 'post' } }],
  });
});

const HELD_BACK = { kind: 'throttled', what: 'failing requests in the execution log', why: 'held back', remedy: 'Ask again.' } as const;

test('what is not known only because the quota was used up is looked at again, and told at the third attempt', async () => {
  const api = { kind: 'REST', name: 'orders', stage: 'prod' } as const;
  const incident = { version: 1, api, gaps: [HELD_BACK] } as const;
  const ports: AnswerPorts = { ...portsWith(undefined), collect: async () => ok({ incident, cost: { calls: {}, bytes: 0, millis: 1 } }) };
  expect(await answerAlarm(ports, request, 1)).toMatchObject({ kind: 'retry', fate: 'waiting', deliveries: [] });
  expect(await answerAlarm(ports, request, 2)).toMatchObject({ kind: 'retry', fate: 'waiting', deliveries: [] });
  expect(await answerAlarm(ports, request, 3)).toMatchObject({ kind: 'told', diagnosis: { verdict: 'insufficient-evidence' } });
});

test('the alarm knows its account; that of a function which the stage calls may be another', async () => {
  const api = { kind: 'REST', name: 'orders', stage: 'prod', region: 'eu-west-1', account: '999988887777' } as const;
  const collected = ok({ incident: { version: 1, api }, cost: { calls: {}, bytes: 0, millis: 1 } } as const);
  const asked: unknown[] = [];
  const ports: AnswerPorts = {
    ...portsWith(undefined),
    collect: async () => collected,
    channels: ({ account }) => {
      asked.push(account);
      return { slack: sending() };
    },
  };
  expect(await answerAlarm(ports, request, 1)).toMatchObject({ diagnosis: { target: { account: '111122223333' } } });
  expect(asked).toEqual(['111122223333']);
});

test('a channel that asks for a short wait again and again uses up no more attempts than one that is down', async () => {
  const ports = portsWith(undefined, { slack: failing({ kind: 'temporary', reason: 'busy', retryAfterSeconds: 1 }) });
  const waits: number[] = [];
  for (let attempt = 1; attempt < 10; attempt += 1) waits.push((await answerAlarm(ports, request, attempt)).retryAfterSeconds);
  expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900, 900]);
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
  const ports = portsWith(undefined, { slack: failing({ kind: 'permanent', reason: 'token revoked' }), sns: sending() });
  expect(await answerAlarm(ports, request, 1)).toMatchObject({ kind: 'set-aside', reasons: ['slack: token revoked'] });
});

test('claims that cannot be kept hold up their channel only', async () => {
  const kept = claims();
  const once: Once = (key, work) => (key.endsWith('sns') ? Promise.reject(new Error('table is gone')) : kept(key, work));
  const answer = await answerAlarm({ ...portsWith(undefined, { slack: sending(), sns: sending() }), once }, request, 1);
  expect(answer).toMatchObject({
    kind: 'retry',
    deliveries: [
      { channel: 'slack', outcome: { kind: 'sent', tell: 'post' } },
      { channel: 'sns', outcome: { kind: 'temporary', reason: 'No claim: table is gone' } },
    ],
  });
});

test('an alarm of a stage that was just looked at merges into its incident without another look', async () => {
  const { told, slack } = recording();
  let looks = 0;
  const ports = portsWith(undefined, { slack });
  const counting: AnswerPorts = {
    ...ports,
    collect: (query) => {
      looks += 1;
      return ports.collect(query);
    },
  };
  expect(await answerAlarm(counting, request, 1)).toMatchObject({ kind: 'told', fate: 'posted' });
  expect(await answerAlarm(counting, after(30), 1)).toMatchObject({ kind: 'told', fate: 'merged' });
  expect(await answerAlarm(counting, after(30), 2)).toMatchObject({ kind: 'told', fate: 'merged' });
  expect(looks).toBe(1);
  expect(told.map(({ replaces }) => replaces === undefined)).toEqual([true, false]);
  expect(JSON.stringify(told[1]?.blocks)).toContain('Seen 2 times since 2026-11-20 14:07 UTC, last at 2026-11-20 14:07 UTC.');
});

test('while one worker looks at a stage, the others come again', async () => {
  const ports = portsWith(undefined);
  const takeLook: AnswerPorts['takeLook'] = async () => ({ kind: 'busy' });
  expect(await answerAlarm({ ...ports, takeLook }, request, 1)).toMatchObject({ kind: 'retry', fate: 'waiting', deliveries: [] });
});

test('where nothing can be edited, repeats are counted and the close is one short message', async () => {
  const told: SlackReport[] = [];
  const slack: SendSlack = async (report) => {
    told.push(report);
    return ok(undefined);
  };
  const ports = portsWith(undefined, { slack });
  for (const one of [request, after(20), after(40)]) await answerAlarm(ports, one, 1);
  await answerOver(ports, { version: 1, over: true, alarm: { ...request.alarm, at: '2026-11-20T14:20:12.345Z' } }, 1);
  expect(told).toHaveLength(2);
  expect(told[1]).toMatchObject({ text: expect.stringContaining('3 alarms'), blocks: [expect.anything()], details: [] });
});

test('figures that Slack has no time for are left out, and shown by whoever comes next; in the end they wait for the next alarm', async () => {
  const { told, slack } = recording();
  let isBusy = false;
  const sendSlack: SendSlack = async (report) =>
    isBusy ? err({ kind: 'temporary', reason: 'busy', retryAfterSeconds: 30 }) : slack(report);
  const ports = portsWith(undefined, { slack: sendSlack });
  await answerAlarm(ports, request, 1);
  isBusy = true;
  const leftOut = { deliveries: [{ outcome: { kind: 'left-out' } }] };
  for (const attempt of [1, 2, 3, 4, 5]) {
    expect(await answerAlarm(ports, after(10), attempt)).toMatchObject({ kind: 'retry', fate: 'waiting', ...leftOut });
  }
  expect(await answerAlarm(ports, after(10), 6)).toMatchObject({ kind: 'told', fate: 'merged', ...leftOut });
  isBusy = false;
  expect(await answerAlarm(ports, after(10), 2)).toMatchObject({ kind: 'told', fate: 'merged' });
  expect(JSON.stringify(told.at(-1)?.blocks)).toContain('Seen 2 times');
  await answerAlarm(ports, after(20), 1);
  expect(JSON.stringify(told.at(-1)?.blocks)).toContain('Seen 3 times');
});

test('machines and mailboxes hear of the beginning and of the end, not of each repeat', async () => {
  const heard: string[] = [];
  const sns: NonNullable<Channels['sns']> = async ({ subject, report }) => {
    heard.push(`${report.life?.state} ${report.life?.seen}: ${subject}`);
    return ok(undefined);
  };
  const ports = portsWith(undefined, { sns });
  for (const one of [request, after(20), after(40)]) await answerAlarm(ports, one, 1);
  await answerOver(ports, { version: 1, over: true, alarm: { ...request.alarm, at: '2026-11-20T14:20:12.345Z' } }, 1);
  expect(heard).toEqual([expect.stringMatching(/^open 1: gatewhy: /), expect.stringMatching(/^closed 3: Over: gatewhy: /)]);
});

test('a muted incident counts and tells nobody', async () => {
  const { told, slack } = recording();
  const ports = portsWith(undefined, { slack, sns: sending() });
  await answerAlarm(ports, request, 1);
  const [record] = await ports.incidents.everOf(request.alarm.arn);
  if (!record) throw new Error('The alarm has an incident.');
  await ports.incidents.put({ ...record, mutedUntil: 'resolved', version: record.version + 1 }, record.version);
  expect(await answerAlarm(ports, after(20), 1)).toMatchObject({ kind: 'told', fate: 'muted' });
  expect(told).toHaveLength(1);
  expect(await ports.incidents.byId(record.id)).toMatchObject({ seen: 2 });
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
