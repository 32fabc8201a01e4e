import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LogEvent, Raw, ReadName } from '../diagnosis/collect-ports.ts';
import { type Asks, askAws, pageOf, recordsOf, whole } from './ask-aws.ts';
import type { ReadClientOptions } from './read-client-options.ts';

const logEvent = ({ timestamp, message, logStreamName }: Raw): LogEvent => ({
  timestamp: typeof timestamp === 'number' ? timestamp : 0,
  message: typeof message === 'string' ? message : '',
  ...(typeof logStreamName === 'string' && { logStreamName }),
});

/** A row of Insights is a list of `{ field, value }`; `@ptr` leads back to the event and says nothing. */
const rowOf = (fields: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    recordsOf(fields).flatMap(({ field, value }) =>
      typeof field === 'string' && typeof value === 'string' && field !== '@ptr' ? [[field, value]] : [],
    ),
  );

export const cloudWatchLogsReads = (clientOptions: ReadClientOptions): Asks<Extract<ReadName, `logs:${string}`>> => {
  const client = new CloudWatchLogsClient(clientOptions);
  return {
    'logs:FilterLogEvents': askAws(
      'logs:FilterLogEvents',
      ({ next, logStreamNames, ...input }, options) =>
        client.send(
          new FilterLogEventsCommand({
            ...input,
            ...(logStreamNames && { logStreamNames: [...logStreamNames] }),
            ...(next !== undefined && { nextToken: next }),
          }),
          options,
        ),
      (answer) => {
        const { items, next } = pageOf('events', 'nextToken')(answer);
        return { events: items.map(logEvent), ...(next !== undefined && { next }) };
      },
    ),
    'logs:DescribeLogGroups': askAws(
      'logs:DescribeLogGroups',
      async ({ logGroupName }, options) => {
        const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName, limit: 50 }), options);
        return { group: logGroups?.find((group) => group.logGroupName === logGroupName) };
      },
      ({ group }) => recordsOf([group]).at(0),
    ),
    'logs:StartQuery': askAws(
      'logs:StartQuery',
      (input, options) => client.send(new StartQueryCommand(input), options),
      ({ queryId }) => (typeof queryId === 'string' ? queryId : ''),
    ),
    'logs:GetQueryResults': askAws(
      'logs:GetQueryResults',
      (input, options) => client.send(new GetQueryResultsCommand(input), options),
      ({ status, results }) => ({
        status: typeof status === 'string' ? status : 'Unknown',
        rows: Array.isArray(results) ? results.map(rowOf) : [],
      }),
    ),
    'logs:StopQuery': askAws('logs:StopQuery', (input, options) => client.send(new StopQueryCommand(input), options), whole),
  };
};
