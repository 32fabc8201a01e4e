import { FAULTS, type Fault } from './fault.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { PATHS } from './paths.ts';
import type { Walk } from './walk.ts';
import { startWalkers, type WalkTask } from './walkers.ts';

/** One outgoing call, and the path on which its faults are tried. */
export interface Operation {
  readonly name: string;
  readonly path: number;
  /** The path without this fault. */
  readonly clean: Walk;
  /** What can happen to it. */
  readonly faults: readonly Fault[];
  /** Which of its calls fail: the first, and where something is written or told also the last. */
  readonly indexes: readonly number[];
}

export interface FaultRun {
  readonly operation: Operation;
  readonly fault: Fault;
  readonly index: number;
  readonly walk: Walk;
  readonly outcome: Outcome;
}

/** Calls of the worker that leave a trace: they differ at an alarm's beginning and at its end. */
const LEAVES_TRACE = /^(?:diagnose|answer): (?:dynamodb:(?:Put|Update)Item|slack:|sns:|events:)/;

/** A path's own faults come before: an operation that one of them names is not tried there. */
const operationsOf = (clean: readonly Walk[]): readonly Operation[] => {
  const found = new Map<string, Operation>();
  for (const [path, walk] of clean.entries()) {
    for (const { operation: name, repeats } of walk.calls) {
      if (found.has(name)) continue;
      const last = walk.calls.filter(({ operation }) => operation === name).length - 1;
      const indexes = LEAVES_TRACE.test(name) && last > 0 ? [0, last] : [0];
      found.set(name, { name, path, clean: walk, faults: FAULTS.filter((fault) => repeats || fault !== 'asked twice'), indexes });
    }
  }
  return [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
};

type Planned = Pick<FaultRun, 'operation' | 'fault' | 'index'>;

/** Which of the runs: all of them, or for each operation one kind of fault, another one for the next operation. */
export type Share = 'all' | 'one for each call';

const planOf = (operations: readonly Operation[], share: Share): readonly Planned[] =>
  operations.flatMap((operation, row) => {
    const { faults, indexes } = operation;
    if (share === 'all') return faults.flatMap((fault) => indexes.map((index) => ({ operation, fault, index })));
    const fault = faults[row % faults.length];
    return fault ? [{ operation, fault, index: 0 }] : [];
  });

const taskOf = ({ operation: { name, path }, fault, index }: Planned): WalkTask => ({
  path,
  orders: [{ operation: name, fault, index }],
});

/** Every outgoing call of the functions, found by walking every path without further faults; then each fails in each way, one at a time. */
export const runFaults = async (share: Share): Promise<readonly FaultRun[]> => {
  const walkers = await startWalkers();
  try {
    const clean = await walkers.walkAll([...PATHS.keys()].map((path) => ({ path, orders: [] })));
    const plan = planOf(operationsOf(clean), share);
    const walks = await walkers.walkAll(plan.map(taskOf));
    return plan.flatMap((planned, index) => {
      const walk = walks[index];
      return walk ? [{ ...planned, walk, outcome: outcomeOf(planned.operation.clean, walk) }] : [];
    });
  } finally {
    walkers.stop();
  }
};
