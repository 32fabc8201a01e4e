import type { IncidentRecord, IncidentStore } from './incident-record.ts';
import type { LifeEvent } from './life-event.ts';
import { type Transition, transition } from './transition.ts';

/** Writers of one record at one time; each round at least one of them gets through. */
const MOST_ROUNDS = 50;

/** Reads, decides, writes; again from the start when somebody else has written in between. What is thrown comes from the store. */
export const applyEvent = async (
  { put }: Pick<IncidentStore, 'put'>,
  read: () => Promise<IncidentRecord | undefined>,
  event: LifeEvent,
  now: Date,
): Promise<Transition> => {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = await read();
    const after = transition(before, event, now);
    if (!after.record || after.record === before) return after;
    const previous = after.record.id === before?.id ? before.version : undefined;
    if ((await put(after.record, previous)) === 'written') return after;
  }
  throw new Error(`An incident was written by others ${MOST_ROUNDS} times in a row.`);
};
