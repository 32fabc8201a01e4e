import type { Answer } from '../../shared/diagnosis/answer-alarm.ts';
import type { DiagnosisRequest } from '../../shared/diagnosis/diagnosis-request.ts';
import { metrics } from '../composition/telemetry.ts';

/** Counted on the first attempt that tells anybody, so that a retry does not count a diagnosis twice. */
export const countAnswer = ({ diagnosis, deliveries }: Answer, { alarm }: DiagnosisRequest, now: Date): void => {
  const told = deliveries.filter(({ outcome }) => outcome.kind === 'sent');
  const slackFailed = deliveries.some(({ channel, outcome }) => channel === 'slack' && 'reason' in outcome);
  if (slackFailed) metrics.addMetric('SlackFailures', 'Count', 1);
  if (told.some(({ channel }) => channel === 'slack')) {
    metrics.addMetric('SecondsFromAlarmToPost', 'Seconds', (now.getTime() - new Date(alarm.at).getTime()) / 1000);
  }
  if (!diagnosis) return;
  const calls = Object.values(diagnosis.cost?.calls ?? {}).reduce((sum, count) => sum + count, 0);
  metrics.addMetric('AwsCalls', 'Count', calls);
  const isRepetition = deliveries.some(({ outcome }) => outcome.kind === 'repeated');
  if (told.length === 0 || isRepetition) return;
  const byVerdict = metrics.singleMetric();
  byVerdict.addDimension('Verdict', diagnosis.verdict);
  byVerdict.addMetric('Diagnoses', 'Count', 1);
};
