import { CloudWatchClient, type CompositeAlarm, DescribeAlarmsCommand, type Dimension, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { childrenOfRule } from '../diagnosis/alarm/alarm-rule.ts';
import type { AlarmInput } from '../diagnosis/alarm/alarm-targets.ts';
import type { DescribeAlarms, DescribedAlarm } from '../diagnosis/alarm-ports.ts';
import { err, ok } from '../lib/result.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { sdkReason } from './sdk-failure.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const MOST_NAMES = 100;

const inputOf = (namespace = '', metric = '', dimensions: readonly Dimension[] = []): AlarmInput => ({
  namespace,
  metric,
  dimensions: Object.fromEntries(dimensions.map(({ Name = '', Value = '' }) => [Name, Value])),
});

const metricAlarm = ({
  AlarmName = '',
  Namespace,
  MetricName,
  Dimensions,
  Metrics,
  Period,
  EvaluationPeriods = 1,
}: MetricAlarm): DescribedAlarm => {
  const stats = (Metrics ?? []).flatMap(({ MetricStat }) => MetricStat ?? []);
  const period = Math.max(Period ?? 0, ...stats.map((stat) => stat.Period ?? 0));
  return {
    alarmName: AlarmName,
    inputs: [
      ...(MetricName === undefined ? [] : [inputOf(Namespace, MetricName, Dimensions)]),
      ...stats.map(({ Metric }) => inputOf(Metric?.Namespace, Metric?.MetricName, Metric?.Dimensions)),
    ],
    children: [],
    ...(period > 0 && { evaluatedSeconds: period * EvaluationPeriods }),
  };
};

const compositeAlarm = ({ AlarmName = '', AlarmRule = '' }: CompositeAlarm): DescribedAlarm => ({
  alarmName: AlarmName,
  inputs: [],
  children: childrenOfRule(AlarmRule),
});

const inChunks = (names: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(names.length / MOST_NAMES) }, (_, index) => names.slice(index * MOST_NAMES, (index + 1) * MOST_NAMES));

/** Without AlarmTypes only metric alarms come back. 100 names never fill a second page. */
export const createDescribeAlarms =
  (client = new CloudWatchClient(CLIENT_OPTIONS)): DescribeAlarms =>
  async (names) => {
    const found: DescribedAlarm[] = [];
    try {
      for (const chunk of inChunks(names)) {
        const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(
          new DescribeAlarmsCommand({ AlarmNames: [...chunk], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: MOST_NAMES }),
        );
        found.push(...MetricAlarms.map(metricAlarm), ...CompositeAlarms.map(compositeAlarm));
      }
      return ok(found);
    } catch (error) {
      return err({ reason: sdkReason('cloudwatch:DescribeAlarms', error) });
    }
  };
