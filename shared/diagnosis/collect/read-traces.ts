import type { Window } from '../../model/diagnosis.ts';
import type { LogEvent } from '../collect-ports.ts';
import type { Gate } from './budget.ts';
import { loggedText } from './failure-signature.ts';
import { patternsOf } from './filter-pattern.ts';
import { gapOf } from './read-gap.ts';
import { scanLog } from './scan-log.ts';
import type { FailedRequest } from './tally-failures.ts';

/** A REST integration may be given up to five minutes; the lines after the status follow within seconds. */
const BEFORE_MILLIS = 5 * 60_000;
const AFTER_MILLIS = 60_000;
const MOST_PAGES = 6;

const around = (requests: readonly FailedRequest[]): Window => ({
  from: new Date(Math.min(...requests.map(({ first }) => first)) - BEFORE_MILLIS),
  to: new Date(Math.max(...requests.map(({ last }) => last)) + AFTER_MILLIS),
});

/** Every line of the requests, in order of time: many requests in one call, because the ids fit into one pattern. */
export const readTraces = async (gate: Gate, logGroupName: string, requests: readonly FailedRequest[]): Promise<readonly LogEvent[]> => {
  if (requests.length === 0) return [];
  const ids = new Set(requests.map(({ requestId }) => requestId));
  const keep = (event: LogEvent): boolean => ids.has(loggedText(event)?.requestId ?? '');
  const scans = [];
  for (const filterPattern of patternsOf([...ids])) {
    scans.push(await scanLog(gate, { logGroupName, window: around(requests), filterPattern, keep, mostPages: MOST_PAGES }));
  }
  for (const { complete, failure } of scans) {
    if (failure) gate.note(gapOf(failure, 'full traces of the sampled requests'));
    else if (!complete) {
      gate.note({
        kind: 'truncated',
        what: 'full traces of the sampled requests',
        why: `The log group ${logGroupName} needed more than ${MOST_PAGES} pages to search.`,
        remedy: 'Narrow the window, or name one request id.',
      });
    }
  }
  return scans.flatMap(({ events }) => events).sort((a, b) => a.timestamp - b.timestamp);
};
