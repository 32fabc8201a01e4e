import { err, ok, type Result } from '../../lib/result.ts';
import type { AlarmRefusal, AlarmStateChange } from '../../model/alarm.ts';
import { parseAlarmArn } from './alarm-arn.ts';
import { childName, childrenOfRule } from './alarm-rule.ts';
import { type AlarmInput, targetsOf } from './alarm-targets.ts';
import { parseAlarmTime } from './alarm-time.ts';

/** What the alarm looks at: metrics, or other alarms. */
export type AlarmSubject =
  | { readonly kind: 'metric' | 'metric-math' | 'anomaly'; readonly inputs: readonly AlarmInput[] }
  | { readonly kind: 'composite'; readonly rule: string; readonly triggering: readonly string[] };

/** A state change as delivered: members found, nothing judged. */
export interface DeliveredAlarm
  extends Pick<
    AlarmStateChange,
    'delivery' | 'alarmArn' | 'alarmName' | 'state' | 'previousState' | 'actionsSuppressed' | 'reason' | 'evaluatedSeconds'
  > {
  readonly time: string;
  readonly subject: AlarmSubject;
}

/** `triggering` may be empty; the rule then says which alarms can be meant. */
const aimOf = (subject: AlarmSubject): Result<Pick<AlarmStateChange, 'kind' | 'targets' | 'children'>, AlarmRefusal> => {
  if (subject.kind === 'composite') {
    const children = subject.triggering.length > 0 ? subject.triggering.map(childName) : childrenOfRule(subject.rule);
    return ok({ kind: 'composite', targets: [], children });
  }
  const targets = targetsOf(subject.inputs);
  return targets.ok ? ok({ kind: subject.kind, targets: targets.value, children: [] }) : targets;
};

/** Judges what was delivered. The Region is the ARN's: SNS writes a display name ("US East (N. Virginia)"). */
export const stateChangeOf = ({ subject, time, ...delivered }: DeliveredAlarm): Result<AlarmStateChange, AlarmRefusal> => {
  const refuse = (reason: string) => err({ reason: `Alarm "${delivered.alarmName}" is ignored: ${reason}.` });
  const aim = aimOf(subject);
  if (!aim.ok) return refuse(aim.failure.reason);
  const arn = parseAlarmArn(delivered.alarmArn);
  if (!arn) return refuse('its ARN is not one of CloudWatch');
  const at = parseAlarmTime(time);
  if (!at) return refuse('the time of its state change is unreadable');
  return ok({ ...delivered, region: arn.region, account: arn.account, at, ...aim.value });
};
