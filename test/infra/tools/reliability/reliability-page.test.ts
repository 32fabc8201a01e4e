import { beforeAll, expect, test } from 'vitest';
import { FAULTS } from '../../../../infra/tools/reliability/fault.ts';
import { outcomeOf, reliabilityPage } from '../../../../infra/tools/reliability/reliability-page.ts';
import { type FaultRun, runFaults } from '../../../../infra/tools/reliability/run-faults.ts';
import type { Walk } from '../../../../infra/tools/reliability/walk.ts';
import { readRepositoryFile } from '../../../support/repository.ts';

let runs: readonly FaultRun[];
beforeAll(async () => {
  runs = await runFaults();
}, 240_000);

test('whichever call fails in whichever way, the alarm is counted once, closed in the end, and stands in Slack once', () => {
  const wrong = runs.filter(({ walk }) => ['lost', 'twice'].includes(outcomeOf(walk)));
  expect(wrong).toEqual([]);
});

test('every kind of fault met the table, Slack, topic, bus and the reads', () => {
  const met = (prefix: string) => new Set(runs.flatMap(({ operation, fault }) => (operation.startsWith(prefix) ? fault : [])));
  for (const prefix of ['dynamodb:', 'slack:', 'sns:', 'events:', 'reads']) expect(met(prefix)).toEqual(new Set(FAULTS));
});

test('a channel that refuses for good sets the message aside, and only then', () => {
  const aside = runs.filter(({ walk }) => walk.setAside > 0);
  expect(new Set(aside.map(({ fault }) => fault))).toEqual(new Set(['access denied']));
});

test('the page in the repository is what these runs write', () => {
  expect(reliabilityPage(runs)).toBe(readRepositoryFile('docs/reliability.md'));
});

const FINE: Walk = { calls: [], attempts: 2, setAside: 0, posts: 1, isShownClosed: true, topic: 2, bus: 2, seen: 1, state: 'closed' };

test.for([
  [FINE, 'at once'],
  [{ ...FINE, attempts: 3 }, 'again'],
  [{ ...FINE, attempts: 11, setAside: 1 }, 'set aside'],
  [{ ...FINE, topic: 3 }, 'gap'],
  [{ ...FINE, posts: 2 }, 'twice'],
  [{ ...FINE, posts: 0 }, 'lost'],
  [{ ...FINE, seen: 2 }, 'lost'],
  [{ ...FINE, state: 'open' }, 'lost'],
  [{ ...FINE, bus: 1 }, 'lost'],
] as const)('%j is judged as %s', ([walk, outcome]) => {
  expect(outcomeOf(walk)).toBe(outcome);
});
