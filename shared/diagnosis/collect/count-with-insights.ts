import type { Window } from '../../model/diagnosis.ts';
import type { Gate } from './budget.ts';
import { completedStatus, maskFailure } from './failure-signature.ts';
import type { GateFailure } from './gate-failure.ts';
import type { FailureGroup } from './tally-failures.ts';

/**
 * Counts failure lines where there were too many to read. Insights takes its times in seconds and is charged by the gigabyte searched
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html).
 */
const COUNT_QUERY = [
  'parse @message /^\\((?<requestId>[^)]+)\\) (?<text>Execution failed due to[^\\n]{0,140}|Lambda execution failed with status \\d+ due to customer function error|Lambda invocation failed with status: \\d+|Method completed with status: 5\\d\\d)/',
  'filter ispresent(text)',
  'stats count(*) as requests, earliest(requestId) as one, earliest(@timestamp) as at by text',
  'sort requests desc',
  'limit 200',
].join('\n| ');

const POLL_MILLIS = 1_000;
const MOST_POLLS = 25;
const RUNNING = new Set(['Scheduled', 'Running', 'Unknown']);

export interface LineCount {
  readonly text: string;
  readonly requests: number;
  /** The first request that wrote it, and when, in epoch milliseconds. */
  readonly one: string;
  readonly at: number;
}

type Counted = { readonly lines: readonly LineCount[] } | { readonly failure: GateFailure | 'unfinished' };

/** Insights gives the time of an event as text in UTC, or as epoch milliseconds where a function has touched it (inferred: people report either). */
const timeOf = (text: string): number => (/^[\d.eE+]+$/.test(text) ? Number(text) : Date.parse(`${text.replace(' ', 'T')}Z`));

const lineCount = (row: Readonly<Record<string, string>>, otherwise: number): LineCount => {
  const at = timeOf(row.at ?? '');
  return {
    text: (row.text ?? '').trimEnd(),
    requests: Number(row.requests ?? 0),
    one: row.one ?? '',
    at: Number.isFinite(at) ? at : otherwise,
  };
};

/** Stops the query when the answer does not come: it would go on searching, and costing, otherwise. */
export const countLines = async (gate: Gate, logGroupName: string, { from, to }: Window): Promise<Counted> => {
  const seconds = (time: Date) => Math.floor(time.getTime() / 1_000);
  const started = await gate.read('logs:StartQuery', {
    logGroupName,
    queryString: COUNT_QUERY,
    startTime: seconds(from),
    endTime: seconds(to) + 1,
  });
  if (!started.ok) return { failure: started.failure };
  const queryId = started.value;
  for (let poll = 0; poll < MOST_POLLS && gate.left().calls > 1 && gate.left().millis > 2 * POLL_MILLIS; poll += 1) {
    await gate.clock.sleep(POLL_MILLIS);
    const results = await gate.read('logs:GetQueryResults', { queryId });
    if (!results.ok) return { failure: results.failure };
    if (results.value.status === 'Complete') return { lines: results.value.rows.map((row) => lineCount(row, from.getTime())) };
    if (!RUNNING.has(results.value.status)) return { failure: 'unfinished' };
  }
  await gate.read('logs:StopQuery', { queryId });
  return { failure: 'unfinished' };
};

const linesOf = ({ signature }: FailureGroup): readonly string[] => signature.split(' | ').slice(0, -1);
const statusOf = ({ signature }: FailureGroup): string => signature.split(' | ').at(-1) ?? '';

const sum = (groups: readonly FailureGroup[]): number => groups.reduce((total, { count }) => total + count, 0);

/** What a function said is not counted apart, so its groups are known by how their line begins. */
const wrote =
  ({ text }: LineCount) =>
  (group: FailureGroup): boolean => {
    const line = maskFailure(text);
    return linesOf(group).some((own) => own.startsWith(line));
  };

/** Requests of the whole log that fall to the group: a line that several groups wrote is shared out as it was in the part. */
const explainedTotal = (group: FailureGroup, groups: readonly FailureGroup[], counts: readonly LineCount[]): number => {
  const shares = counts
    .filter((line) => completedStatus(line.text) === undefined && wrote(line)(group))
    .map((line) => (line.requests * group.count) / sum(groups.filter(wrote(line))));
  return shares.length === 0 ? group.count : Math.max(group.count, Math.round(Math.min(...shares)));
};

/**
 * Groups known from a part of the log, with the counts of the whole. A status without a failure line gets what the explained failures
 * leave of it. Lines that the part did not show become groups of their own.
 */
export const withTotals = (groups: readonly FailureGroup[], counts: readonly LineCount[]): readonly FailureGroup[] => {
  const explained = groups
    .filter((group) => linesOf(group).length > 0)
    .map((group) => ({ ...group, count: explainedTotal(group, groups, counts) }));
  const bare = groups
    .filter((group) => linesOf(group).length === 0)
    .map((group) => {
      const all = counts.find(({ text }) => completedStatus(text) === statusOf(group))?.requests ?? 0;
      return { ...group, count: Math.max(group.count, all - sum(explained.filter((other) => statusOf(other) === statusOf(group)))) };
    });
  const added = counts
    .filter((line) => completedStatus(line.text) === undefined && !groups.some(wrote(line)))
    .map(({ text, requests, one, at }) => ({
      signature: `${maskFailure(text)} | `,
      requests: [{ requestId: one, first: at, last: at }],
      count: requests,
    }));
  return [...explained, ...bare, ...added].sort((a, b) => b.count - a.count);
};
