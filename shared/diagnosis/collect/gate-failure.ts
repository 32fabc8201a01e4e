import type { ReadFailure } from '../collect-ports.ts';
import type { Budget } from '../collect-query.ts';

export type Spent = { readonly kind: 'budget-spent'; readonly limit: keyof Budget };

/** The tokens that all diagnoses of an account and Region share are used up for longer than this one may wait. */
export type HeldBack = { readonly kind: 'held-back'; readonly action: string };

/** Why a read that goes through the gate gives nothing. */
export type GateFailure = ReadFailure | Spent | HeldBack;
