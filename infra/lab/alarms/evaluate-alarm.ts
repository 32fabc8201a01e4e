import { byPeriod, type MetricStore, STATISTICS } from '../metric-store.ts';
import type { AlarmState, EvaluatedAlarm } from './alarm-events.ts';

type Compare = (value: number, threshold: number) => boolean;

const COMPARE: Readonly<Record<EvaluatedAlarm['ComparisonOperator'], Compare>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

export interface Evaluation {
  readonly state: AlarmState;
  readonly datapoints: readonly number[];
  /** The beginning of the earliest period. */
  readonly startedAt: Date;
}

/** What no datapoint counts as; `undefined`: the alarm then says that it has too little data, or stays as it is. */
const MISSING: Readonly<Record<string, boolean>> = { breaching: true, notBreaching: false };

const stateWithoutData = ({ TreatMissingData: treat = 'missing' }: EvaluatedAlarm, current: AlarmState): AlarmState =>
  treat === 'ignore' ? current : 'INSUFFICIENT_DATA';

/**
 * The periods that are over: the last `EvaluationPeriods` of them. Unlike CloudWatch the lab has no late datapoints and so looks no
 * further back.
 */
export const evaluateAlarm = (alarm: EvaluatedAlarm, current: AlarmState, now: Date, metrics: MetricStore): Evaluation => {
  const { Namespace: namespace, MetricName: metricName, Dimensions = [], Period, EvaluationPeriods, Threshold } = alarm;
  const dimensions = Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
  const end = Math.floor(now.getTime() / 1000 / Period) * Period;
  const start = end - EvaluationPeriods * Period;
  const buckets = byPeriod(metrics.points({ namespace, metricName, dimensions }, start * 1000, end * 1000), Period);
  const statistic = STATISTICS[alarm.Statistic];
  const breaches = COMPARE[alarm.ComparisonOperator];
  const values = Array.from({ length: EvaluationPeriods }, (_, index) => buckets.get(start + index * Period)).map((bucket) =>
    bucket === undefined ? undefined : statistic(bucket),
  );
  const datapoints = values.filter((value) => value !== undefined);
  const missing = MISSING[alarm.TreatMissingData ?? 'missing'];
  const breaching = values.filter((value) => (value === undefined ? missing : breaches(value, Threshold)));
  const common = { datapoints, startedAt: new Date(start * 1000) };
  if (breaching.length >= (alarm.DatapointsToAlarm ?? EvaluationPeriods)) return { state: 'ALARM', ...common };
  return { state: datapoints.length === 0 && missing === undefined ? stateWithoutData(alarm, current) : 'OK', ...common };
};
