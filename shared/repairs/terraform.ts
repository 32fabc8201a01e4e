import type { Target } from '../model/diagnosis.ts';
import type { Change } from '../model/repair.ts';
import { printWith } from './change-printer.ts';
import { inOrder } from './deployment-order.ts';
import { printTerraform, type TerraformEdit, touchedBy } from './terraform-edit.ts';
import { terraformHttp } from './terraform-http.ts';
import { terraformRest } from './terraform-rest.ts';

/** The resources of a configuration, with nothing but what changes in them. */
export const terraform = (changes: readonly Change[], target: Target): string => {
  const tableFor = target.kind === 'REST' ? terraformRest : terraformHttp;
  const all = inOrder(changes, target.kind);
  const edits = (touched: readonly string[]): readonly TerraformEdit[] =>
    all.flatMap((change) => printWith(tableFor(touched), change, target));
  const withoutDeployment = all
    .filter(({ kind }) => kind !== 'redeploy-stage')
    .flatMap((change) => printWith(tableFor([]), change, target));
  return printTerraform(edits(touchedBy(withoutDeployment)));
};
