import { expect, test } from 'vitest';
import { describeCollectFailure } from '../../../shared/diagnosis/collect-failure.ts';
import type { CollectFailure } from '../../../shared/diagnosis/collect-query.ts';

const FAILURES: readonly (readonly [CollectFailure, string])[] = [
  [{ kind: 'api-not-found', api: 'ordres', similar: ['orders'] }, 'orders'],
  [{ kind: 'api-not-found', api: 'ordres', similar: [] }, 'ordres'],
  [{ kind: 'api-ambiguous', api: 'orders', ids: ['a1', 'b2'] }, 'a1, b2'],
  [{ kind: 'stage-not-found', api: 'orders', stage: 'live', stages: ['prod', 'test'] }, 'prod, test'],
  [{ kind: 'stage-not-found', api: 'orders', stage: 'live', stages: [] }, 'live'],
  [{ kind: 'stage-needed', api: 'orders', stages: ['prod', 'test'] }, 'prod, test'],
  [{ kind: 'stage-needed', api: 'orders', stages: [] }, 'deploy it first'],
  [{ kind: 'access-denied', action: 'apigateway:GET', detail: 'no' }, 'apigateway:GET'],
  [{ kind: 'credentials', detail: 'expired' }, 'expired'],
  [{ kind: 'throttled', action: 'apigateway:GET' }, 'apigateway:GET'],
  [{ kind: 'unreachable', detail: 'ENOTFOUND' }, 'ENOTFOUND'],
  [{ kind: 'budget-spent', limit: 'calls' }, 'calls'],
];

test.for(FAILURES)('%o is one sentence that names the thing', ([failure, named]) => {
  const sentence = describeCollectFailure(failure);
  expect(sentence).toContain(named);
  expect(sentence).toMatch(/^[A-Z][^\n]*[.?]$/);
});

test('a long list is cut', () => {
  const stages = Array.from({ length: 14 }, (_, index) => `stage${index}`);
  expect(describeCollectFailure({ kind: 'stage-needed', api: 'orders', stages })).toContain('stage9 and 4 more');
});
