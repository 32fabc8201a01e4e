import type { Answer, Fate } from '../../shared/diagnosis/answer.ts';
import { metrics } from '../composition/telemetry.ts';

/** What comes again is counted when it has come to an end. */
const METRIC: Readonly<Record<Exclude<Fate, 'waiting'>, string>> = {
  posted: 'AlarmsPosted',
  merged: 'AlarmsMerged',
  muted: 'AlarmsMuted',
  closed: 'IncidentsClosed',
};

/** `alarmAt`: ISO 8601. */
export const countAnswer = ({ kind, fate, diagnosis, deliveries, costs }: Answer, alarmAt: string, now: Date): void => {
  const slackFailed = deliveries.some(({ channel, outcome }) => channel === 'slack' && 'reason' in outcome);
  if (slackFailed) metrics.addMetric('SlackFailures', 'Count', 1);
  const posted = deliveries.some(({ channel, outcome }) => channel === 'slack' && outcome.kind === 'sent' && outcome.tell === 'post');
  if (posted) metrics.addMetric('SecondsFromAlarmToPost', 'Seconds', (now.getTime() - new Date(alarmAt).getTime()) / 1000);
  if (kind === 'told' && fate !== 'waiting') metrics.addMetric(METRIC[fate], 'Count', 1);
  const calls = costs.flatMap((cost) => Object.values(cost.calls)).reduce((sum, count) => sum + count, 0);
  if (costs.length > 0) metrics.addMetric('AwsCalls', 'Count', calls);
  if (!diagnosis) return;
  const byVerdict = metrics.singleMetric();
  byVerdict.addDimension('Verdict', diagnosis.verdict);
  byVerdict.addMetric('Diagnoses', 'Count', 1);
};
