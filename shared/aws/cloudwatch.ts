import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { MetricPoints, MetricSeries, Raw, ReadName } from '../diagnosis/collect-ports.ts';
import { type Asks, askAws, recordsOf } from './ask-aws.ts';
import type { ReadClientOptions } from './read-client-options.ts';

const queryOf =
  (periodInSeconds: number) =>
  ({ id, metricName, dimensions }: MetricSeries) => ({
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/ApiGateway',
        MetricName: metricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodInSeconds,
      Stat: 'Sum',
    },
  });

const pointsOf = ({ Timestamps, Values }: Raw): MetricPoints => {
  const [times, values] = [Array.isArray(Timestamps) ? Timestamps : [], Array.isArray(Values) ? Values : []];
  return times.flatMap((time, index): MetricPoints => {
    const value: unknown = values[index];
    return typeof time === 'string' && typeof value === 'number' ? [[Date.parse(time), value]] : [];
  });
};

export const cloudWatchReads = (clientOptions: ReadClientOptions): Asks<Extract<ReadName, `cloudwatch:${string}`>> => {
  const client = new CloudWatchClient(clientOptions);
  return {
    'cloudwatch:GetMetricData': askAws(
      'cloudwatch:GetMetricData',
      ({ series, periodInSeconds, from, to }, options) =>
        client.send(
          new GetMetricDataCommand({
            MetricDataQueries: series.map(queryOf(periodInSeconds)),
            StartTime: from,
            EndTime: to,
            ScanBy: 'TimestampAscending',
          }),
          options,
        ),
      ({ MetricDataResults }) =>
        Object.fromEntries(
          recordsOf(MetricDataResults).flatMap((result) => (typeof result.Id === 'string' ? [[result.Id, pointsOf(result)]] : [])),
        ),
    ),
  };
};
