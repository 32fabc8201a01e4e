import type { Result } from '../../lib/result.ts';
import type { Check } from '../../model/check.ts';
import type { ReadFailure } from '../collect-ports.ts';
import { judgeFailure } from './judge-failure.ts';

export type Judgement = Omit<Check, 'part'>;

export const REDEPLOY = 'Deploy again: docs/deploy.md.';

export const fine = (found: string): Judgement => ({ state: 'ok', found });
export const wrong = (found: string, fix: string): Judgement => ({ state: 'fault', found, fix });
export const unseen = (found: string, fix: string): Judgement => ({ state: 'unknown', found, fix });

/** A part that could be looked at, as it was found; otherwise why not. */
export const judge = <Value>(
  part: string,
  looked: Result<Value, ReadFailure>,
  look: (value: Value) => Judgement,
  whenMissing = REDEPLOY,
): Check => (looked.ok ? { part, ...look(looked.value) } : judgeFailure(part, looked.failure, whenMissing));
