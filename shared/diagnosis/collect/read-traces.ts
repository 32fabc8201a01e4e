import type { LogEvent } from '../collect-ports.ts';
import type { Gate } from './budget.ts';
import { loggedText } from './failure-signature.ts';
import { patternsOf } from './filter-pattern.ts';
import { gapOf } from './read-gap.ts';
import { type LogScan, scanLog } from './scan-log.ts';
import type { FailedRequest } from './tally-failures.ts';

/** The default timeout of an integration is 29 seconds; where it was raised, a request may have begun five minutes before it failed. */
const NEAR_MILLIS = 35_000;
const FAR_MILLIS = 5 * 60_000;
/** The last lines follow the status within seconds. */
const AFTER_MILLIS = 20_000;
const MOST_PAGES = 6;

const METHOD = /^HTTP Method: /;

const note = (gate: Gate, logGroupName: string, { complete, failure }: LogScan): void => {
  if (failure) gate.note(gapOf(failure, 'full traces of the sampled requests'));
  else if (!complete) {
    gate.note({
      kind: 'truncated',
      what: 'full traces of the sampled requests',
      why: `The log group ${logGroupName} needed more than ${MOST_PAGES} pages to search.`,
      remedy: 'Narrow the window, or name one request id.',
    });
  }
};

const readWithin = async (
  gate: Gate,
  logGroupName: string,
  requests: readonly FailedRequest[],
  span: (request: FailedRequest) => readonly [number, number],
): Promise<readonly LogEvent[]> => {
  const ids = new Set(requests.map(({ requestId }) => requestId));
  const keep = (event: LogEvent): boolean => ids.has(loggedText(event)?.requestId ?? '');
  const spans = requests.map(span);
  const window = { from: new Date(Math.min(...spans.map(([from]) => from))), to: new Date(Math.max(...spans.map(([, to]) => to))) };
  const events: LogEvent[] = [];
  for (const filterPattern of patternsOf([...ids])) {
    const scan = await scanLog(gate, { logGroupName, window, filterPattern, keep, mostPages: MOST_PAGES });
    note(gate, logGroupName, scan);
    events.push(...scan.events);
  }
  return events;
};

/**
 * Every line of the requests, in order of time: many requests in one call, because their ids fit into one pattern. Requests whose beginning
 * is not among the lines near the failure are looked for further back, if the log level writes a beginning at all.
 */
export const readTraces = async (
  gate: Gate,
  logGroupName: string,
  requests: readonly FailedRequest[],
  hasBeginning: boolean,
): Promise<readonly LogEvent[]> => {
  if (requests.length === 0) return [];
  const near = await readWithin(gate, logGroupName, requests, ({ first, last }) => [first - NEAR_MILLIS, last + AFTER_MILLIS]);
  const begun = new Set(near.flatMap((event) => (METHOD.test(loggedText(event)?.text ?? '') ? (loggedText(event)?.requestId ?? []) : [])));
  const headless = hasBeginning ? requests.filter(({ requestId }) => !begun.has(requestId)) : [];
  const far =
    headless.length === 0
      ? []
      : await readWithin(gate, logGroupName, headless, ({ first }) => [first - FAR_MILLIS, first - NEAR_MILLIS - 1]);
  return [...far, ...near].sort((a, b) => a.timestamp - b.timestamp);
};
