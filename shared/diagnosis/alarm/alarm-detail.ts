import * as z from 'zod/mini';
import { parseJson } from '../../lib/json.ts';
import type { AlarmSubject, DeliveredAlarm } from './alarm-state-change.ts';
import { parseAlarmTime } from './alarm-time.ts';

export const AlarmStateValue = z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']);

const State = z.object({
  value: AlarmStateValue,
  reason: z.optional(z.string()),
  reasonData: z.optional(z.string()),
  timestamp: z.string(),
  actionsSuppressedBy: z.optional(z.string()),
});

const Metric = z.object({
  expression: z.optional(z.string()),
  metricStat: z.optional(
    z.object({
      metric: z.object({ namespace: z.string(), name: z.string(), dimensions: z.optional(z.record(z.string(), z.string())) }),
      period: z.optional(z.number()),
    }),
  ),
});

/** Where a direct Lambda action (`alarmData`) and EventBridge (`detail`) agree. */
export const AlarmDetail = z.object({
  alarmName: z.string(),
  state: State,
  previousState: z.optional(z.partial(State)),
  configuration: z.optional(z.object({ metrics: z.optional(z.array(Metric)), alarmRule: z.optional(z.string()) })),
});

/** `reasonData` is JSON inside a string, and absent when a person has set the state. */
const ReasonData = z.object({
  startDate: z.optional(z.string()),
  queryDate: z.optional(z.string()),
  recentDatapoints: z.optional(z.array(z.unknown())),
  triggeringAlarms: z.optional(z.array(z.object({ arn: z.string() }))),
});

type Detail = z.infer<typeof AlarmDetail>;
type Metrics = readonly z.infer<typeof Metric>[];
type Reason = z.infer<typeof ReasonData>;

const reasonOf = ({ reasonData }: Detail['state']): Reason => {
  const reason = ReasonData.safeParse(reasonData === undefined ? {} : parseJson(reasonData));
  return reason.success ? reason.data : {};
};

const millisOf = (text: string | undefined): number => (text === undefined ? Number.NaN : (parseAlarmTime(text)?.getTime() ?? Number.NaN));

/** The evaluation periods are not delivered: the whole periods between the first data point and the query stand for them (inferred). */
const evaluatedSeconds = (metrics: Metrics, { startDate, queryDate, recentDatapoints }: Reason): number => {
  const period = Math.max(0, ...metrics.map(({ metricStat }) => metricStat?.period ?? 0));
  const spanned = Math.floor((millisOf(queryDate) - millisOf(startDate)) / 1000 / period);
  return period * Math.max(1, recentDatapoints?.length ?? 0, Number.isFinite(spanned) ? spanned : 0);
};

const metricKind = (metrics: Metrics): 'metric' | 'metric-math' | 'anomaly' => {
  const expressions = metrics.flatMap(({ expression }) => expression ?? []);
  if (expressions.some((expression) => expression.includes('ANOMALY_DETECTION_BAND('))) return 'anomaly';
  return expressions.length > 0 ? 'metric-math' : 'metric';
};

const subjectOf = ({ metrics = [], alarmRule }: NonNullable<Detail['configuration']>, { triggeringAlarms = [] }: Reason): AlarmSubject => {
  if (alarmRule !== undefined && metrics.length === 0) {
    return { kind: 'composite', rule: alarmRule, triggering: triggeringAlarms.map(({ arn }) => arn) };
  }
  const stats = metrics.flatMap(({ metricStat }) => metricStat?.metric ?? []);
  return {
    kind: metricKind(metrics),
    inputs: stats.map(({ namespace, name, dimensions = {} }) => ({ namespace, metric: name, dimensions })),
  };
};

const suppressionOf = ({ state, previousState }: Detail): Pick<DeliveredAlarm, 'actionsSuppressed'> => {
  if (state.actionsSuppressedBy !== undefined) return { actionsSuppressed: 'now' };
  return previousState?.actionsSuppressedBy === undefined ? {} : { actionsSuppressed: 'until-now' };
};

/** The ARN stands elsewhere in each of the two. */
export const readAlarmDetail = (delivery: 'lambda-action' | 'eventbridge', alarmArn: string, detail: Detail): DeliveredAlarm => {
  const { state, previousState, configuration = {} } = detail;
  const reason = reasonOf(state);
  const seconds = evaluatedSeconds(configuration.metrics ?? [], reason);
  return {
    delivery,
    alarmArn,
    alarmName: detail.alarmName,
    state: state.value,
    ...(previousState?.value && { previousState: previousState.value }),
    ...suppressionOf(detail),
    reason: state.reason ?? '',
    time: state.timestamp,
    ...(seconds > 0 && { evaluatedSeconds: seconds }),
    subject: subjectOf(configuration, reason),
  };
};
