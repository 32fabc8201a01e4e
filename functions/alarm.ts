import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { parseAlarmEvent } from '../shared/diagnosis/alarm-event.ts';
import { type StartOutcome, startIncident } from '../shared/diagnosis/start-incident.ts';
import { alarmPorts, homeOf } from './composition/alarm.ts';
import { logger, metrics } from './composition/telemetry.ts';

const METRIC: Readonly<Record<StartOutcome['kind'], string>> = {
  queued: 'AlarmsAccepted',
  repeated: 'AlarmsRepeated',
  ignored: 'AlarmsRefused',
  failed: 'AlarmsFailed',
};

const tell = (outcome: StartOutcome): void => {
  metrics.addMetric(METRIC[outcome.kind], 'Count', 1);
  if (outcome.kind === 'failed') logger.error('alarm failed', outcome);
  else logger.info(`alarm ${outcome.kind}`, outcome);
};

/** CloudWatch alarm → claim the incident → queue a diagnosis. Whatever could not be queued fails the invocation, so that it comes again. */
export const handler = middy()
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(logMetrics(metrics))
  .handler(async (event: unknown, context: Context): Promise<void> => {
    const ports = alarmPorts(context);
    const outcomes: StartOutcome[] = [];
    for (const reading of parseAlarmEvent(event)) {
      if (reading.ok) outcomes.push(...(await startIncident(ports, reading.value, homeOf(context))));
      else outcomes.push({ kind: 'ignored', ...reading.failure });
    }
    outcomes.forEach(tell);
    const failed = outcomes.filter(({ kind }) => kind === 'failed').length;
    if (failed > 0) throw new Error(`${failed} of ${outcomes.length} incidents could not be queued; the log says why.`);
  });
