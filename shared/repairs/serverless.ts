import type { Target } from '../model/diagnosis.ts';
import type { Change } from '../model/repair.ts';
import { printWith } from './change-printer.ts';
import { inOrder } from './deployment-order.ts';
import { mark } from './resource-name.ts';
import { serverlessHttp } from './serverless-http.ts';
import { serverlessRest } from './serverless-rest.ts';
import { printYaml } from './yaml-edits.ts';

/** The parts of serverless.yml that change. */
export const serverless = (changes: readonly Change[], target: Target): string => {
  const table = (target.kind === 'REST' ? serverlessRest : serverlessHttp)(mark(JSON.stringify(changes)));
  return printYaml(inOrder(changes, target.kind).flatMap((change) => printWith(table, change, target)));
};
