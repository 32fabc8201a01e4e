import type { Target } from '../model/diagnosis.ts';
import type { Repair } from '../model/repair.ts';
import { awsCliCommands } from './aws-cli.ts';

/** A repair as a person reads it. */
export type RepairText =
  | { readonly kind: 'config'; readonly commands: readonly string[]; readonly sideEffects: string }
  | { readonly kind: 'code'; readonly advice: string; readonly wrong: string; readonly right: string }
  | { readonly kind: 'advice'; readonly steps: readonly string[] };

export const repairText = (repair: Repair, target: Target): RepairText =>
  repair.kind === 'config' ? { kind: 'config', commands: awsCliCommands(repair.changes, target), sideEffects: repair.sideEffects } : repair;
