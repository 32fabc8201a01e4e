import type { Target } from '../model/diagnosis.ts';
import type { Repair } from '../model/repair.ts';
import { awsCliCommands } from './aws-cli.ts';

/** A repair as a person reads it. */
export type RepairText =
  | { readonly kind: 'config'; readonly commands: readonly string[]; readonly sideEffects: string }
  | { readonly kind: 'code'; readonly advice: string; readonly wrong: string; readonly right: string }
  | { readonly kind: 'advice'; readonly steps: readonly string[] };

/** The corrected output of a code repair stays out: it is whole, for the proof, and the repair shows enough of it. */
export const repairText = (repair: Repair, target: Target): RepairText => {
  switch (repair.kind) {
    case 'config':
      return { kind: 'config', commands: awsCliCommands(repair.changes, target), sideEffects: repair.sideEffects };
    case 'code':
      return { kind: 'code', advice: repair.advice, wrong: repair.wrong, right: repair.right };
    case 'advice':
      return repair;
  }
};
