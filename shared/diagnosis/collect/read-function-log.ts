import type { LogEvent } from '../collect-ports.ts';
import type { Gate } from './budget.ts';
import { patternsOf } from './filter-pattern.ts';
import { gapOf } from './read-gap.ts';
import { scanLog } from './scan-log.ts';

const MOST_PAGES = 4;
/** A function may run on for fifteen minutes after the gateway has given up. */
const AFTER_MILLIS = 15 * 60_000;
const BEFORE_MILLIS = 60_000;
/** Initialisation is logged before the request, for ten seconds at the most, and without its id. */
const INIT_MILLIS = 12_000;
const MOST_LINES = 500;

const START = /^START RequestId: ([\w-]+)/;
const REPORT = /^REPORT RequestId: /;

/** Lines of the invocations, with the initialisation before them: what stands between START and REPORT carries no id of its own. */
const ofInvocations = (events: readonly LogEvent[], ids: readonly string[]): readonly LogEvent[] => {
  const kept: LogEvent[] = [];
  let [current, waiting]: [string | undefined, LogEvent[]] = [undefined, []];
  for (const event of events) {
    const started = START.exec(event.message)?.[1];
    if (started !== undefined) {
      if (ids.includes(started)) kept.push(...waiting);
      [current, waiting] = [started, []];
    }
    if ((current !== undefined && ids.includes(current)) || ids.some((id) => event.message.includes(id))) kept.push(event);
    else if (current === undefined) waiting.push(event);
    if (REPORT.test(event.message)) current = undefined;
  }
  return kept;
};

/** The function's own log of some invocations, by their Lambda request ids: find their streams, then read these around the hits. */
export const readFunctionLog = async (
  gate: Gate,
  logGroupName: string,
  { ids, first, last }: { readonly ids: readonly string[]; readonly first: number; readonly last: number },
): Promise<readonly LogEvent[]> => {
  const what = `log ${logGroupName}`;
  const window = { from: new Date(first - BEFORE_MILLIS), to: new Date(last + AFTER_MILLIS) };
  const keep = ({ message }: LogEvent): boolean => ids.some((id) => message.includes(id));
  const hits: LogEvent[] = [];
  for (const filterPattern of patternsOf(ids)) {
    const scan = await scanLog(gate, { logGroupName, window, filterPattern, keep, mostPages: MOST_PAGES });
    if (scan.failure) gate.note(gapOf(scan.failure, what));
    hits.push(...scan.events);
  }
  const logStreamNames = [...new Set(hits.flatMap(({ logStreamName }) => logStreamName ?? []))];
  if (logStreamNames.length === 0) return hits;
  const times = hits.map(({ timestamp }) => timestamp);
  const around = await gate.find(what, 'logs:FilterLogEvents', {
    logGroupName,
    logStreamNames,
    startTime: Math.min(...times) - INIT_MILLIS,
    endTime: Math.max(...times) + 1_000,
    limit: MOST_LINES,
  });
  if (around === undefined || around.next !== undefined) return hits;
  const streams = Map.groupBy(around.events, ({ logStreamName }) => logStreamName ?? '');
  return [...streams.values()].flatMap((events) => ofInvocations(events, ids)).sort((a, b) => a.timestamp - b.timestamp);
};
