import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newIncidentId } from '../../../../shared/diagnosis/life/incident-id.ts';
import type { IncidentRecord } from '../../../../shared/diagnosis/life/incident-record.ts';
import type { LifeEvent } from '../../../../shared/diagnosis/life/life-event.ts';
import { faceOf } from '../../../../shared/diagnosis/life/owed.ts';
import { transition } from '../../../../shared/diagnosis/life/transition.ts';
import { ALARM, clock, diagnosedAt, OTHER_ALARM } from '../../../support/incident-events.ts';

const NOW = new Date(clock(59));
const PLACE = { channel: 'C0LAB00000', ts: '1763719244.000001' };

/** Events in a row, Slack being told after each: what it heard, and the record that is left. */
const live = (events: readonly LifeEvent[], now = NOW) => {
  let record: IncidentRecord | undefined;
  const heard = events.map((event) => {
    const step = transition(record, event, now);
    record = step.record;
    if (step.tell !== 'nothing' && record) {
      record = transition(record, { kind: 'told', shown: faceOf(record), place: PLACE }, now).record;
    }
    return step.tell;
  });
  return { record, heard };
};

const okAt = (minute: number, arn = ALARM): LifeEvent => ({ kind: 'alarm-ok', alarm: { arn, at: clock(minute) } });
const repeatedAt = (minute: number, arn = ALARM): LifeEvent => ({ kind: 'repeated', alarm: { arn, at: clock(minute) } });

test('the first alarm posts, repeats update, and the OK closes with what was counted', () => {
  const { record, heard } = live([diagnosedAt(0), repeatedAt(5), diagnosedAt(10), okAt(12)]);
  expect(heard).toEqual(['post', 'update', 'update', 'close']);
  expect(record).toMatchObject({
    state: 'closed',
    seen: 3,
    failures: 12,
    openedAt: clock(0),
    lastSeenAt: clock(10),
    closedAt: clock(12),
  });
});

test('a state change that is delivered twice counts once', () => {
  const { record, heard } = live([diagnosedAt(0), diagnosedAt(0), repeatedAt(0), okAt(12), okAt(12)]);
  expect(heard).toEqual(['post', 'nothing', 'nothing', 'close', 'nothing']);
  expect(record?.seen).toBe(1);
});

test('an OK that is older than the last alarm closes nothing', () => {
  expect(live([diagnosedAt(10), okAt(5)])).toMatchObject({ heard: ['post', 'nothing'], record: { state: 'open' } });
});

test('an incident of two alarms is closed by the OK of the last', () => {
  const { heard, record } = live([diagnosedAt(0), diagnosedAt(1, OTHER_ALARM), okAt(5), okAt(9, OTHER_ALARM)]);
  expect(heard).toEqual(['post', 'update', 'nothing', 'close']);
  expect(record?.closedAt).toBe(clock(9));
});

test('an alarm of before the close that arrives after it is counted, and nobody is told twice', () => {
  const { heard, record } = live([diagnosedAt(0), okAt(12), repeatedAt(5)]);
  expect(heard).toEqual(['post', 'close', 'update']);
  expect(record).toMatchObject({ state: 'closed', seen: 2, closedAt: clock(12) });
});

test('what a look at the end has found stands while the incident is closed, and no longer', () => {
  const seen = (minute: number): LifeEvent => ({ kind: 'alarm-ok', alarm: { arn: ALARM, at: clock(minute) }, remains: 'gone' });
  expect(live([diagnosedAt(0), seen(5)]).record).toMatchObject({ state: 'closed', remains: 'gone' });
  expect(live([diagnosedAt(0), diagnosedAt(1, OTHER_ALARM), seen(5)]).record).not.toHaveProperty('remains');
  const closed = transition(live([diagnosedAt(0)]).record, seen(5), NOW).record;
  expect(transition(closed, diagnosedAt(6), NOW).record).not.toHaveProperty('remains');
});

test('a diagnosis that arrives late counts, and what the later one says stands', () => {
  const late = { ...diagnosedAt(2), report: '{"late":true}' };
  const latest = diagnosedAt(10);
  expect(live([latest, late]).record).toMatchObject({ seen: 2, report: latest.report, window: latest.window });
  expect(live([late, latest]).record).toMatchObject({ seen: 2, report: latest.report, window: latest.window });
});

