import type { Window } from '../../model/diagnosis.ts';
import type { LogEvent } from '../collect-ports.ts';
import type { Gate } from './budget.ts';
import type { Sampled } from './choose-samples.ts';
import { loggedText } from './failure-signature.ts';
import { anyOf } from './filter-pattern.ts';
import type { GateFailure } from './gate-failure.ts';
import { gapOf } from './read-gap.ts';
import { readTraces } from './read-traces.ts';
import { scanLog } from './scan-log.ts';

const MOST_PAGES = 10;
/** The highest timeout that an integration may be given. */
const LONGEST_MILLIS = 5 * 60_000;

const mentions =
  (requestId: string) =>
  ({ message }: LogEvent): boolean =>
    message.includes(requestId);

/** One named request. An extended request id (`x-amz-apigw-id`) stands in one line only, which leads to the request's own id. */
export const readOneRequest = async (
  gate: Gate,
  logGroupName: string,
  window: Window,
  requestId: string,
): Promise<{ readonly sampled: Sampled; readonly failure?: GateFailure }> => {
  const scan = await scanLog(gate, {
    logGroupName,
    window,
    filterPattern: anyOf([requestId]),
    keep: mentions(requestId),
    mostPages: MOST_PAGES,
  });
  const own = scan.events.filter((event) => loggedText(event)?.requestId === requestId);
  if (own.length > 0) return { sampled: { events: own, samples: [{ requestId, count: 1 }] } };
  const hit = scan.events.find((event) => loggedText(event)?.text === `Extended Request Id: ${requestId}`);
  const owner = hit && loggedText(hit)?.requestId;
  if (hit && owner !== undefined) {
    const lasting = { requestId: owner, first: hit.timestamp, last: hit.timestamp + LONGEST_MILLIS };
    return { sampled: { events: await readTraces(gate, logGroupName, [lasting], false), samples: [{ requestId: owner, count: 1 }] } };
  }
  if (scan.failure && scan.failure.kind !== 'not-found') gate.note(gapOf(scan.failure, `execution log of request ${requestId}`));
  else if (!scan.failure) {
    gate.note({
      kind: 'not-found',
      what: `execution log of request ${requestId}`,
      why: scan.complete ? 'No line in the window holds this id.' : `It was not found in the first ${MOST_PAGES} pages.`,
      remedy: 'Check the id and the window; a client may set x-amzn-RequestId itself, the extended id is always the gateway’s own.',
    });
  }
  return { sampled: { events: [], samples: [] }, ...(scan.failure && { failure: scan.failure }) };
};
