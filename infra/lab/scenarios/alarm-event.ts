import { LAB_ACCOUNT } from '../lab.ts';

export interface RingingAlarm {
  readonly name: string;
  readonly apiName: string;
  readonly stage: string;
  readonly region: string;
  readonly at: Date;
  /** Share of requests that failed in the last period. */
  readonly rate: number;
}

const PERIOD = 60;
const THRESHOLD = 0.05;

/** `2026-11-21T10:00:44.959+0000`, as CloudWatch writes times. */
const stamp = (date: Date) => date.toISOString().replace('Z', '+0000');

const arnOf = ({ name, region }: RingingAlarm) => `arn:aws:cloudwatch:${region}:${LAB_ACCOUNT}:alarm:${name}`;

const reasonOf = ({ rate, at }: RingingAlarm) => {
  const [year, month, day] = at.toISOString().slice(2, 10).split('-');
  const minute = `${day}/${month}/${year} ${at.toISOString().slice(11, 16)}:00`;
  return `Threshold Crossed: 1 out of the last 1 datapoints [${rate} (${minute})] was greater than or equal to the threshold (${THRESHOLD}) (minimum 1 datapoint for OK -> ALARM transition).`;
};

const stateOf = (alarm: RingingAlarm) => ({
  value: 'ALARM',
  reason: reasonOf(alarm),
  reasonData: JSON.stringify({
    version: '1.0',
    queryDate: stamp(alarm.at),
    startDate: stamp(new Date(alarm.at.getTime() - PERIOD * 1000)),
    statistic: 'Average',
    period: PERIOD,
    recentDatapoints: [alarm.rate],
    threshold: THRESHOLD,
  }),
  timestamp: stamp(alarm.at),
});

const previousState = ({ at }: RingingAlarm) => ({
  value: 'OK',
  reason: 'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
  timestamp: stamp(new Date(at.getTime() - 3_600_000)),
});

const configuration = ({ apiName, stage }: RingingAlarm) => ({
  description: `5xx rate of ${apiName} ${stage}`,
  metrics: [
    {
      id: '7c0d1a52-6d3c-4a7e-9f6e-2b8f51f0a914',
      metricStat: {
        metric: { namespace: 'AWS/ApiGateway', name: '5XXError', dimensions: { ApiName: apiName, Stage: stage } },
        period: PERIOD,
        stat: 'Average',
      },
      returnData: true,
    },
  ],
});

/** The alarm invokes the function itself. */
export const asLambdaAction = (alarm: RingingAlarm) => ({
  source: 'aws.cloudwatch',
  alarmArn: arnOf(alarm),
  accountId: LAB_ACCOUNT,
  time: stamp(alarm.at),
  region: alarm.region,
  alarmData: { alarmName: alarm.name, state: stateOf(alarm), previousState: previousState(alarm), configuration: configuration(alarm) },
});

/** The state change comes over the default event bus. */
export const asEventBridge = (alarm: RingingAlarm) => ({
  version: '0',
  id: '3d2f6c1e-7b1a-4f0c-8f55-61c0e1a9d7b2',
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account: LAB_ACCOUNT,
  time: alarm.at.toISOString(),
  region: alarm.region,
  resources: [arnOf(alarm)],
  detail: { alarmName: alarm.name, state: stateOf(alarm), previousState: previousState(alarm), configuration: configuration(alarm) },
});

/** The alarm's topic invokes the function. The message names the Region by its display name only; dimensions are a list. */
export const asSns = (alarm: RingingAlarm) => {
  const topic = `arn:aws:sns:${alarm.region}:${LAB_ACCOUNT}:alarms`;
  const message = {
    AlarmName: alarm.name,
    AlarmDescription: `5xx rate of ${alarm.apiName} ${alarm.stage}`,
    AWSAccountId: LAB_ACCOUNT,
    AlarmConfigurationUpdatedTimestamp: stamp(new Date(alarm.at.getTime() - 86_400_000)),
    NewStateValue: 'ALARM',
    NewStateReason: reasonOf(alarm),
    StateChangeTime: stamp(alarm.at),
    Region: 'Europe (Ireland)',
    AlarmArn: arnOf(alarm),
    OldStateValue: 'OK',
    OKActions: [],
    AlarmActions: [topic],
    InsufficientDataActions: [],
    Trigger: {
      MetricName: '5XXError',
      Namespace: 'AWS/ApiGateway',
      StatisticType: 'Statistic',
      Statistic: 'AVERAGE',
      Unit: null,
      Dimensions: [
        { value: alarm.stage, name: 'Stage' },
        { value: alarm.apiName, name: 'ApiName' },
      ],
      Period: PERIOD,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: THRESHOLD,
      TreatMissingData: 'notBreaching',
      EvaluateLowSampleCountPercentile: '',
    },
  };
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: `${topic}:2b6c4a0e-9d5d-4f5e-a1b7-0c2f8f3d9e61`,
        Sns: {
          Type: 'Notification',
          MessageId: 'b6f0c9d4-31aa-5c0e-9a3e-9d1c5f7e2a48',
          TopicArn: topic,
          Subject: `ALARM: "${alarm.name}" in Europe (Ireland)`,
          Message: JSON.stringify(message),
          Timestamp: alarm.at.toISOString(),
          SignatureVersion: '1',
          Signature: 'EXAMPLE',
          SigningCertUrl: 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-EXAMPLE.pem',
          UnsubscribeUrl: 'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=EXAMPLE',
          MessageAttributes: {},
        },
      },
    ],
  };
};
