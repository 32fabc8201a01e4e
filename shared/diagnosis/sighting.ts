import type { ObservationSource, ObservedEndpoint, ObservedRequest, ObservedResponse } from '../model/observation.ts';
import type { AccessRecord, LoggedEvent } from '../model/trace.ts';

/** What one source says of one request: a trace, an access record, or what a client saw. Several make an observation. */
export interface Sighting {
  readonly source: ObservationSource;
  /** Every id that the request goes by: request id and extended request id. */
  readonly ids: readonly string[];
  readonly at?: Date;
  readonly request: ObservedRequest;
  readonly authorizer?: ObservedEndpoint;
  readonly endpoint?: ObservedEndpoint | 'NOT_CALLED';
  readonly response?: ObservedResponse;
  readonly events: readonly LoggedEvent[];
  readonly access?: AccessRecord;
}
