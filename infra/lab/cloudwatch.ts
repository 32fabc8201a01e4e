import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod/mini';
import { ok, type Result } from '../../shared/lib/result.ts';
import { page } from './paging.ts';
import { jsonService, type LabService, operation, refusal, type ServiceFailure } from './wire.ts';

/** The datapoints that one metric has, as they were put: one number per point. */
export interface LabMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Milliseconds since 1970, value. */
  readonly points: readonly (readonly [number, number])[];
}

export interface CloudWatchWorld {
  readonly metricAlarms: readonly MetricAlarm[];
  readonly compositeAlarms: readonly CompositeAlarm[];
  readonly metrics: readonly LabMetric[];
}

type Alarm = MetricAlarm | CompositeAlarm;
type Statistic = (values: readonly number[]) => number;

const sum: Statistic = (values) => values.reduce((total, value) => total + value, 0);

const STATISTICS: Readonly<Record<string, Statistic>> = {
  Sum: sum,
  SampleCount: (values) => values.length,
  Average: (values) => sum(values) / values.length,
  Maximum: (values) => Math.max(...values),
  Minimum: (values) => Math.min(...values),
};

const DESCRIBE = z.object({
  AlarmNames: z.optional(z.array(z.string())),
  AlarmNamePrefix: z.optional(z.string()),
  AlarmTypes: z.optional(z.array(z.enum(['MetricAlarm', 'CompositeAlarm']))),
  StateValue: z.optional(z.string()),
  MaxRecords: z.optional(z.int()),
  NextToken: z.optional(z.string()),
});

const METRIC_QUERY = z.object({
  Id: z.string(),
  Expression: z.optional(z.string()),
  Label: z.optional(z.string()),
  ReturnData: z.optional(z.boolean()),
  MetricStat: z.optional(
    z.object({
      Metric: z.object({
        Namespace: z.string(),
        MetricName: z.string(),
        Dimensions: z.optional(z.array(z.object({ Name: z.string(), Value: z.string() }))),
      }),
      Period: z.int(),
      Stat: z.string(),
    }),
  ),
});

/** Times arrive as epoch seconds. */
const GET_DATA = z.object({
  StartTime: z.number(),
  EndTime: z.number(),
  MetricDataQueries: z.array(METRIC_QUERY),
  ScanBy: z.optional(z.string()),
});

type MetricQuery = z.output<typeof METRIC_QUERY>;

/** CloudWatch metrics and alarms (JSON 1.0, which this SDK version speaks). Metric math is not evaluated: it is refused. */
export const cloudWatch = ({ metricAlarms, compositeAlarms, metrics }: CloudWatchWorld): LabService => {
  const describe = (input: z.output<typeof DESCRIBE>): Result<unknown, ServiceFailure> => {
    const wanted = (alarm: Alarm) =>
      (input.AlarmNames?.includes(alarm.AlarmName ?? '') ?? true) &&
      (alarm.AlarmName ?? '').startsWith(input.AlarmNamePrefix ?? '') &&
      (input.StateValue === undefined || alarm.StateValue === input.StateValue);
    // AWS: without AlarmTypes only metric alarms come back.
    const types = input.AlarmTypes ?? ['MetricAlarm'];
    const all = [
      ...(types.includes('MetricAlarm') ? metricAlarms : []).map((alarm) => ({ type: 'MetricAlarms' as const, alarm })),
      ...(types.includes('CompositeAlarm') ? compositeAlarms : []).map((alarm) => ({ type: 'CompositeAlarms' as const, alarm })),
    ].filter(({ alarm }) => wanted(alarm));
    const { items, next } = page(all, input.NextToken, input.MaxRecords ?? 50);
    const of = (type: 'MetricAlarms' | 'CompositeAlarms') => items.filter((item) => item.type === type).map(({ alarm }) => alarm);
    return ok({ MetricAlarms: of('MetricAlarms'), CompositeAlarms: of('CompositeAlarms'), ...(next && { NextToken: next }) });
  };

  const series = ({ Id, Label, MetricStat }: MetricQuery, from: number, to: number, ascending: boolean) => {
    const { Metric, Period = 60, Stat = 'Sum' } = MetricStat ?? {};
    const dimensions = Object.fromEntries((Metric?.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]));
    const same = (own: Readonly<Record<string, string>>) =>
      Object.keys(own).length === Object.keys(dimensions).length &&
      Object.entries(own).every(([name, value]) => dimensions[name] === value);
    const buckets = new Map<number, number[]>();
    for (const { namespace, metricName, dimensions: own, points } of metrics) {
      if (namespace !== Metric?.Namespace || metricName !== Metric.MetricName || !same(own)) continue;
      for (const [time, value] of points) {
        if (time < from * 1000 || time >= to * 1000) continue;
        const start = Math.floor(time / 1000 / Period) * Period;
        buckets.set(start, [...(buckets.get(start) ?? []), value]);
      }
    }
    const times = [...buckets.keys()].sort((left, right) => (ascending ? left - right : right - left));
    const statistic = STATISTICS[Stat] ?? sum;
    return {
      Id,
      Label: Label ?? Metric?.MetricName ?? Id,
      Timestamps: times,
      Values: times.map((time) => statistic(buckets.get(time) ?? [])),
      StatusCode: 'Complete',
    };
  };

  return jsonService('1.0', {
    DescribeAlarms: operation(DESCRIBE, describe),
    GetMetricData: operation(GET_DATA, ({ StartTime, EndTime, MetricDataQueries, ScanBy }) => {
      const unknown = MetricDataQueries.find(({ MetricStat }) => !MetricStat || !Object.hasOwn(STATISTICS, MetricStat.Stat));
      if (unknown) return refusal('InvalidParameterValueException', `The lab evaluates plain statistics only: query ${unknown.Id}`);
      const asked = MetricDataQueries.filter(({ ReturnData = true }) => ReturnData);
      const ascending = ScanBy === 'TimestampAscending';
      return ok({ MetricDataResults: asked.map((query) => series(query, StartTime, EndTime, ascending)), Messages: [] });
    }),
    PutMetricData: () => ok({}),
  });
};
