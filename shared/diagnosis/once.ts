import type { Result } from '../lib/result.ts';

/** Another invocation is at this very work and has not finished. */
export interface WorkInProgress {
  readonly kind: 'in-progress';
}

/**
 * Does the work unless it was done before under this key, by any invocation. Work that fails has not been done: it may be tried again at
 * once. Trouble with the store itself is thrown: without it nothing may be done.
 */
export type Once = <Failure>(
  key: string,
  work: () => Promise<Result<unknown, Failure>>,
) => Promise<Result<'done' | 'repeated', Failure | WorkInProgress>>;
