import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BUCKET_LIMITS, type Bucket, type BucketLimit, bucketsOf, takeToken } from '../../../shared/diagnosis/token-bucket.ts';

const START = Date.UTC(2026, 10, 21, 10);
const limits: fc.Arbitrary<BucketLimit> = fc.record({
  capacity: fc.integer({ min: 1, max: 50 }),
  perSecond: fc.double({ min: 0.1, max: 50, noNaN: true }),
});

/** The moments at which a token was taken, of those at which one was asked for. */
const takenAt = (limit: BucketLimit, moments: readonly number[]): readonly number[] => {
  let bucket: Bucket | undefined;
  return moments.filter((now) => {
    const taken = takeToken(bucket, limit, now);
    if (taken.kind === 'taken') bucket = taken.bucket;
    return taken.kind === 'taken';
  });
};

test('in no span of time more is taken than the capacity and what grew meanwhile, whenever somebody asks', () => {
  fc.assert(
    fc.property(limits, fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }), (limit, gaps) => {
      let now = START;
      const taken = takenAt(
        limit,
        gaps.map((gap) => {
          now += gap;
          return now;
        }),
      );
      for (const [index, from] of taken.entries()) {
        for (const [further, to] of taken.slice(index).entries()) {
          expect(further + 1).toBeLessThanOrEqual(limit.capacity + (limit.perSecond * (to - from)) / 1_000 + 1e-6);
        }
      }
    }),
  );
});

test('clocks that differ give nothing away: what is taken fits the time of the latest', () => {
  fc.assert(
    fc.property(limits, fc.array(fc.integer({ min: -5_000, max: 5_000 }), { maxLength: 100 }), (limit, moments) => {
      const taken = takenAt(
        limit,
        moments.map((moment) => START + moment),
      );
      const span = Math.max(0, ...moments.map((moment) => moment - (moments[0] ?? 0)));
      expect(taken.length).toBeLessThanOrEqual(limit.capacity + (limit.perSecond * span) / 1_000 + 1e-6);
    }),
  );
});

test('whoever waits as long as told finds a token, and two milliseconds sooner none', () => {
  fc.assert(
    fc.property(
      limits,
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      fc.integer({ min: -3_000, max: 3_000 }),
      (limit, tokens, skew) => {
        const bucket = { tokens, at: START };
        const now = START + skew;
        const first = takeToken(bucket, limit, now);
        if (first.kind === 'taken') return;
        expect(first.waitMillis).toBeGreaterThan(0);
        expect(takeToken(bucket, limit, now + first.waitMillis).kind).toBe('taken');
        expect(takeToken(bucket, limit, now + first.waitMillis - 2).kind).toBe('empty');
      },
    ),
  );
});

test('a bucket never holds more than its capacity, and an hour of rest fills it', () => {
  fc.assert(
    fc.property(limits, (limit) => {
      const moments = Array.from({ length: limit.capacity + 5 }, () => START);
      expect(takenAt(limit, moments)).toHaveLength(limit.capacity);
      const later = moments.map(() => START + 3_600_000);
      expect(takenAt(limit, [...moments, ...later])).toHaveLength(2 * limit.capacity);
    }),
  );
});

test.for([
  { bucket: 'control-plane', rate: 10, burst: 40 },
  { bucket: 'resources', rate: 2.5, burst: 5 },
  { bucket: 'log-reads', rate: 5, burst: 5 },
] as const)('$bucket leaves half of what AWS gives to others, and never asks for more in a second', ({ bucket, rate, burst }) => {
  const { capacity, perSecond } = BUCKET_LIMITS[bucket];
  expect(perSecond).toBeLessThanOrEqual(rate / 2);
  expect(capacity + perSecond).toBeLessThanOrEqual(burst);
});

test('reads count against the quota that AWS has for them', () => {
  expect(bucketsOf('apigatewayv2:GetApis')).toEqual(['control-plane']);
  expect(bucketsOf('apigateway:GetResources')).toEqual(['resources', 'control-plane']);
  expect(bucketsOf('logs:FilterLogEvents')).toEqual(['log-reads']);
  expect(bucketsOf('lambda:GetPolicy')).toEqual([]);
});
