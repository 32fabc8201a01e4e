import type { Result } from '../../lib/result.ts';
import type { Failure } from '../pipeline.ts';
import type { Answered, Integrating, Prepared, Responded } from '../state.ts';

/** What one kind of integration does between the method's two halves. */
export interface IntegrationBehaviour {
  /** The integration request. */
  readonly prepare: (state: Integrating) => Result<Prepared['call'], Failure>;
  /** The integration response. */
  readonly respond: (state: Answered) => Result<Omit<Responded, keyof Answered>, Failure>;
}
