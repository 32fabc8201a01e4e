import type { Target } from '../model/diagnosis.ts';
import type { Change } from '../model/repair.ts';
import { printWith } from './change-printer.ts';
import { cloudFormationHttp } from './cloudformation-http.ts';
import { cloudFormationRest } from './cloudformation-rest.ts';
import { inOrder } from './deployment-order.ts';
import { CLOUDFORMATION } from './logical-ids.ts';
import { mark } from './resource-name.ts';
import { printYaml } from './yaml-edits.ts';

/** The resources of a template, with nothing but what changes in them. */
export const cloudFormation = (changes: readonly Change[], target: Target): string => {
  const tableFor = target.kind === 'REST' ? cloudFormationRest : cloudFormationHttp;
  const table = tableFor(CLOUDFORMATION, mark(JSON.stringify(changes)));
  return printYaml(inOrder(changes, target.kind).flatMap((change) => printWith(table, change, target)));
};
