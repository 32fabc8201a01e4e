import type { LogEvent } from '../collect-ports.ts';
import { loggedText } from './failure-signature.ts';
import { type FailedRequest, type FailureGroup, MOST_GROUPS } from './tally-failures.ts';

/** What the log gave. */
export interface Sampled {
  /** Every line of the sampled requests, in order of time. */
  readonly events: readonly LogEvent[];
  readonly samples: readonly { readonly requestId: string; readonly count: number }[];
}

/** One request whose trace is read, and how many it stands for. */
interface Sample extends FailedRequest {
  readonly signature: string;
  readonly count: number;
}

/** The earliest, the middle and the latest: a fault may look the same and yet come from two places. */
const spread = (requests: readonly FailedRequest[]): readonly FailedRequest[] =>
  requests.length <= 3 ? requests : [0, requests.length >> 1, requests.length - 1].flatMap((index) => requests[index] ?? []);

const earliest = (requests: readonly FailedRequest[]): readonly FailedRequest[] => requests.slice(0, 3);

/**
 * A few requests of each group; together they stand for all of the group. In a busy log they are taken close together, so that not the
 * whole window has to be searched for their traces.
 */
export const chooseSamples = (groups: readonly FailureGroup[], busy: boolean): readonly Sample[] =>
  groups.slice(0, MOST_GROUPS).flatMap(({ signature, requests, count }) => {
    const chosen = busy ? earliest(requests) : spread(requests);
    const [each, rest] = [Math.floor(count / chosen.length), count % chosen.length];
    return chosen.map((request, index) => ({ ...request, signature, count: each + (index < rest ? 1 : 0) }));
  });

const METHOD = /^HTTP Method: ([A-Z]+), Resource Path: (\S*)/;
const ENDPOINT = /^(?:Endpoint request URI:|Sending request to) (\S+)/;

/** Numbers and ids in a path are values of its parameters; a segment of plain words names a resource. */
const resourceLike = (path: string): string => path.replace(/(?<=\/)[^/]*\d[^/]*/g, '*');

/** Where a request went, as far as its trace says. */
const routeOf = (events: readonly LogEvent[]): string => {
  const texts = events.flatMap((event) => loggedText(event)?.text ?? []);
  const method = texts.map((text) => METHOD.exec(text)).find((match) => match !== null);
  const endpoint = texts.map((text) => ENDPOINT.exec(text)?.[1]).find((uri) => uri !== undefined);
  return [method?.[1], resourceLike(method?.[2] ?? ''), resourceLike(endpoint?.split('?', 1)[0] ?? '')].join(' ');
};

/** One sample for each way to fail and each route: those that turned out alike give their count to the first. */
export const mergeSamples = (samples: readonly Sample[], events: readonly LogEvent[]): readonly Sample[] => {
  const traces = Map.groupBy(events, (event) => loggedText(event)?.requestId ?? '');
  const alike = Map.groupBy(samples, ({ signature, requestId }) => `${signature}\n${routeOf(traces.get(requestId) ?? [])}`);
  return [...alike.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, count: others.reduce((total, { count }) => total + count, first.count) }] : [],
  );
};
