import { err, ok } from '../../lib/result.ts';
import type { Step } from '../pipeline.ts';
import type { Routed } from '../state.ts';

/** Who may call was decided elsewhere: the decision is taken as recorded, with the lines that it left. A console Test asks nobody. */
export const authorization: Step<Routed, Routed> = (state) => {
  const { authorization: decision, caller, extendedRequestId } = state.options;
  if (caller === 'client') state.emit({ kind: 'extended-request-id', id: extendedRequestId });
  if (decision.kind === 'allowed' || caller === 'console-test') return ok(state);
  return err({ responseType: decision.responseType, events: decision.events });
};
