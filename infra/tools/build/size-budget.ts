import type { FunctionName } from './bundle.ts';
import type { BundleSize } from './measure-bundle.ts';

type Budget = Pick<BundleSize, 'startupBytes' | 'totalBytes'>;

/** A bundle grows past these only by decision: here. A cold start pays for the startup bytes, every deployment for the total. */
const BUDGET: Readonly<Record<FunctionName, Budget>> = {
  alarm: { startupBytes: 130_000, totalBytes: 600_000 },
  slack: { startupBytes: 160_000, totalBytes: 650_000 },
  diagnose: { startupBytes: 130_000, totalBytes: 1_700_000 },
};

const MEMBERS = ['startupBytes', 'totalBytes'] as const;

/** What is larger than it may be, one sentence each. */
export const overBudget = (name: FunctionName, size: BundleSize): readonly string[] =>
  MEMBERS.flatMap((member) =>
    size[member] > BUDGET[name][member] ? [`dist/${name}: ${member} is ${size[member]}, and the budget is ${BUDGET[name][member]}`] : [],
  );