test('an alarm after the close is another incident', () => {
  const first = live([diagnosedAt(0), okAt(5)]).record;
  const { heard, record } = live([diagnosedAt(0), okAt(5), diagnosedAt(10)]);
  expect(heard).toEqual(['post', 'close', 'post']);
  expect(record).toMatchObject({ seen: 1, state: 'open', openedAt: clock(10) });
  expect(record?.id).not.toBe(first?.id);
});

test('an alarm that rings again before the close was told carries its incident on', () => {
  const opened = live([diagnosedAt(0)]).record;
  const closed = transition(opened, okAt(5), NOW).record;
  const again = transition(closed, diagnosedAt(6), NOW);
  expect(again).toMatchObject({ tell: 'update', record: { id: opened?.id, state: 'open', seen: 2 } });
  expect(again.record).not.toHaveProperty('closedAt');
});

test('a mute silences post and updates, counting goes on, and its end is heard with the next alarm', () => {
  const mute: LifeEvent = { kind: 'mute', until: clock(30) };
  const early = new Date(clock(20));
  const muted = live([diagnosedAt(0), mute, repeatedAt(5), repeatedAt(10)], early);
  expect(muted).toMatchObject({ heard: ['post', 'nothing', 'nothing', 'nothing'], record: { seen: 3 } });
  expect(transition(muted.record, repeatedAt(40), new Date(clock(40)))).toMatchObject({ tell: 'update', record: { seen: 4 } });
});

test('a mute outlives the close: the same alarm again stays silent', () => {
  const { heard } = live([diagnosedAt(0), { kind: 'mute', until: 'resolved' }, okAt(5), diagnosedAt(10), okAt(15)]);
  expect(heard).toEqual(['post', 'nothing', 'close', 'nothing', 'nothing']);
});

test('a resolution ends the mute that waits for it, stays until the OK, and a later alarm opens it again', () => {
  const resolve: LifeEvent = { kind: 'resolve', by: 'U1', at: clock(6) };
  const resolved = live([diagnosedAt(0), { kind: 'mute', until: 'resolved' }, resolve, resolve, repeatedAt(4)]);
  expect(resolved).toMatchObject({
    heard: ['post', 'nothing', 'update', 'nothing', 'update'],
    record: { state: 'resolved', resolvedBy: 'U1', seen: 2 },
  });
  expect(resolved.record).not.toHaveProperty('mutedUntil');
  expect(transition(resolved.record, okAt(9), NOW)).toMatchObject({ tell: 'close', record: { state: 'closed' } });
  const { record, tell } = transition(resolved.record, repeatedAt(8), NOW);
  expect({ state: record?.state, tell }).toEqual({ state: 'open', tell: 'update' });
  expect(record).not.toHaveProperty('resolvedBy');
});

test('while one worker is telling, the others leave it to him; when he dies of it, the next one tells', () => {
  const opened = transition(undefined, diagnosedAt(0), NOW).record;
  const telling = transition(opened, { kind: 'telling', until: new Date(NOW.getTime() + 60_000).toISOString() }, NOW).record;
  expect(transition(telling, repeatedAt(1), NOW).tell).toBe('nothing');
  expect(transition(telling, repeatedAt(1), new Date(NOW.getTime() + 61_000)).tell).toBe('post');
  expect(transition(telling, { kind: 'not-told' }, NOW).tell).toBe('post');
});

test('what happens to nothing is nothing', () => {
  for (const event of [okAt(1), repeatedAt(1), { kind: 'mute', until: clock(9) }] as const) {
    expect(transition(undefined, event, NOW)).toEqual({ record: undefined, tell: 'nothing' });
  }
});

test('alarms and OKs in any order, any of them twice, come to the same record, in which nothing is counted twice', () => {
  const events = [repeatedAt(1), repeatedAt(2, OTHER_ALARM), okAt(3), repeatedAt(4), okAt(5, OTHER_ALARM), repeatedAt(6), okAt(8)];
  const settled = (order: readonly LifeEvent[]) => {
    let record = transition(undefined, diagnosedAt(0), NOW).record;
    for (const event of order) record = transition(record, event, NOW).record;
    const { state, seen, times, lastSeenAt, openedAt } = record ?? {};
    return { state, seen, times, lastSeenAt, openedAt };
  };
  const whole = settled(events);
  expect(whole).toMatchObject({ seen: 5, state: 'closed' });
  const orders = fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 });
  fc.assert(
    fc.property(orders, (order) => {
      expect(settled(order)).toEqual(whole);
    }),
    { numRuns: 300 },
  );
});

test('ids are sixteen characters of base32 and do not repeat', () => {
  const ids = Array.from({ length: 1_000 }, newIncidentId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z2-7]{16}$/);
});
