import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../../../infra/lab/lab.ts';
import type { EventSource } from '../../../infra/lab/log-store.ts';
import { labClientConfig } from '../../support/lab-client-config.ts';

const START = Date.UTC(2026, 10, 21, 10);
const SECOND = 1000;

const few = [0, 1, 2, 3].map((index) => ({
  timestamp: START + index * SECOND,
  message: index === 2 ? 'Method completed with status: 502' : `line ${index}`,
  logStreamName: index < 2 ? 'aa' : 'bb',
}));

/** A million events that nobody holds: one a second, every 250,000th a failure. */
const million: EventSource = {
  length: 1_000_000,
  at: (index) => ({
    timestamp: START + index * SECOND,
    message: index % 250_000 === 249_999 ? `failure ${index}` : `a healthy line that says nothing, number ${index}`,
  }),
};

const wide = [0, 1, 2].map((index) => ({ timestamp: START + index, message: `${index}${'x'.repeat(500_000)}` }));

let lab: Lab;
let client: CloudWatchLogsClient;

beforeAll(async () => {
  lab = await startLab({
    scanBytes: 4_000_000,
    logGroups: [
      { name: 'few', events: few, retentionInDays: 7 },
      { name: 'million', events: million },
      { name: 'wide', events: wide },
    ],
  });
  client = new CloudWatchLogsClient(labClientConfig(lab));
});
afterAll(async () => {
  client.destroy();
  await lab.stop();
});

test('FilterLogEvents answers the events of a window that match, with stream, id and times', async () => {
  const { events } = await client.send(
    new FilterLogEventsCommand({ logGroupName: 'few', filterPattern: '"status: 5"', startTime: START, endTime: START + 2 * SECOND }),
  );
  expect(events).toMatchObject([{ logStreamName: 'bb', timestamp: START + 2 * SECOND, message: 'Method completed with status: 502' }]);
  expect(events?.[0]?.eventId).toHaveLength(56);
});

test('FilterLogEvents includes both ends of the window and leaves out what lies outside', async () => {
  const { events } = await client.send(
    new FilterLogEventsCommand({ logGroupName: 'few', startTime: START + SECOND, endTime: START + 2 * SECOND }),
  );
  expect(events?.map(({ message }) => message)).toEqual(['line 1', 'Method completed with status: 502']);
});

test('FilterLogEvents keeps to the streams it was given', async () => {
  const { events } = await client.send(new FilterLogEventsCommand({ logGroupName: 'few', logStreamNames: ['aa'] }));
  expect(events).toHaveLength(2);
  const prefixed = await client.send(new FilterLogEventsCommand({ logGroupName: 'few', logStreamNamePrefix: 'b' }));
  expect(prefixed.events).toHaveLength(2);
});

test('a log group can be named by its ARN', async () => {
  const logGroupIdentifier = `arn:aws:logs:${lab.region}:${lab.account}:log-group:few`;
  const { events } = await client.send(new FilterLogEventsCommand({ logGroupIdentifier }));
  expect(events).toHaveLength(4);
});

test('a rare match in a large group comes after empty pages that carry a token', async () => {
  const pages: number[] = [];
  const found: (string | undefined)[] = [];
  for await (const page of paginateFilterLogEvents({ client }, { logGroupName: 'million', filterPattern: 'failure' })) {
    pages.push(page.events?.length ?? 0);
    found.push(...(page.events ?? []).map(({ message }) => message));
  }
  expect(found).toEqual(['failure 249999', 'failure 499999', 'failure 749999', 'failure 999999']);
  expect(pages.length).toBeGreaterThan(5);
  expect(pages.filter((count) => count === 0).length).toBeGreaterThan(2);
});

test('a narrow window in a large group costs one page', async () => {
  const startTime = START + 749_990 * SECOND;
  const page = await client.send(
    new FilterLogEventsCommand({ logGroupName: 'million', filterPattern: 'failure', startTime, endTime: startTime + 60 * SECOND }),
  );
  expect(page.events).toHaveLength(1);
  expect(page.nextToken).toBeUndefined();
});

test('a page holds at most 10,000 events and says where it goes on', async () => {
  const input = { logGroupName: 'million', startTime: START, endTime: START + 10_000 * SECOND };
  const first = await client.send(new FilterLogEventsCommand(input));
  expect(first.events).toHaveLength(10_000);
  const second = await client.send(new FilterLogEventsCommand({ ...input, nextToken: first.nextToken }));
  expect(second.events?.map(({ timestamp }) => timestamp)).toEqual([START + 10_000 * SECOND]);
});

test('a page holds at most one megabyte', async () => {
  const first = await client.send(new FilterLogEventsCommand({ logGroupName: 'wide' }));
  expect(first.events).toHaveLength(2);
  expect(first.nextToken).toBeDefined();
});

test.each([
  ['a bad pattern', { filterPattern: 'status: 5' }],
  ['a window that ends before it starts', { startTime: 2, endTime: 1 }],
  ['a token of another group', { nextToken: Buffer.from('{"group":"other","position":1}').toString('base64url') }],
  ['a limit over 10,000', { limit: 10_001 }],
])('%s is an InvalidParameterException', async (_, input) => {
  await expect(client.send(new FilterLogEventsCommand({ logGroupName: 'few', ...input }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

test('a missing group is a ResourceNotFoundException', async () => {
  await expect(client.send(new FilterLogEventsCommand({ logGroupName: 'absent' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('GetLogEvents reads one stream in both directions, and the token repeats at the end', async () => {
  const input = { logGroupName: 'few', logStreamName: 'bb', limit: 1 };
  const newest = await client.send(new GetLogEventsCommand(input));
  expect(newest.events).toMatchObject([{ message: 'line 3' }]);
  const oldest = await client.send(new GetLogEventsCommand({ ...input, startFromHead: true }));
  expect(oldest.events).toMatchObject([{ message: 'Method completed with status: 502' }]);
  const next = await client.send(new GetLogEventsCommand({ ...input, nextToken: oldest.nextForwardToken }));
  expect(next.events).toMatchObject([{ message: 'line 3' }]);
  const end = await client.send(new GetLogEventsCommand({ ...input, nextToken: next.nextForwardToken }));
  expect(end.events).toEqual([]);
  expect(end.nextForwardToken).toBe(next.nextForwardToken);
});

test('groups and streams describe themselves', async () => {
  const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'f' }));
  expect(logGroups).toMatchObject([{ logGroupName: 'few', retentionInDays: 7, logGroupClass: 'STANDARD' }]);
  const { logStreams } = await client.send(
    new DescribeLogStreamsCommand({ logGroupName: 'few', orderBy: 'LastEventTime', descending: true }),
  );
  expect(logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(['bb', 'aa']);
});

test('what is put can be read back in order of time', async () => {
  const stream = { logGroupName: 'new', logStreamName: 'cc' };
  await client.send(new CreateLogGroupCommand({ logGroupName: 'new' }));
  await client.send(new CreateLogStreamCommand(stream));
  await client.send(new PutLogEventsCommand({ ...stream, logEvents: [{ timestamp: 20, message: 'second' }] }));
  await client.send(new PutLogEventsCommand({ ...stream, logEvents: [{ timestamp: 10, message: 'first' }] }));
  const { events } = await client.send(new FilterLogEventsCommand({ logGroupName: 'new' }));
  expect(events?.map(({ message }) => message)).toEqual(['first', 'second']);
  await expect(client.send(new CreateLogGroupCommand({ logGroupName: 'new' }))).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
  });
});
