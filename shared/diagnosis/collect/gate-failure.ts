import type { ReadFailure } from '../collect-ports.ts';
import type { Budget } from '../collect-query.ts';

export type Spent = { readonly kind: 'budget-spent'; readonly limit: keyof Budget };

/** Why a read that goes through the gate gives nothing. */
export type GateFailure = ReadFailure | Spent;
