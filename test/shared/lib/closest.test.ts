import { expect, test } from 'vitest';
import { closest } from '../../../shared/lib/closest.ts';

const NAMES = ['stale-cache', 'stale-deployment', 'lambda-timeout', 'integration-timeout'];

test.for([
  { wanted: 'stale-cahce', expected: ['stale-cache'] },
  { wanted: 'timeout', expected: ['lambda-timeout', 'integration-timeout'] },
  { wanted: 'quite-something-else', expected: [] },
  { wanted: '', expected: [] },
])('$wanted may mean $expected', ({ wanted, expected }) => {
  expect(closest(wanted, NAMES)).toEqual(expected);
});

test('gives at most three, and nothing for a text too long to be a name', () => {
  expect(closest('aaaa', ['aaab', 'aaac', 'aaad', 'aaae'])).toHaveLength(3);
  expect(closest('a'.repeat(101), ['a'.repeat(101)])).toEqual([]);
});
