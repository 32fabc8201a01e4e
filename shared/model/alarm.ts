/** One (API, stage) that an alarm speaks of. REST alarms carry a name, HTTP and WebSocket alarms an id. */
export interface AlarmTarget {
  readonly apiName?: string;
  readonly apiId?: string;
  /** Absent: the alarm covers every stage. */
  readonly stage?: string;
  readonly method?: string;
  readonly resource?: string;
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** A CloudWatch alarm's state change, whichever way it was delivered. */
export interface AlarmStateChange {
  readonly delivery: 'lambda-action' | 'sns' | 'eventbridge';
  readonly alarmArn: string;
  readonly alarmName: string;
  readonly region: string;
  readonly account: string;
  readonly state: AlarmState;
  readonly previousState?: AlarmState;
  /** Composite alarms: the actions are held back at present, or were until this change (a wait period has ended). */
  readonly actionsSuppressed?: 'now' | 'until-now';
  readonly reason: string;
  readonly at: Date;
  /** Seconds that the alarm looks at: period × evaluation periods. */
  readonly evaluatedSeconds?: number;
  readonly kind: 'metric' | 'metric-math' | 'anomaly' | 'composite';
  readonly targets: readonly AlarmTarget[];
  /** Composite alarms only: children to resolve by DescribeAlarms. */
  readonly children: readonly string[];
}

/** What is no alarm of ours, and why. */
export interface AlarmRefusal {
  readonly reason: string;
}
