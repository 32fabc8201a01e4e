import type { Result } from '../lib/result.ts';
import type { TraceEvent } from '../model/trace.ts';
import type { GatewayResponseType } from './gateway-response-types.ts';

/** Why the gateway answers by itself: the response type, and the log lines that say it. */
export interface Failure {
  readonly responseType: GatewayResponseType;
  /** Where it differs from the type's default (GR-3). */
  readonly status?: number;
  readonly message?: string;
  /** `$context.error.validationErrorString` */
  readonly validationError?: string;
  /** The front end refuses in plain text, before the stage: nothing of it is logged or customised. */
  readonly plainText?: string;
  readonly events: readonly TraceEvent[];
}

/** One step of the data plane: the state grows, or the gateway answers. */
export type Step<Before, After> = (state: Before) => Result<After, Failure>;

export interface Pipeline<Before, After> {
  readonly run: Step<Before, After>;
  readonly followedBy: <Further>(step: Step<After, Further>) => Pipeline<Before, Further>;
}

/** Steps in their order; the first failure ends them. */
export const startWith = <Before, After>(step: Step<Before, After>): Pipeline<Before, After> => ({
  run: step,

  followedBy: (next) =>
    startWith((state) => {
      const result = step(state);
      return result.ok ? next(result.value) : result;
    }),
});

/** A fault of the configuration, found while it runs: 500. */
export const configurationError = (...events: readonly TraceEvent[]): Failure => ({ responseType: 'API_CONFIGURATION_ERROR', events });

export const integrationFailure = (status: number, ...events: readonly TraceEvent[]): Failure => ({
  responseType: 'INTEGRATION_FAILURE',
  status,
  events,
});
