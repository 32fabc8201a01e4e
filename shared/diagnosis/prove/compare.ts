import type { Replay } from '../../gateway/gateway.ts';
import { isFailure } from '../../logs/grammar.ts';
import { printLine } from '../../logs/print.ts';
import type { Observation } from '../../model/observation.ts';
import type { Divergence } from '../../model/proof.ts';
import type { FailureEvent, LoggedEvent, TraceEvent } from '../../model/trace.ts';

type Answered = Extract<Replay, { kind: 'answered' }>;

const NO_FAILURE = 'no failure line';

/** Steps that INFO writes. A line that was seen has to be in the replay; one that was not seen may have been cut out by whoever posted the log. */
const STEPS: readonly TraceEvent['kind'][] = ['sending', 'received', 'success'];

const failureIn = (events: readonly TraceEvent[]): FailureEvent | undefined => events.find(isFailure);

const ofStatus = ({ response }: Observation, replay: Answered): Divergence | undefined =>
  response?.status === undefined || response.status === replay.response.status
    ? undefined
    : { aspect: 'status', observed: String(response.status), replayed: String(replay.response.status) };

/** INFO writes the start and the end: between them nothing is missing. */
const isWhole = (events: readonly LoggedEvent[]): boolean =>
  events.some(({ event }) => event.kind === 'method' || event.kind === 'start') && events.some(({ event }) => event.kind === 'completed');

const ofFailure = ({ events }: Observation, { trace }: Answered): Divergence | undefined => {
  const observed = events.find(({ event }) => isFailure(event));
  const replayed = failureIn(trace);
  if (observed === undefined)
    return replayed && isWhole(events) ? { aspect: 'failure', observed: NO_FAILURE, replayed: printLine(replayed) } : undefined;
  return trace.some(({ kind }) => kind === observed.event.kind)
    ? undefined
    : { aspect: 'failure', observed: observed.line.text, replayed: replayed ? printLine(replayed) : NO_FAILURE };
};

const ofSteps = ({ events }: Observation, { trace }: Answered): Divergence | undefined => {
  for (const kind of STEPS) {
    const observed = events.find(({ event }) => event.kind === kind);
    if (observed && !trace.some((event) => event.kind === kind))
      return { aspect: 'step', observed: observed.line.text, replayed: 'not reached' };
  }
  return undefined;
};

/** The first point in which a replay differs from what was seen; what nobody saw differs from nothing. */
export const compare = (observation: Observation, replay: Answered): Divergence | undefined =>
  ofStatus(observation, replay) ?? ofFailure(observation, replay) ?? ofSteps(observation, replay);
