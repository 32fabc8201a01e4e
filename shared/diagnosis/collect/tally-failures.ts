import type { LogEvent } from '../collect-ports.ts';
import { failureSignature, loggedText } from './failure-signature.ts';

export interface FailedRequest {
  readonly requestId: string;
  /** Epoch milliseconds of its first and last line that was found. */
  readonly first: number;
  readonly last: number;
}

/** Requests that failed alike. */
export interface FailureGroup {
  readonly signature: string;
  /** In order of time. */
  readonly requests: readonly FailedRequest[];
  /** How many there were; more than `requests` when only a part of the log could be read. */
  readonly count: number;
}

/** More signatures than this mean that the texts differ without the faults doing so, or that one answer cannot cover them all. */
export const MOST_GROUPS = 8;

interface Collecting extends FailedRequest {
  readonly texts: readonly string[];
}

const byRequest = (events: readonly LogEvent[]): readonly Collecting[] => {
  const requests = new Map<string, Collecting>();
  for (const event of events) {
    const logged = loggedText(event);
    if (!logged) continue;
    const { requestId, text } = logged;
    const { first = event.timestamp, last = event.timestamp, texts = [] } = requests.get(requestId) ?? {};
    requests.set(requestId, {
      requestId,
      first: Math.min(first, event.timestamp),
      last: Math.max(last, event.timestamp),
      texts: [...texts, text],
    });
  }
  return [...requests.values()].sort((a, b) => a.first - b.first);
};

const grouped = (requests: readonly Collecting[], coarse: boolean): ReadonlyMap<string, readonly Collecting[]> =>
  Map.groupBy(requests, ({ texts }) => failureSignature(texts, coarse));

/** Failed requests by what they have in common, the most frequent first. */
export const tallyFailures = (events: readonly LogEvent[]): readonly FailureGroup[] => {
  const requests = byRequest(events);
  const fine = grouped(requests, false);
  const groups = fine.size > MOST_GROUPS ? grouped(requests, true) : fine;
  return [...groups]
    .map(([signature, members]) => ({
      signature,
      requests: members.map(({ requestId, first, last }) => ({ requestId, first, last })),
      count: members.length,
    }))
    .sort((a, b) => b.count - a.count);
};
