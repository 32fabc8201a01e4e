import type { FunctionName } from '../build/bundle.ts';
import type { Failing, FaultOrder, OrderedFault } from './fault.ts';

/** A call on its way out. */
export interface Outgoing {
  readonly operation: string;
  /** Whether the client sends again what was not answered. */
  readonly repeats: boolean;
  readonly failing: Failing;
  readonly call: () => Promise<unknown>;
}

export interface FaultGate {
  /** What a function does on this path: the worker's calls for a question are others than those for an alarm. */
  readonly roleOf: (functionName: FunctionName) => string;
  /** The fault that the next call of this operation meets. */
  readonly meet: (operation: string) => OrderedFault | undefined;
  /** Calls that were made, in order. */
  readonly calls: readonly Pick<Outgoing, 'operation' | 'repeats'>[];
  readonly note: (outgoing: Outgoing) => void;
  /** Seconds for which the message was hidden since the last time, if it was. */
  readonly takeHidden: () => number | undefined;
  readonly hide: (seconds: number) => void;
  /** No fault comes again. */
  readonly repair: () => void;
}

const LASTING: ReadonlySet<OrderedFault> = new Set(['access denied', 'no end']);

const isMet = (made: number, { operation, fault, index }: FaultOrder, next: string): boolean =>
  operation === next && (made === index || (LASTING.has(fault) && made > index));

/** Which calls fail: the first order that names a call counts. */
export const faultGate = (orders: readonly FaultOrder[], kind: 'alarm' | 'question'): FaultGate => {
  const calls: Pick<Outgoing, 'operation' | 'repeats'>[] = [];
  let isRepaired = false;
  let hidden: number | undefined;
  return {
    roleOf: (functionName) => (kind === 'question' && functionName === 'diagnose' ? 'answer' : functionName),
    calls,
    meet: (next) => {
      const made = calls.filter(({ operation }) => operation === next).length;
      return isRepaired ? undefined : orders.find((order) => isMet(made, order, next))?.fault;
    },
    note: ({ operation, repeats }) => void calls.push({ operation, repeats }),
    hide: (seconds) => {
      hidden = seconds;
    },
    takeHidden: () => {
      const seconds = hidden;
      hidden = undefined;
      return seconds;
    },
    repair: () => {
      isRepaired = true;
    },
  };
};
