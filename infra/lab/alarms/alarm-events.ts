import { randomUUID } from 'node:crypto';
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** An alarm that the lab can evaluate: one metric, one statistic. */
export interface EvaluatedAlarm extends MetricAlarm {
  readonly AlarmName: string;
  readonly AlarmArn: string;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Statistic: 'Average' | 'Maximum' | 'Minimum' | 'SampleCount' | 'Sum';
  /** Seconds; the lab takes less than CloudWatch does. */
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly Threshold: number;
  readonly ComparisonOperator:
    | 'GreaterThanOrEqualToThreshold'
    | 'GreaterThanThreshold'
    | 'LessThanOrEqualToThreshold'
    | 'LessThanThreshold';
}

export interface Transition {
  readonly alarm: EvaluatedAlarm;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly at: Date;
  /** The latest values that were looked at, and the beginning of the earliest period. */
  readonly datapoints: readonly number[];
  readonly startedAt: Date;
}

/** `2026-11-21T10:00:44.959+0000`, as CloudWatch writes times. */
const stamp = (date: Date): string => date.toISOString().replace('Z', '+0000');

const number = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

const COMPARISONS: Readonly<Record<EvaluatedAlarm['ComparisonOperator'], string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

const minute = (at: Date): string => {
  const [year, month, day] = at.toISOString().slice(2, 10).split('-');
  return `${day}/${month}/${year} ${at.toISOString().slice(11, 19)}`;
};

const reasonOf = ({ alarm, from, to, datapoints, startedAt }: Transition): string => {
  const { EvaluationPeriods: periods, Threshold: threshold, ComparisonOperator: operator } = alarm;
  const wanted = alarm.DatapointsToAlarm ?? periods;
  const change = `(minimum ${wanted} ${wanted === 1 ? 'datapoint' : 'datapoints'} for ${from} -> ${to} transition)`;
  if (datapoints.length === 0) return `Insufficient Data: no datapoints were received for ${periods} period(s).`;
  const values = datapoints.map((value) => `${number(value)} (${minute(startedAt)})`).join(', ');
  const held = to === 'ALARM' ? 'was' : 'was not';
  return `Threshold Crossed: ${datapoints.length} out of the last ${periods} datapoints [${values}] ${held} ${COMPARISONS[operator]} the threshold (${number(threshold)}) ${change}.`;
};

const stateOf = (transition: Transition) => {
  const { alarm, to, at, startedAt, datapoints } = transition;
  return {
    value: to,
    reason: reasonOf(transition),
    reasonData: JSON.stringify({
      version: '1.0',
      queryDate: stamp(at),
      startDate: stamp(startedAt),
      statistic: alarm.Statistic,
      period: alarm.Period,
      recentDatapoints: datapoints,
      threshold: alarm.Threshold,
    }),
    timestamp: stamp(at),
  };
};

const previousState = ({ alarm, from }: Transition) => ({
  value: from,
  reason: alarm.StateReason ?? 'Unchecked: Initial alarm creation',
  timestamp: stamp(alarm.StateUpdatedTimestamp ?? new Date(0)),
});

const dimensionsOf = ({ Dimensions = [] }: EvaluatedAlarm): Readonly<Record<string, string>> =>
  Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));

const configurationOf = (alarm: EvaluatedAlarm) => ({
  ...(alarm.AlarmDescription !== undefined && { description: alarm.AlarmDescription }),
  metrics: [
    {
      id: randomUUID(),
      metricStat: {
        metric: { namespace: alarm.Namespace, name: alarm.MetricName, dimensions: dimensionsOf(alarm) },
        period: alarm.Period,
        stat: alarm.Statistic,
      },
      returnData: true,
    },
  ],
});

/** `arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME` */
const placeOf = ({ AlarmArn }: EvaluatedAlarm): { readonly region: string; readonly account: string } => {
  const [, , , region = '', account = ''] = AlarmArn.split(':');
  return { region, account };
};

const detailOf = (transition: Transition) => ({
  alarmName: transition.alarm.AlarmName,
  state: stateOf(transition),
  previousState: previousState(transition),
  configuration: configurationOf(transition.alarm),
});

/** The alarm invokes the function itself. */
export const asLambdaAction = (transition: Transition) => {
  const { region, account } = placeOf(transition.alarm);
  return {
    source: 'aws.cloudwatch',
    alarmArn: transition.alarm.AlarmArn,
    accountId: account,
    time: stamp(transition.at),
    region,
    alarmData: detailOf(transition),
  };
};

/** The state change comes over the default event bus. */
export const asEventBridge = (transition: Transition) => {
  const { region, account } = placeOf(transition.alarm);
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account,
    time: transition.at.toISOString(),
    region,
    resources: [transition.alarm.AlarmArn],
    detail: detailOf(transition),
  };
};

const REGION_NAMES: Readonly<Record<string, string>> = { 'eu-west-1': 'Europe (Ireland)', 'us-east-1': 'US East (N. Virginia)' };

/** What CloudWatch publishes: the Region by its display name only, dimensions as a list, the statistic in capitals. */
const snsMessage = (transition: Transition, regionName: string) => {
  const { alarm, from, to, at } = transition;
  return {
    AlarmName: alarm.AlarmName,
    AlarmDescription: alarm.AlarmDescription ?? null,
    AWSAccountId: placeOf(alarm).account,
    AlarmConfigurationUpdatedTimestamp: stamp(alarm.AlarmConfigurationUpdatedTimestamp ?? new Date(0)),
    NewStateValue: to,
    NewStateReason: reasonOf(transition),
    StateChangeTime: stamp(at),
    Region: regionName,
    AlarmArn: alarm.AlarmArn,
    OldStateValue: from,
    OKActions: alarm.OKActions ?? [],
    AlarmActions: alarm.AlarmActions ?? [],
    InsufficientDataActions: alarm.InsufficientDataActions ?? [],
    Trigger: {
      MetricName: alarm.MetricName,
      Namespace: alarm.Namespace,
      StatisticType: 'Statistic',
      Statistic: alarm.Statistic.toUpperCase(),
      Unit: null,
      Dimensions: (alarm.Dimensions ?? []).map(({ Name, Value }) => ({ value: Value, name: Name })),
      Period: alarm.Period,
      EvaluationPeriods: alarm.EvaluationPeriods,
      DatapointsToAlarm: alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods,
      ComparisonOperator: alarm.ComparisonOperator,
      Threshold: alarm.Threshold,
      TreatMissingData: alarm.TreatMissingData ?? 'missing',
      EvaluateLowSampleCountPercentile: '',
    },
  };
};

/** The alarm's topic invokes the function. */
export const asSns = (transition: Transition, topicArn: string) => {
  const { region } = placeOf(transition.alarm);
  const regionName = REGION_NAMES[region] ?? region;
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: `${topicArn}:${randomUUID()}`,
        Sns: {
          Type: 'Notification',
          MessageId: randomUUID(),
          TopicArn: topicArn,
          Subject: `${transition.to}: "${transition.alarm.AlarmName}" in ${regionName}`,
          Message: JSON.stringify(snsMessage(transition, regionName)),
          Timestamp: transition.at.toISOString(),
          SignatureVersion: '1',
          Signature: 'EXAMPLE',
          SigningCertUrl: `https://sns.${region}.amazonaws.com/SimpleNotificationService-EXAMPLE.pem`,
          UnsubscribeUrl: `https://sns.${region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=EXAMPLE`,
          MessageAttributes: {},
        },
      },
    ],
  };
};
