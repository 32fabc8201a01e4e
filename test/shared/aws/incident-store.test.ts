import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createIncidentStore } from '../../../shared/aws/incident-store.ts';
import { applyEvent } from '../../../shared/diagnosis/life/apply-event.ts';
import type { IncidentRecord } from '../../../shared/diagnosis/life/incident-record.ts';
import type { LifeEvent } from '../../../shared/diagnosis/life/life-event.ts';
import type { LifeStore } from '../../../shared/diagnosis/life/life-store.ts';
import { faceOf } from '../../../shared/diagnosis/life/owed.ts';
import { transition } from '../../../shared/diagnosis/life/transition.ts';
import { type Deployment, deployToLab } from '../../support/deployment.ts';
import { ALARM, clock, diagnosedAt, OTHER_ALARM } from '../../support/incident-events.ts';

const NOW = new Date(clock(59));
let deployment: Deployment;
let store: LifeStore;
beforeAll(async () => {
  deployment = await deployToLab({});
  store = createIncidentStore('claims');
});
afterAll(() => deployment.stop());

let count = 0;
/** Each test has keys of its own. */
const opened = (minute = 0, arn = ALARM): IncidentRecord => {
  count += 1;
  const { record } = transition(undefined, { ...diagnosedAt(minute, arn), key: `key ${count}` }, NOW);
  if (!record) throw new Error('A diagnosis opens a record.');
  return record;
};

test('a record is found by its id, by its key while it is open, and by its alarm', async () => {
  const record = opened(0, OTHER_ALARM);
  expect(await store.put(record, undefined)).toBe('written');
  expect(await store.byId(record.id)).toEqual(record);
  expect(await store.openOf(record.key)).toEqual(record);
  expect(await store.ofAlarm(OTHER_ALARM)).toEqual([record]);
  expect([await store.byId('nobody'), await store.openOf('nothing'), await store.ofAlarm('no-alarm')]).toEqual([undefined, undefined, []]);
});

test('a write that rests on an old version is lost, and so is a second record of a key that has an open one', async () => {
  const record = opened();
  await store.put(record, undefined);
  expect(await store.put({ ...record, version: 2, seen: 2 }, 1)).toBe('written');
  expect(await store.put({ ...record, version: 2, seen: 9 }, 1)).toBe('lost');
  expect(await store.put({ ...opened(), key: record.key }, undefined)).toBe('lost');
  expect(await store.openOf(record.key)).toMatchObject({ seen: 2, version: 2 });
});

test('a closed record makes room for the next of its key, and is still found by its id', async () => {
  const record = opened();
  await store.put(record, undefined);
  const closed = { ...record, state: 'closed', alarms: [], version: 2 } as const;
  expect(await store.put(closed, 1)).toBe('written');
  expect([await store.openOf(record.key), await store.lastOf(record.key)]).toEqual([undefined, closed]);
  const next = { ...opened(), key: record.key };
  expect(await store.put(next, undefined)).toBe('written');
  expect(await store.byId(record.id)).toEqual(closed);
  expect(await store.byId(next.id)).toEqual(next);
});

test('the latest OK of an alarm is kept, whichever arrives last', async () => {
  expect(await store.okOf('alarm')).toBeUndefined();
  for (const minute of [3, 7, 5]) await store.noteOk('alarm', clock(minute));
  expect(await store.okOf('alarm')).toBe(clock(7));
});

test('every item ends thirty days after its last write', async () => {
  const puts: number[] = [];
  const client = { send: async ({ input }: { input: unknown }) => void puts.push(...expirations(input)) };
  await createIncidentStore('claims', client as never).put(opened(), undefined);
  expect(puts).toHaveLength(3);
  for (const seconds of puts) expect(Math.abs(seconds - Date.now() / 1000 - 30 * 86_400)).toBeLessThan(5);
});

const expirations = (input: unknown): readonly number[] =>
  [...JSON.stringify(input).matchAll(/xpiration":\{"N":"(\d+)"/g)].map(([, seconds]) => Number(seconds));

test('trouble with the table is thrown', async () => {
  deployment.lab.fail({ service: 'dynamodb', operation: 'GetItem', status: 400, code: 'AccessDeniedException', times: 1 });
  await expect(store.openOf('any')).rejects.toThrow('AccessDeniedException');
});

test('workers at the same time, the events in any order and some of them twice: the same counts, and exactly one post', async () => {
  const events: readonly LifeEvent[] = [
    diagnosedAt(0),
    diagnosedAt(1),
    diagnosedAt(2, OTHER_ALARM),
    diagnosedAt(3),
    diagnosedAt(2, OTHER_ALARM),
    diagnosedAt(0),
  ];
  const order = fc.shuffledSubarray([...events], { minLength: events.length });
  await fc.assert(
    fc.asyncProperty(order, fc.integer({ min: 2, max: 5 }), async (shuffled, workers) => {
      count += 1;
      const key = `race ${count}`;
      let posts = 0;
      const left = shuffled.map((event) => ({ ...event, key }) as LifeEvent);
      const read = () => store.lastOf(key);
      const work = async (): Promise<void> => {
        for (let event = left.shift(); event; event = left.shift()) {
          const { tell, record } = await applyEvent(store, read, event, NOW);
          if (tell !== 'post' || !record) continue;
          const lease = { ...record, telling: clock(60), version: record.version + 1 };
          if ((await store.put(lease, record.version)) === 'lost') continue;
          posts += 1;
          await applyEvent(store, read, { kind: 'told', shown: faceOf(record) }, NOW);
        }
      };
      await Promise.all(Array.from({ length: workers }, work));
      const last = await store.lastOf(key);
      expect({ seen: last?.seen, alarms: [...(last?.alarms ?? [])].sort(), posts }).toEqual({
        seen: 4,
        alarms: [ALARM, OTHER_ALARM].sort(),
        posts: 1,
      });
    }),
    { numRuns: 20 },
  );
}, 30_000);
