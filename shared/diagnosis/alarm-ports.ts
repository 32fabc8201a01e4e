import type { Result } from '../lib/result.ts';
import type { AlarmInput } from './alarm/alarm-targets.ts';
import type { AlarmOver } from './alarm-over.ts';
import type { DiagnosisRequest } from './diagnosis-request.ts';
import type { Once } from './once.ts';

/** An alarm as DescribeAlarms knows it: a metric alarm has inputs, a composite alarm children. */
export interface DescribedAlarm {
  readonly alarmName: string;
  readonly inputs: readonly AlarmInput[];
  /** Names of the alarms in the rule. */
  readonly children: readonly string[];
  readonly evaluatedSeconds?: number;
}

/** One sentence. */
export interface PortFailure {
  readonly reason: string;
}

/** Metric and composite alarms of these names; a name that does not exist is left out of the answer. */
export type DescribeAlarms = (names: readonly string[]) => Promise<Result<readonly DescribedAlarm[], PortFailure>>;

export type Enqueue = (message: DiagnosisRequest | AlarmOver) => Promise<Result<void, PortFailure>>;

export interface AlarmPorts {
  readonly describeAlarms: DescribeAlarms;
  readonly enqueue: Enqueue;
  readonly once: Once;
}
