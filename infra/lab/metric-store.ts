export interface MetricName {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Milliseconds since 1970, value. */
export type MetricPoint = readonly [time: number, value: number];

/** The datapoints that one metric has, as they were put: one number per point. */
export interface LabMetric extends MetricName {
  readonly points: readonly MetricPoint[];
}

export interface MetricStore {
  readonly add: (metric: MetricName, point: MetricPoint) => void;
  /** From one time up to, not including, another. */
  readonly points: (metric: MetricName, from: number, to: number) => readonly MetricPoint[];
}

type Statistic = (values: readonly number[]) => number;

const sum: Statistic = (values) => values.reduce((total, value) => total + value, 0);

export const STATISTICS: Readonly<Record<'Average' | 'Maximum' | 'Minimum' | 'SampleCount' | 'Sum', Statistic>> = {
  Sum: sum,
  SampleCount: (values) => values.length,
  Average: (values) => sum(values) / values.length,
  Maximum: (values) => Math.max(...values),
  Minimum: (values) => Math.min(...values),
};

/** Start of a period in seconds since 1970 → the values in it. */
export const byPeriod = (points: readonly MetricPoint[], periodSeconds: number): ReadonlyMap<number, readonly number[]> => {
  const buckets = new Map<number, number[]>();
  for (const [time, value] of points) {
    const start = Math.floor(time / 1000 / periodSeconds) * periodSeconds;
    const bucket = buckets.get(start);
    if (bucket) bucket.push(value);
    else buckets.set(start, [value]);
  }
  return buckets;
};

const POINTS_AT_MOST = 10_000;

const keyOf = ({ namespace, metricName, dimensions }: MetricName): string =>
  JSON.stringify([namespace, metricName, Object.entries(dimensions).sort(([left], [right]) => (left < right ? -1 : 1))]);

/** Metrics given as data, and those that are counted while the lab runs: of each the last 10,000 points. */
export const metricStore = (given: readonly LabMetric[]): MetricStore => {
  const counted = new Map<string, MetricPoint[]>();
  return {
    add(metric, point) {
      const key = keyOf(metric);
      const points = counted.get(key) ?? [];
      points.push(point);
      if (points.length > POINTS_AT_MOST) points.splice(0, points.length - POINTS_AT_MOST);
      counted.set(key, points);
    },
    points(metric, from, to) {
      const key = keyOf(metric);
      const all = [...given.filter((one) => keyOf(one) === key).flatMap(({ points }) => points), ...(counted.get(key) ?? [])];
      return all.filter(([time]) => time >= from && time < to);
    },
  };
};
