import type { Cost, Diagnosis } from '../model/diagnosis.ts';
import type { Delivery } from './life/tell-incident.ts';

/** What became of one alarm. `waiting`: it comes again. */
export type Fate = 'posted' | 'merged' | 'muted' | 'closed' | 'waiting';

/** `retry`: the queue is to deliver the request again. `set-aside`: no retry helps until a person has acted. */
export interface Answer {
  readonly kind: 'told' | 'retry' | 'set-aside';
  readonly fate: Fate;
  readonly retryAfterSeconds: number;
  readonly reasons: readonly string[];
  readonly diagnosis?: Diagnosis;
  readonly deliveries: readonly Delivery[];
  /** Of each look at the stage. */
  readonly costs: readonly Cost[];
}

/** From this attempt on people hear that nothing could be read; before it AWS may still come round. */
const LAST_PATIENT_ATTEMPT = 3;

export const isPatient = (attempt: number): boolean => attempt < LAST_PATIENT_ATTEMPT;

/** Until then somebody comes back to show figures for which Slack had no time; by then the alarms of a storm have mostly shown each other's. */
const LAST_ATTEMPT_FOR_FIGURES = 6;

const backOffSeconds = (attempt: number): number => Math.min(30 * 2 ** (attempt - 1), 900);

/** What the queue is to do, by what the channels said. `attempt` counts from 1. */
export const judgeDeliveries = (
  deliveries: readonly Delivery[],
  attempt: number,
): Pick<Answer, 'kind' | 'retryAfterSeconds' | 'reasons'> => {
  const failed = deliveries.flatMap(({ channel, outcome }) => ('reason' in outcome ? [{ channel, outcome }] : []));
  const reasons = failed.map(({ channel, outcome }) => `${channel}: ${outcome.reason}`);
  const temporary = failed.flatMap(({ outcome }) => (outcome.kind === 'temporary' ? outcome : []));
  if (temporary.length > 0) {
    const waits = temporary.map(({ retryAfterSeconds = 0 }) => retryAfterSeconds);
    return { kind: 'retry', retryAfterSeconds: Math.max(backOffSeconds(attempt), ...waits), reasons };
  }
  if (failed.length > 0) return { kind: 'set-aside', retryAfterSeconds: 0, reasons };
  const isLeftOut = deliveries.some(({ outcome }) => outcome.kind === 'left-out');
  if (isLeftOut && attempt < LAST_ATTEMPT_FOR_FIGURES) {
    return { kind: 'retry', retryAfterSeconds: backOffSeconds(attempt), reasons: ['slack: had no time for new figures'] };
  }
  return { kind: 'told', retryAfterSeconds: 0, reasons };
};

/** Nothing was told yet. */
export const waiting = (attempt: number, reason: string): Answer => ({
  kind: 'retry',
  fate: 'waiting',
  retryAfterSeconds: backOffSeconds(attempt),
  reasons: [reason],
  deliveries: [],
  costs: [],
});
