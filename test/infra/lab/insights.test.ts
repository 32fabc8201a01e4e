import { CloudWatchLogsClient, GetQueryResultsCommand, StartQueryCommand, StopQueryCommand } from '@aws-sdk/client-cloudwatch-logs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseInsightsQuery } from '../../../infra/lab/insights-query.ts';
import { tableRow } from '../../../infra/lab/insights-row.ts';
import { type Lab, startLab } from '../../../infra/lab/lab.ts';
import { labClientConfig } from '../../support/lab-client-config.ts';

const WORDS = [
  'fields',
  'filter',
  'parse',
  'stats',
  'sort',
  'limit',
  'dedup',
  '@message',
  'a.b',
  '"* *"',
  '/(?<x>a)/',
  '/(/',
  '|',
  ',',
  '(',
  ')',
  '[',
  ']',
  '=',
  'like',
  'not',
  'and',
  'or',
  'in',
  'by',
  'as',
  'count',
  '*',
  'bin',
  '5m',
  '7',
  '-1',
  'desc',
  '`',
  '"',
  '/',
  '#',
];
const START = Date.UTC(2026, 10, 21, 10);
const lines = [
  '(a1) Starting execution for request: a1',
  '(b2) Starting execution for request: b2',
  '(a1) Execution failed due to configuration error: Malformed Lambda proxy response',
  '(b2) Method completed with status: 200',
  '(a1) Method completed with status: 502',
  '(c3) Method completed with status: 502',
  '{"status":504,"latency":29001,"route":{"key":"GET /slow"}}',
];

let lab: Lab;
let client: CloudWatchLogsClient;

beforeAll(async () => {
  lab = await startLab({
    logGroups: [{ name: 'log', events: lines.map((message, index) => ({ timestamp: START + index * 30_000, message })) }],
  });
  client = new CloudWatchLogsClient(labClientConfig(lab));
});
afterAll(async () => {
  client.destroy();
  await lab.stop();
});

const window = { startTime: START / 1000, endTime: START / 1000 + 3600 };

const run = async (queryString: string) => {
  const { queryId } = await client.send(new StartQueryCommand({ ...window, logGroupName: 'log', queryString }));
  expect((await client.send(new GetQueryResultsCommand({ queryId }))).status).toBe('Running');
  const { status, results = [], statistics } = await client.send(new GetQueryResultsCommand({ queryId }));
  expect(status).toBe('Complete');
  expect(statistics?.recordsScanned).toBeGreaterThan(0);
  return results.map((row) => Object.fromEntries(row.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field, value])));
};

test('fields, filter, sort and limit answer as asked', async () => {
  expect(await run('fields @timestamp, @message | filter @message like "status: 5" | sort @timestamp desc | limit 1')).toEqual([
    { '@timestamp': '2026-11-21 10:02:30.000', '@message': '(c3) Method completed with status: 502' },
  ]);
});

test('a glob is parsed into fields, which stats can count', async () => {
  const query =
    'parse @message "(*) Method completed with status: *" as rid, code | filter ispresent(code) | stats count(*) as n by code | sort n desc';
  expect(await run(query)).toEqual([
    { code: '502', n: '2' },
    { code: '200', n: '1' },
  ]);
});

test('a regular expression is parsed into its named groups', async () => {
  expect(await run('parse @message /^\\((?<rid>[a-z0-9]+)\\) Execution failed (?<why>.*)$/ | filter ispresent(why) | display rid')).toEqual(
    [{ rid: 'a1' }],
  );
});

test('fields of a JSON message are discovered and compared as numbers', async () => {
  expect(await run('filter status >= 500 and latency > 9000 | display route.key')).toEqual([{ 'route.key': 'GET /slow' }]);
});

test.each([
  ['@message =~ /(?i)METHOD COMPLETED/', 3],
  ['@message not like /Method/ and not (@message like "Starting")', 2],
  ['status in [503, 504]', 1],
  ['@message like "a1" or @message like "b2"', 5],
  ['status != 504', 0],
])('filter %s leaves %i', async (condition, count) => {
  expect(await run(`filter ${condition} # a comment`)).toHaveLength(count);
});

test('stats aggregates by time, and dedup keeps the first of each', async () => {
  expect(await run('stats count(*), earliest(@message) as first by bin(1m)')).toMatchObject([
    { 'bin(1m)': '2026-11-21 10:00:00.000', 'count(*)': '2', first: lines[0] },
    { 'count(*)': '2' },
    { 'count(*)': '2' },
    { 'count(*)': '1' },
  ]);
  expect(await run('parse @message "(*)" as rid | dedup rid | display rid')).toEqual([{ rid: 'a1' }, { rid: 'b2' }, { rid: 'c3' }, {}]);
  expect(await run('stats avg(latency) as mean, max(latency) as top, count_distinct(status) as kinds')).toEqual([
    { mean: '29001', top: '29001', kinds: '1' },
  ]);
});

test.each(['filter', 'fields @message | pattern @message', 'filter @message like /(/', 'limit none', 'parse @message "* *" as one'])(
  'the query %s is malformed',
  async (queryString) => {
    await expect(client.send(new StartQueryCommand({ ...window, logGroupName: 'log', queryString }))).rejects.toMatchObject({
      name: 'MalformedQueryException',
    });
  },
);

test('a missing group is refused, and a stopped query is cancelled', async () => {
  const queryString = 'fields @message';
  await expect(client.send(new StartQueryCommand({ ...window, logGroupName: 'no', queryString }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  const { queryId } = await client.send(new StartQueryCommand({ ...window, logGroupNames: ['log'], queryString }));
  expect((await client.send(new StopQueryCommand({ queryId }))).success).toBe(true);
  expect((await client.send(new GetQueryResultsCommand({ queryId }))).status).toBe('Cancelled');
});

test('more than ten running queries are refused', async () => {
  const input = { ...window, logGroupName: 'log', queryString: 'fields @message' };
  const started = await Promise.all([...Array(10).keys()].map(() => client.send(new StartQueryCommand(input))));
  await expect(client.send(new StartQueryCommand(input))).rejects.toMatchObject({ name: 'LimitExceededException' });
  await Promise.all(started.map(({ queryId }) => client.send(new StopQueryCommand({ queryId }))));
});

test('no text makes the query parser throw', () =>
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS)), (words) => {
      const parsed = parseInsightsQuery(words.join(' '));
      if (parsed.ok) Array.from(parsed.value.run([tableRow(new Map([['@message', 'a b']]))]));
    }),
  ));
