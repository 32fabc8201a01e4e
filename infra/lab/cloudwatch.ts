import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod/mini';
import { ok, type Result } from '../../shared/lib/result.ts';
import { byPeriod, type MetricStore, STATISTICS } from './metric-store.ts';
import { page } from './paging.ts';
import { jsonService, type LabService, operation, refusal, type ServiceFailure } from './wire.ts';

export interface CloudWatchWorld {
  readonly metricAlarms: readonly MetricAlarm[];
  readonly compositeAlarms: readonly CompositeAlarm[];
  readonly metrics: MetricStore;
}

type Alarm = MetricAlarm | CompositeAlarm;

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

const isStatistic = (name: string): name is keyof typeof STATISTICS => Object.hasOwn(STATISTICS, name);

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
    const name = {
      namespace: Metric?.Namespace ?? '',
      metricName: Metric?.MetricName ?? '',
      dimensions: Object.fromEntries((Metric?.Dimensions ?? []).map(({ Name, Value }) => [Name, Value])),
    };
    const buckets = byPeriod(metrics.points(name, from * 1000, to * 1000), Period);
    const times = [...buckets.keys()].sort((left, right) => (ascending ? left - right : right - left));
    const statistic = isStatistic(Stat) ? STATISTICS[Stat] : STATISTICS.Sum;
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
      const unknown = MetricDataQueries.find(({ MetricStat }) => !MetricStat || !isStatistic(MetricStat.Stat));
      if (unknown) return refusal('InvalidParameterValueException', `The lab evaluates plain statistics only: query ${unknown.Id}`);
      const asked = MetricDataQueries.filter(({ ReturnData = true }) => ReturnData);
      const ascending = ScanBy === 'TimestampAscending';
      return ok({ MetricDataResults: asked.map((query) => series(query, StartTime, EndTime, ascending)), Messages: [] });
    }),
    PutMetricData: () => ok({}),
  });
};
