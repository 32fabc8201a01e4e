import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { parseAlarmEvent } from '../shared/diagnosis/alarm-event.ts';
import { type StartOutcome, startIncident } from '../shared/diagnosis/start-incident.ts';
import { alarmPorts } from './composition/alarm.ts';
import { reachOf } from './composition/home.ts';
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

const startAll = async (reading: ReturnType<typeof parseAlarmEvent>[number], context: Context): Promise<readonly StartOutcome[]> =>
  reading.ok ? startIncident(alarmPorts(context), reading.value, await reachOf(context)) : [{ kind: 'ignored', ...reading.failure }];

/** CloudWatch alarm → claim the incident → queue a diagnosis. Whatever could not be queued fails the invocation, so that it comes again. */
export const handler = middy()
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(logMetrics(metrics))
  .handler(async (event: unknown, context: Context): Promise<void> => {
    const failures: StartOutcome[] = [];
    for (const reading of parseAlarmEvent(event)) {
      const outcomes = await startAll(reading, context);
      outcomes.forEach(tell);
      failures.push(...outcomes.filter(({ kind }) => kind === 'failed'));
    }
    if (failures.length > 0) throw new Error(`Not queued: ${failures.length}; the log says why.`);
  });
