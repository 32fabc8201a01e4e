import type { Window } from '../../model/diagnosis.ts';
import type { LogEvent } from '../collect-ports.ts';
import type { Gate, GateFailure } from './budget.ts';
import type { Sampled } from './choose-samples.ts';
import { loggedText } from './failure-signature.ts';
import { anyOf } from './filter-pattern.ts';
import { gapOf } from './read-gap.ts';
import { readTraces } from './read-traces.ts';
import { scanLog } from './scan-log.ts';

const MOST_PAGES = 10;

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
  const [hit] = scan.events;
  const owner = hit && loggedText(hit)?.requestId;
  if (hit && owner !== undefined) {
    const events =
      owner === requestId
        ? scan.events
        : await readTraces(gate, logGroupName, [{ requestId: owner, first: hit.timestamp, last: hit.timestamp }]);
    return { sampled: { events, samples: [{ requestId: owner, count: 1 }] } };
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
