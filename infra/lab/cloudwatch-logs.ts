import * as z from 'zod/mini';
import { ok, type Result } from '../../shared/lib/result.ts';
import { FILTER_LOG_EVENTS, filterLogEvents } from './filter-log-events.ts';
import { GET_LOG_EVENTS, getLogEvents } from './get-log-events.ts';
import { insightsQueries } from './insights-queries.ts';
import { type LabLogGroup, type LogEvent, type LogStore, streamOf, streamsOf } from './log-store.ts';
import { page } from './paging.ts';
import { jsonService, type LabService, operation, refusal, type ServiceFailure } from './wire.ts';

export interface CloudWatchLogsOptions {
  readonly store: LogStore;
  readonly region: string;
  readonly account: string;
  /** Bytes that one FilterLogEvents call looks at before it answers with what it has. */
  readonly scanBytes?: number;
}

type Answer = Result<unknown, ServiceFailure>;

const NAMED = z.object({ logGroupName: z.string() });
const STREAM = z.object({ logGroupName: z.string(), logStreamName: z.string() });
const PUT = z.object({
  logGroupName: z.string(),
  logStreamName: z.string(),
  logEvents: z.array(z.object({ timestamp: z.int(), message: z.string() })),
});
const DESCRIBE_GROUPS = z.object({
  logGroupNamePrefix: z.optional(z.string()),
  logGroupNamePattern: z.optional(z.string()),
  limit: z.optional(z.int()),
  nextToken: z.optional(z.string()),
});
const DESCRIBE_STREAMS = z.object({
  logGroupName: z.optional(z.string()),
  logGroupIdentifier: z.optional(z.string()),
  logStreamNamePrefix: z.optional(z.string()),
  orderBy: z.optional(z.enum(['LogStreamName', 'LastEventTime'])),
  descending: z.optional(z.boolean()),
  limit: z.optional(z.int()),
  nextToken: z.optional(z.string()),
});

const missing = () => refusal('ResourceNotFoundException', 'The specified log group does not exist.');

/** CloudWatch Logs (JSON 1.1, `Logs_20140328`) over a store of groups. */
export const cloudWatchLogs = ({ store, region, account, scanBytes = 32 * 1024 * 1024 }: CloudWatchLogsOptions): LabService => {
  const arnOf = (name: string) => `arn:aws:logs:${region}:${account}:log-group:${name}`;
  /** A name, or an ARN with or without the `:*` that policies end in. */
  const withGroup = (
    { logGroupName, logGroupIdentifier }: { logGroupName?: string | undefined; logGroupIdentifier?: string | undefined },
    run: (group: LabLogGroup) => Answer,
  ): Answer => {
    const name = logGroupName ?? logGroupIdentifier?.replace(/^arn:aws:logs:[^:]*:[^:]*:log-group:/, '').replace(/:\*$/, '');
    const group = name === undefined ? undefined : store.group(name);
    return group ? run(group) : missing();
  };
  const describeStream = (group: LabLogGroup, logStreamName: string) => {
    const own = Array.isArray(group.events)
      ? (group.events as readonly LogEvent[]).filter((event) => streamOf(event) === logStreamName)
      : [];
    const [first, last] = [own.at(0), own.at(-1)];
    return {
      logStreamName,
      arn: `${arnOf(group.name)}:log-stream:${logStreamName}`,
      ...(first && { firstEventTimestamp: first.timestamp, creationTime: first.timestamp }),
      ...(last && { lastEventTimestamp: last.timestamp, lastIngestionTime: last.timestamp + 500 }),
    };
  };
  const describeStreams = (group: LabLogGroup, input: z.output<typeof DESCRIBE_STREAMS>): Answer => {
    const sign = input.descending ? -1 : 1;
    const streams = streamsOf(group)
      .filter((name) => name.startsWith(input.logStreamNamePrefix ?? ''))
      .map((name) => describeStream(group, name))
      .sort((left, right) =>
        input.orderBy === 'LastEventTime'
          ? sign * ((left.lastEventTimestamp ?? 0) - (right.lastEventTimestamp ?? 0))
          : sign * (left.logStreamName < right.logStreamName ? -1 : 1),
      );
    const { items, next } = page(streams, input.nextToken, input.limit ?? 50);
    return ok({ logStreams: items, ...(next && { nextToken: next }) });
  };
  const describeGroups = (input: z.output<typeof DESCRIBE_GROUPS>): Answer => {
    const groups = store
      .groups()
      .filter(({ name }) => name.startsWith(input.logGroupNamePrefix ?? ''))
      .filter(({ name }) => name.toLowerCase().includes((input.logGroupNamePattern ?? '').toLowerCase()))
      .map(({ name, retentionInDays, logGroupClass = 'STANDARD' }) => ({
        logGroupName: name,
        arn: `${arnOf(name)}:*`,
        logGroupArn: arnOf(name),
        metricFilterCount: 0,
        logGroupClass,
        ...(retentionInDays && { retentionInDays }),
      }));
    const { items, next } = page(groups, input.nextToken, input.limit ?? 50);
    return ok({ logGroups: items, ...(next && { nextToken: next }) });
  };
  const putEvents = ({ logGroupName, logStreamName, logEvents }: z.output<typeof PUT>): Answer =>
    withGroup({ logGroupName }, (group) => {
      if (!Array.isArray(group.events)) return refusal('OperationAbortedException', 'The events of this group are generated.');
      store.append(
        logGroupName,
        logEvents.map((event) => ({ ...event, logStreamName })),
      );
      return ok({ nextSequenceToken: '0' });
    });

  return jsonService('1.1', {
    FilterLogEvents: operation(FILTER_LOG_EVENTS, (input) => withGroup(input, (group) => filterLogEvents(group, input, scanBytes))),
    GetLogEvents: operation(GET_LOG_EVENTS, (input) => withGroup(input, (group) => getLogEvents(group, input))),
    DescribeLogGroups: operation(DESCRIBE_GROUPS, describeGroups),
    DescribeLogStreams: operation(DESCRIBE_STREAMS, (input) => withGroup(input, (group) => describeStreams(group, input))),
    CreateLogGroup: operation(NAMED, ({ logGroupName }) => {
      if (store.group(logGroupName)) return refusal('ResourceAlreadyExistsException', 'The specified log group already exists');
      store.put({ name: logGroupName, events: [], streams: [] });
      return ok({});
    }),
    DeleteLogGroup: operation(NAMED, (input) =>
      withGroup(input, ({ name }) => {
        store.remove(name);
        return ok({});
      }),
    ),
    CreateLogStream: operation(STREAM, ({ logGroupName, logStreamName }) =>
      withGroup({ logGroupName }, (group) => {
        const streams = streamsOf(group);
        if (streams.includes(logStreamName)) return refusal('ResourceAlreadyExistsException', 'The specified log stream already exists');
        store.put({ ...group, streams: [...streams, logStreamName] });
        return ok({});
      }),
    ),
    PutLogEvents: operation(PUT, putEvents),
    ...insightsQueries(store),
  });
};
