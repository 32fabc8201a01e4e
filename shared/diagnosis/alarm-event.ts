import * as z from 'zod/mini';
import { isRecord } from '../lib/json.ts';
import { err, type Result } from '../lib/result.ts';
import type { AlarmRefusal, AlarmStateChange } from '../model/alarm.ts';
import { AlarmDetail, readAlarmDetail } from './alarm/alarm-detail.ts';
import { openEnvelope } from './alarm/alarm-envelope.ts';
import { readSnsAlarm, SnsAlarm } from './alarm/alarm-sns.ts';
import { stateChangeOf } from './alarm/alarm-state-change.ts';

type Reading = Result<AlarmStateChange, AlarmRefusal>;

const LambdaAction = z.object({ source: z.literal('aws.cloudwatch'), alarmArn: z.string(), alarmData: AlarmDetail });
const EventBridge = z.object({ resources: z.array(z.string()), detail: AlarmDetail });

const STATE_CHANGE = 'CloudWatch Alarm State Change';

const refuse = (reason: string): Reading => err({ reason });

/** Paths only: the values come from strangers. */
const broken = (what: string, { issues }: z.core.$ZodError): Reading =>
  refuse(`This ${what} is unusable: ${[...new Set(issues.map(({ path }) => path.join('.')))].join(', ')} missing or of another type.`);

const readLambdaAction = (document: unknown): Reading => {
  const action = LambdaAction.safeParse(document);
  return action.success
    ? stateChangeOf(readAlarmDetail('lambda-action', action.data.alarmArn, action.data.alarmData))
    : broken('alarm action', action.error);
};

const readEventBridge = (document: Readonly<Record<string, unknown>>): Reading => {
  const type = document['detail-type'];
  if (document.source !== 'aws.cloudwatch' || type !== STATE_CHANGE) {
    return refuse(`This is the EventBridge event "${String(type)}" of ${String(document.source)}, not "${STATE_CHANGE}".`);
  }
  const event = EventBridge.safeParse(document);
  return event.success
    ? stateChangeOf(readAlarmDetail('eventbridge', event.data.resources[0] ?? '', event.data.detail))
    : broken('alarm state change', event.error);
};

const readSns = (document: unknown): Reading => {
  const alarm = SnsAlarm.safeParse(document);
  return alarm.success ? stateChangeOf(readSnsAlarm(alarm.data)) : broken('alarm notification', alarm.error);
};

const readDocument = (document: unknown): Reading => {
  if (typeof document === 'string') return refuse('This message is plain text, perhaps a test: it is no CloudWatch alarm.');
  if (!isRecord(document)) return refuse('This is no CloudWatch alarm: it is not even an object.');
  if ('detail-type' in document) return readEventBridge(document);
  if ('alarmData' in document) return readLambdaAction(document);
  if ('AlarmName' in document) return readSns(document);
  return refuse(`This is no CloudWatch alarm: it has the members ${Object.keys(document).slice(0, 8).join(', ') || '(none)'}.`);
};

/**
 * Any event that a CloudWatch alarm can arrive in: its direct Lambda action, SNS, SQS behind SNS, EventBridge. Recognised by shape. One
 * reading per state change that the event holds, so that a foreign record hides no alarm and is not hidden by one.
 */
export const parseAlarmEvent = (event: unknown): readonly Reading[] => openEnvelope(event).map(readDocument);
