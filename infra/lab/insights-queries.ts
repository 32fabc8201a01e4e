import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { ok, type Result } from '../../shared/lib/result.ts';
import { type InsightsQuery, parseInsightsQuery } from './insights-query.ts';
import { eventRow, type Row } from './insights-row.ts';
import { eventsBetween, type LabLogGroup, type LogStore } from './log-store.ts';
import { type Operation, operation, refusal, type ServiceFailure } from './wire.ts';

/** Times are in SECONDS here, unlike everywhere else in CloudWatch Logs. */
const START = z.object({
  queryString: z.string(),
  startTime: z.int(),
  endTime: z.int(),
  logGroupName: z.optional(z.string()),
  logGroupNames: z.optional(z.array(z.string())),
  logGroupIdentifiers: z.optional(z.array(z.string())),
  limit: z.optional(z.int()),
});
const BY_ID = z.object({ queryId: z.string() });

interface Query {
  readonly parsed: InsightsQuery;
  readonly groups: readonly LabLogGroup[];
  readonly from: number;
  readonly to: number;
  status: 'Running' | 'Complete' | 'Cancelled';
}

/** AWS: 10 in 2022, up to 100 since; the smaller one is the one to hold ourselves to. */
const MAX_RUNNING = 10;

const cells = (row: Row, columns: readonly string[]) =>
  (columns.length > 0 ? columns : ['@timestamp', '@message'])
    .concat('@ptr')
    .map((field) => ({ field, value: row.get(field) }))
    .filter(({ value }) => value !== undefined);

const answerOf = ({ parsed, groups, from, to }: Query) => {
  const scanned = { records: 0, bytes: 0, matched: 0 };
  function* rows(): Generator<Row> {
    for (const group of groups) {
      for (const event of eventsBetween(group.events, from, to)) {
        scanned.records += 1;
        scanned.bytes += Buffer.byteLength(event.message);
        yield eventRow(event, group.name);
      }
    }
  }
  const results = [...parsed.run(rows())].map((row) => cells(row, parsed.columns));
  const statistics = { recordsMatched: results.length, recordsScanned: scanned.records, bytesScanned: scanned.bytes };
  return { status: 'Complete', results, statistics };
};

const nameOf = (identifier: string) => identifier.replace(/^arn:aws:logs:[^:]*:[^:]*:log-group:/, '').replace(/:\*$/, '');

/** StartQuery, GetQueryResults, StopQuery. A query is `Running` at the first look and `Complete` at the next, so that callers must poll. */
export const insightsQueries = (store: LogStore): Readonly<Record<string, Operation>> => {
  const queries = new Map<string, { readonly query: Query; looks: number }>();
  const running = () => [...queries.values()].filter(({ query }) => query.status === 'Running').length;
  const start = (input: z.output<typeof START>): Result<unknown, ServiceFailure> => {
    const parsed = parseInsightsQuery(input.queryString, input.limit);
    if (!parsed.ok) return refusal('MalformedQueryException', parsed.failure);
    const wanted = [...(input.logGroupNames ?? []), ...(input.logGroupIdentifiers ?? []).map(nameOf)];
    const found = (input.logGroupName === undefined ? wanted : [input.logGroupName]).map(store.group);
    const groups = found.filter((group) => group !== undefined);
    if (groups.length === 0 || groups.length < found.length) {
      return refusal('ResourceNotFoundException', 'Log group does not exist for the query.');
    }
    if (running() >= MAX_RUNNING) return refusal('LimitExceededException', 'Too many queries are running.');
    const queryId = randomUUID();
    const window = { from: input.startTime * 1000, to: input.endTime * 1000 + 999 };
    queries.set(queryId, { query: { parsed: parsed.value, groups, ...window, status: 'Running' }, looks: 0 });
    return ok({ queryId });
  };
  const missing = () => refusal('ResourceNotFoundException', 'The query does not exist.');
  return {
    StartQuery: operation(START, start),
    GetQueryResults: operation(BY_ID, ({ queryId }) => {
      const entry = queries.get(queryId);
      if (!entry) return missing();
      entry.looks += 1;
      if (entry.query.status === 'Cancelled' || entry.looks === 1) return ok({ status: entry.query.status, results: [] });
      entry.query.status = 'Complete';
      return ok(answerOf(entry.query));
    }),
    StopQuery: operation(BY_ID, ({ queryId }) => {
      const entry = queries.get(queryId);
      if (!entry) return missing();
      const success = entry.query.status === 'Running';
      if (success) entry.query.status = 'Cancelled';
      return ok({ success });
    }),
  };
};
