import * as z from 'zod/mini';
import { AlarmStateValue } from './alarm-detail.ts';
import type { AlarmSubject, DeliveredAlarm } from './alarm-state-change.ts';
import type { AlarmInput } from './alarm-targets.ts';

/** A list here, a map in the other deliveries. */
const Dimensions = z.array(z.object({ name: z.string(), value: z.string() }));

const MetricStat = z.object({
  Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: z.optional(Dimensions) }),
});

const Trigger = z.object({
  Namespace: z.optional(z.string()),
  MetricName: z.optional(z.string()),
  Dimensions: z.optional(Dimensions),
  Period: z.optional(z.number()),
  EvaluationPeriods: z.optional(z.number()),
  ThresholdMetricId: z.optional(z.string()),
  Metrics: z.optional(z.array(z.object({ MetricStat: z.optional(MetricStat) }))),
});

/** The document that CloudWatch publishes to an SNS topic. */
export const SnsAlarm = z.object({
  AlarmName: z.string(),
  AlarmArn: z.string(),
  NewStateValue: AlarmStateValue,
  NewStateReason: z.optional(z.nullable(z.string())),
  StateChangeTime: z.string(),
  OldStateValue: z.optional(AlarmStateValue),
  Trigger: z.optional(Trigger),
  AlarmRule: z.optional(z.string()),
  TriggeringChildren: z.optional(z.array(z.object({ Arn: z.string() }))),
});

type Alarm = z.infer<typeof SnsAlarm>;

const inputOf = (namespace: string, metric: string, dimensions: z.infer<typeof Dimensions> = []): AlarmInput => ({
  namespace,
  metric,
  dimensions: Object.fromEntries(dimensions.map(({ name, value }) => [name, value])),
});

const subjectOf = ({ Trigger: trigger = {}, AlarmRule, TriggeringChildren = [] }: Alarm): AlarmSubject => {
  if (AlarmRule !== undefined) return { kind: 'composite', rule: AlarmRule, triggering: TriggeringChildren.map(({ Arn }) => Arn) };
  const { Namespace, MetricName, Metrics } = trigger;
  if (Metrics === undefined) {
    const isNamed = Namespace !== undefined && MetricName !== undefined;
    return { kind: 'metric', inputs: isNamed ? [inputOf(Namespace, MetricName, trigger.Dimensions)] : [] };
  }
  const stats = Metrics.flatMap(({ MetricStat: stat }) => stat?.Metric ?? []);
  return {
    kind: trigger.ThresholdMetricId === undefined ? 'metric-math' : 'anomaly',
    inputs: stats.map((stat) => inputOf(stat.Namespace, stat.MetricName, stat.Dimensions)),
  };
};

export const readSnsAlarm = (alarm: Alarm): DeliveredAlarm => {
  const { Period = 0, EvaluationPeriods = 1 } = alarm.Trigger ?? {};
  return {
    delivery: 'sns',
    alarmArn: alarm.AlarmArn,
    alarmName: alarm.AlarmName,
    state: alarm.NewStateValue,
    ...(alarm.OldStateValue && { previousState: alarm.OldStateValue }),
    reason: alarm.NewStateReason ?? '',
    time: alarm.StateChangeTime,
    ...(Period > 0 && { evaluatedSeconds: Period * Math.max(1, EvaluationPeriods) }),
    subject: subjectOf(alarm),
  };
};
