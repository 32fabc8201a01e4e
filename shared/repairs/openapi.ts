import type { Target } from '../model/diagnosis.ts';
import type { Change } from '../model/repair.ts';
import { type PrinterTable, printWith } from './change-printer.ts';
import { inOrder } from './deployment-order.ts';
import { OPENAPI_HTTP } from './openapi-http.ts';
import { OPENAPI_REST } from './openapi-rest.ts';
import { printYaml, type YamlEdit } from './yaml-edits.ts';

/** The parts of an API definition that change. */
export const openApi = (changes: readonly Change[], target: Target): string => {
  const table: PrinterTable<YamlEdit> = target.kind === 'REST' ? OPENAPI_REST : OPENAPI_HTTP;
  return printYaml(inOrder(changes, target.kind).flatMap((change) => printWith(table, change, target)));
};
