import { isRecord } from '../../../shared/lib/json.ts';
import type { Difference } from './difference.ts';
import { gatewayRow, templateRow } from './row.ts';
import { runGatewayRow } from './run-gateway-row.ts';
import { runTemplateRow } from './run-template-row.ts';
import type { RowResult } from './tally.ts';

/** A crash is a disagreement like any other, and says so. */
const guarded = (run: () => Difference | undefined): Difference | undefined => {
  try {
    return run();
  } catch (error) {
    return { part: 'crash', expected: 'an answer', got: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

/** One row of either kind; throws when it is neither. */
export const runRow = (value: unknown): RowResult => {
  if (isRecord(value) && 'template' in value) {
    const row = templateRow.parse(value);
    return { ...row, difference: guarded(() => runTemplateRow(row)) };
  }
  const row = gatewayRow.parse(value);
  return { ...row, difference: guarded(() => runGatewayRow(row)) };
};
