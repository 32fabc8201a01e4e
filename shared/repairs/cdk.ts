import type { Target } from '../model/diagnosis.ts';
import type { Change } from '../model/repair.ts';
import { printCdk } from './cdk-edit.ts';
import { CDK_HTTP } from './cdk-http.ts';
import { cdkRest } from './cdk-rest.ts';
import { printWith } from './change-printer.ts';
import { inOrder } from './deployment-order.ts';
import { mark } from './resource-name.ts';

/** Statements of TypeScript that edit what the user's constructs render. */
export const cdk = (changes: readonly Change[], target: Target): string => {
  const table = target.kind === 'REST' ? cdkRest(mark(JSON.stringify(changes))) : CDK_HTTP;
  return printCdk(inOrder(changes, target.kind).flatMap((change) => printWith(table, change, target)));
};
