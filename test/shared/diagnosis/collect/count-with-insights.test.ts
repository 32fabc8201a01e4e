import { expect, test } from 'vitest';
import { withTotals } from '../../../../shared/diagnosis/collect/count-with-insights.ts';
import { failureSignature } from '../../../../shared/diagnosis/collect/failure-signature.ts';
import { NOON, requestId } from '../../../support/orders-world.ts';

const TIMEOUT = 'Execution failed due to a timeout error';
const FUNCTION = 'Lambda execution failed with status 200 due to customer function error';

const group = (count: number, texts: readonly string[], index = 0) => ({
  signature: failureSignature(texts),
  requests: [{ requestId: requestId(index), first: 0, last: 0 }],
  count,
});
const line = (text: string, requests: number, index = 900) => ({ text, requests, one: requestId(index), at: NOON });
const counts = (...input: Parameters<typeof withTotals>) => withTotals(...input).map(({ count }) => count);

test('a group known from a part of the log gets the count of the whole', () => {
  expect(
    counts(
      [group(10, [TIMEOUT, 'Method completed with status: 504'])],
      [line(TIMEOUT, 5_000), line('Method completed with status: 504', 5_000)],
    ),
  ).toEqual([5_000]);
});

test('a status that no line explains gets what the explained failures leave of it', () => {
  const groups = [group(3, [TIMEOUT, 'Method completed with status: 500']), group(1, ['Method completed with status: 500'], 1)];
  expect(counts(groups, [line(TIMEOUT, 700), line('Method completed with status: 500', 1_000)])).toEqual([700, 300]);
});

test('what functions said is shared out as it was in the part', () => {
  const groups = [
    group(30, [`${FUNCTION}: alpha`, 'Method completed with status: 502']),
    group(10, [`${FUNCTION}: bravo`, 'Method completed with status: 502'], 1),
  ];
  expect(counts(groups, [line(FUNCTION, 4_000), line('Method completed with status: 502', 4_000)])).toEqual([3_000, 1_000]);
});

test('a failure that the part did not show becomes a group with a request to look at', () => {
  const [first, second] = withTotals(
    [group(5, [TIMEOUT, 'Method completed with status: 504'])],
    [line(TIMEOUT, 9), line('Execution failed due to configuration error: Rate Exceeded.', 80, 77)],
  );
  expect(first).toMatchObject({ count: 80, requests: [{ requestId: requestId(77), first: NOON, last: NOON }] });
  expect(second).toMatchObject({ count: 9 });
});

test('never fewer than were seen', () => {
  expect(counts([group(10, [TIMEOUT, 'Method completed with status: 504'])], [])).toEqual([10]);
});
