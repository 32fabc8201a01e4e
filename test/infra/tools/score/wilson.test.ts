import { expect, test } from 'vitest';
import { wilson } from '../../../../infra/tools/score/wilson.ts';

// Worked by hand from the formula in Wilson (1927): centre ± margin.
test.for([
  { hits: 8, of: 10, low: 0.4902, high: 0.9433 },
  { hits: 0, of: 10, low: 0, high: 0.2775 },
  { hits: 10, of: 10, low: 0.7225, high: 1 },
  { hits: 85, of: 100, low: 0.7672, high: 0.9069 },
])('gives $low to $high for $hits of $of', ({ hits, of, low, high }) => {
  expect(wilson(hits, of).low).toBeCloseTo(low, 4);
  expect(wilson(hits, of).high).toBeCloseTo(high, 4);
});

test('knows nothing of no cases', () => {
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
});
