import type { EvaluatedAlarm } from '../../lab/alarms/alarm-events.ts';
import { asLambdaAction } from '../../lab/alarms/alarm-events.ts';
import { LAB_ACCOUNT } from '../../lab/lab.ts';
import { REGION } from '../../lab/scenarios/parts.ts';
import { commandForm, signedHeaders } from '../../lab/slack-sender.ts';
import type { Path } from './paths.ts';
import { MEMBER, SIGNING_SECRET, type Site } from './site.ts';
import { httpApi, logOf, restApi } from './stage.ts';

/** What one walk is about; no other walk has seen it. */
export interface Subject {
  readonly id: string;
  readonly name: string;
  readonly alarm: EvaluatedAlarm;
  /** When the alarm rings: long enough ago that its lines have arrived. */
  readonly at: Date;
}

const LONG_AGO_MS = 10 * 60_000;
const OVER_AFTER_MS = 9 * 60_000;

const dimensionsOf = ({ by, namesStage = true }: Path, { id, name }: Pick<Subject, 'id' | 'name'>): Readonly<Record<string, string>> => ({
  ...(by === 'id' ? { ApiId: id } : { ApiName: name }),
  ...(namesStage && { Stage: 'prod' }),
});

const alarmOf = (path: Path, subject: Pick<Subject, 'id' | 'name'>): EvaluatedAlarm => {
  const AlarmName = `${subject.name}-5xx`;
  return {
    AlarmName,
    AlarmArn: `arn:aws:cloudwatch:${REGION}:${path.ofMember ? MEMBER : LAB_ACCOUNT}:alarm:${AlarmName}`,
    Namespace: 'AWS/ApiGateway',
    MetricName: path.api === 'HTTP' ? '5xx' : '5XXError',
    Dimensions: Object.entries(dimensionsOf(path, subject)).map(([Name, Value]) => ({ Name, Value })),
    Statistic: 'Sum',
    Period: path.isLong ? 86_400 : 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  };
};

/** Puts into the lab, alone, what the walk is about. */
export const setStage = ({ world, lab }: Site, path: Path, number: number): Subject => {
  const subject = { id: `a${String(number).padStart(9, '0')}`, name: `orders-${number}` };
  const at = new Date(Date.now() - LONG_AGO_MS);
  const alarm = alarmOf(path, subject);
  world.apis.splice(0, 1, ...(path.api === 'REST' ? [restApi(subject.id, subject.name)] : []));
  world.httpApis.splice(0, 1, ...(path.api === 'HTTP' ? [httpApi(subject.id, subject.name)] : []));
  world.metricAlarms.splice(0, 1, alarm);
  for (const { name } of lab.logs.groups()) lab.logs.remove(name);
  if (path.log) lab.logs.put({ name: `API-Gateway-Execution-Logs_${subject.id}/prod`, events: logOf(path.log, at) });
  return { ...subject, alarm, at };
};

const composite = (event: ReturnType<typeof asLambdaAction>, name: string) => ({
  ...event,
  alarmArn: `${event.alarmArn}-composite`,
  alarmData: { ...event.alarmData, alarmName: `${name}-composite`, configuration: { alarmRule: `ALARM("${name}-5xx")` } },
});

/** The alarm rings, or is over. */
export const alarmEvent = ({ isComposite }: Path, { alarm, at, name }: Subject, to: 'ALARM' | 'OK'): unknown => {
  const when = to === 'ALARM' ? at : new Date(at.getTime() + OVER_AFTER_MS);
  const event = asLambdaAction({ alarm, from: to === 'OK' ? 'ALARM' : 'OK', to, at: when, datapoints: [1], startedAt: when });
  return isComposite ? composite(event, name) : event;
};

export const alarmArnOf = ({ isComposite }: Path, { alarm }: Subject): string => `${alarm.AlarmArn}${isComposite ? '-composite' : ''}`;

/** What the function URL hands on of a slash command. */
export const questionEvent = ({ slack }: Site, { name }: Subject): unknown => {
  const body = commandForm(`${name} prod since 1h`, { responseUrl: slack.responseUrl() });
  return { headers: signedHeaders(body, { secret: SIGNING_SECRET }), body, isBase64Encoded: false };
};
