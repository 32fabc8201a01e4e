import { CloudWatchClient, DescribeAlarmsCommand, type DescribeAlarmsCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { ReadFailure } from '../diagnosis/collect-ports.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { ACTIONS } from './actions.ts';
import { type AwsPlace, clientSettings } from './client-settings.ts';
import { readFailure } from './read-failure.ts';

export type MetricAlarm = NonNullable<DescribeAlarmsCommandOutput['MetricAlarms']>[number];
export type CompositeAlarm = NonNullable<DescribeAlarmsCommandOutput['CompositeAlarms']>[number];

export interface DescribedAlarms {
  readonly metricAlarms: readonly MetricAlarm[];
  readonly compositeAlarms: readonly CompositeAlarm[];
}

/** AWS takes a hundred names at a time. */
const AT_ONCE = 100;

/**
 * Alarms by name, the children of composite alarms for the most part. Without AlarmTypes AWS leaves composite alarms out. Names that do not
 * exist are missing in the answer.
 */
export const createDescribeAlarms = (
  place: AwsPlace = {},
): ((names: readonly string[]) => Promise<Result<DescribedAlarms, ReadFailure>>) => {
  const client = new CloudWatchClient({ ...clientSettings(place), maxAttempts: 3 });
  return async (names) => {
    const [metricAlarms, compositeAlarms]: [MetricAlarm[], CompositeAlarm[]] = [[], []];
    try {
      for (let start = 0; start < names.length; start += AT_ONCE) {
        const answer = await client.send(
          new DescribeAlarmsCommand({
            AlarmNames: names.slice(start, start + AT_ONCE),
            AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
            MaxRecords: AT_ONCE,
          }),
        );
        metricAlarms.push(...(answer.MetricAlarms ?? []));
        compositeAlarms.push(...(answer.CompositeAlarms ?? []));
      }
      return ok({ metricAlarms, compositeAlarms });
    } catch (error) {
      return err(readFailure(error, ACTIONS.DescribeAlarmsCommand));
    }
  };
};
