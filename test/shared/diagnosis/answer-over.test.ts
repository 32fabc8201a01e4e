import { expect, test } from 'vitest';
import type { AlarmOver } from '../../../shared/diagnosis/alarm-over.ts';
import { type AnswerPorts, answerAlarm } from '../../../shared/diagnosis/answer-alarm.ts';
import { answerOver } from '../../../shared/diagnosis/answer-over.ts';
import type { CollectFailure, CollectQuery } from '../../../shared/diagnosis/collect-query.ts';
import { tellIncident } from '../../../shared/diagnosis/life/tell-incident.ts';
import { transition } from '../../../shared/diagnosis/life/transition.ts';
import type { VerdictId } from '../../../shared/model/cause-id.ts';
import { portsWith, recording, request, sending } from '../../support/answering.ts';
import { clock, diagnosedAt } from '../../support/incident-events.ts';

test('an OK closes the incident, in place and in its thread, once', async () => {
  const { told, slack } = recording();
  const ports = portsWith(undefined, { slack, sns: sending() });
  await answerAlarm(ports, request, 1);
  const over: AlarmOver = { version: 1, over: true, alarm: { ...request.alarm, at: '2026-11-20T14:20:12.345Z' } };
  expect(await answerOver(ports, over, 1)).toMatchObject({ kind: 'told', fate: 'closed' });
  expect(await answerOver(ports, over, 2)).toMatchObject({ kind: 'told', fate: 'merged' });
  const [, closing] = told;
  expect(told).toHaveLength(2);
  expect(closing).toMatchObject({
    replaces: { ts: '1763719244.000001' },
    details: [{ text: expect.stringContaining('after 13 min: 1 alarm') }],
  });
});

/** An incident of that cause, told, the OK of its alarm on its way, and the looks that it leads to. */
const closing = async (verdict: VerdictId, collected: CollectFailure, mutedUntil?: string) => {
  const { told, slack } = recording();
  const ports = portsWith(collected, { slack });
  const opened = transition(undefined, diagnosedAt(0, request.alarm.arn, verdict), ports.now()).record;
  if (!opened) throw new Error('An alarm opens an incident.');
  const record = { ...opened, ...(mutedUntil !== undefined && { mutedUntil }) };
  await ports.incidents.put(record, undefined);
  await tellIncident(ports, record.key);
  const looks: CollectQuery[] = [];
  const collect: AnswerPorts['collect'] = (query) => {
    looks.push(query);
    return ports.collect(query);
  };
  const over: AlarmOver = { version: 1, over: true, alarm: { ...request.alarm, at: clock(20) } };
  return { told, looks, record, answer: (attempt: number) => answerOver({ ...ports, collect }, over, attempt) };
};

const THROTTLED: CollectFailure = { kind: 'throttled', action: 'apigateway:GET' };

test('the look at the end waits for AWS twice, and then the close says that nothing could be seen', async () => {
  const { told, looks, record, answer } = await closing('missing-method-response', THROTTLED);
  expect(await answer(1)).toMatchObject({ kind: 'retry', fate: 'waiting', reasons: [expect.stringContaining('throttled')] });
  expect(await answer(2)).toMatchObject({ kind: 'retry' });
  expect(told).toHaveLength(1);
  expect(await answer(3)).toMatchObject({ kind: 'told', fate: 'closed', reasons: [expect.stringContaining('throttled')] });
  expect(told.at(-1)?.text).toContain('Whether the cause is still in the configuration could not be seen.');
  expect(looks.at(-1)).toEqual({
    api: 'a1b2c3d4e5',
    kind: 'REST',
    stage: 'prod',
    window: { from: new Date(record.window.from), to: new Date(record.window.to) },
    place: { region: 'eu-west-1', account: '111122223333' },
  });
});

test('for a cause outside the configuration, and for an outcome that names none, nobody looks again', async () => {
  const outside = await closing('lambda-timeout', THROTTLED);
  expect(await outside.answer(1)).toMatchObject({ fate: 'closed' });
  expect(outside.told.at(-1)?.text).toContain("The cause is not in the API's configuration");
  const unnamed = await closing('insufficient-evidence', THROTTLED);
  expect(await unnamed.answer(1)).toMatchObject({ fate: 'closed' });
  expect(unnamed.told.at(-1)?.text).not.toContain('cause is');
  expect([...outside.looks, ...unnamed.looks]).toEqual([]);
});

test('an OK that comes after the close looks no more', async () => {
  const { looks, answer } = await closing('missing-method-response', { kind: 'unreachable', detail: 'gone' });
  for (const attempt of [3, 4]) await answer(attempt);
  expect(looks).toHaveLength(1);
});

test('for an incident that is muted nobody looks again', async () => {
  const { looks, answer } = await closing('missing-method-response', THROTTLED, 'resolved');
  expect(await answer(1)).toMatchObject({ kind: 'told', fate: 'merged' });
  expect(looks).toEqual([]);
});

test('an OK that overtakes the diagnosis of its alarm leaves an incident that is told and closed', async () => {
  const { told, slack } = recording();
  const ports = portsWith(undefined, { slack });
  const over: AlarmOver = { version: 1, over: true, alarm: { ...request.alarm, at: '2026-11-20T14:08:12.345Z' } };
  expect(await answerOver(ports, over, 1)).toMatchObject({ kind: 'told', deliveries: [] });
  expect(await answerAlarm(ports, request, 1)).toMatchObject({ kind: 'told', fate: 'posted' });
  expect(told.map(({ text }) => text.startsWith('Over at'))).toEqual([false, true]);
});
