import type { Target } from '../model/diagnosis.ts';
import type { Repair } from '../model/repair.ts';
import type { RepairTool } from '../model/repair-tool.ts';
import { printRepair } from './print-repair.ts';

/** A repair as a person reads it. */
export type RepairText =
  /** `text`: what to run or to edit, in the language of the tool. */
  | { readonly kind: 'config'; readonly tool: RepairTool; readonly text: string; readonly sideEffects: string }
  | { readonly kind: 'code'; readonly advice: string; readonly wrong: string; readonly right: string }
  | { readonly kind: 'advice'; readonly steps: readonly string[] };

export const repairText = (repair: Repair, target: Target, tool: RepairTool): RepairText =>
  repair.kind === 'config'
    ? { kind: 'config', tool, text: printRepair(tool, repair.changes, target), sideEffects: repair.sideEffects }
    : repair;
