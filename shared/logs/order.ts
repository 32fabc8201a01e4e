import type { TraceEvent } from '../model/trace.ts';
import { isFailure } from './grammar.ts';
import type { RequestKind } from './request-lines.ts';

/** Where in a request's life a line is written. Authorizer lines come with endpoint lines of their own and tell no order. */
const PHASES: { readonly [Kind in RequestKind]: number | undefined } = {
  'extended-request-id': 0,
  'usage-plan-check': 0,
  'api-key-not-required': 0,
  'api-key-refused': 0,
  'usage-plan-ok': 0,
  throttled: 0,
  start: 1,
  method: 2,
  'api-key': 2,
  'api-key-id': 2,
  'request-path': 3,
  'request-query': 3,
  'request-headers': 3,
  'request-body': 3,
  'validation-ok': 4,
  'validation-failed': 4,
  'request-overrides': 4,
  'endpoint-uri': 5,
  'endpoint-request-headers': 5,
  'endpoint-request-body': 5,
  sending: 6,
  received: 7,
  'endpoint-response-headers': 8,
  'endpoint-response-body': 8,
  'response-headers': 9,
  'response-body': 9,
  'gateway-response': 10,
  'gateway-response-body': 10,
  'gateway-response-headers': 10,
  success: 11,
  completed: 12,
  'endpoint-request-id': 13,
  'xray-trace-id': 13,
  'authorizer-start': undefined,
  'authorizer-identity': undefined,
  'authorizer-result': undefined,
  'authorizer-policy': undefined,
  'authorizer-ok': undefined,
  unauthorized: undefined,
};

const FAILURE_PHASE = 9;

const phaseOf = (event: TraceEvent): number | undefined => {
  if (isFailure(event)) return FAILURE_PHASE;
  return event.kind === 'other' ? undefined : PHASES[event.kind];
};

/**
 * Consoles list the newest line first, and so do pastes from them. Neighbours vote: the order is reversed when more pairs run against the
 * request's life than along it.
 */
const isNewestFirst = (events: readonly TraceEvent[]): boolean => {
  const phases = events.map(phaseOf).filter((phase) => phase !== undefined);
  const votes = phases.slice(1).reduce((sum, phase, index) => sum + Math.sign(phase - (phases[index] ?? phase)), 0);
  return votes < 0;
};

interface Timed {
  readonly at?: Date;
  readonly event: TraceEvent;
}

const timesOf = (lines: readonly Timed[]): readonly number[] | undefined => {
  const times = lines.map(({ at }) => at?.getTime()).filter((time) => time !== undefined);
  return times.length === lines.length && times.length > 0 ? times : undefined;
};

/** By time when every line has one and they differ, else by what the lines say. Lines of one instant keep their order. */
export const inOrder = <Line extends Timed>(lines: readonly Line[]): readonly Line[] => {
  const times = timesOf(lines);
  const first = times?.at(0);
  if (!times || first === undefined || times.every((time) => time === first)) {
    return isNewestFirst(lines.map(({ event }) => event)) ? lines.toReversed() : lines;
  }
  const descending = times.every((time, index) => index === 0 || time <= (times[index - 1] ?? time));
  return (descending ? lines.toReversed() : lines).toSorted((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0));
};

/** Test logs begin with it. It says nothing, so it stays `other`. */
export const isTestLogHead = (event: TraceEvent): boolean => event.kind === 'other' && event.text.startsWith('Execution log for request');

const opensExecution = (event: TraceEvent): boolean =>
  event.kind === 'authorizer-start' || isTestLogHead(event) || (phaseOf(event) ?? 2) < 2;

/** Lines under one id, or under none, may tell of several executions, one after the other. */
export const splitExecutions = <Line extends { readonly event: TraceEvent }>(lines: readonly Line[]): readonly (readonly Line[])[] => {
  const executions: Line[][] = [];
  let started = false;
  let completed = false;
  for (const line of lines) {
    const { event } = line;
    const current = executions.at(-1);
    const again = (completed && opensExecution(event)) || (event.kind === 'start' && started) || (isTestLogHead(event) && started);
    if (!current || again) {
      executions.push([line]);
      started = false;
      completed = false;
    } else current.push(line);
    started ||= event.kind === 'start';
    completed ||= event.kind === 'completed';
  }
  return executions;
};
