import type { AccessRecord, LoggedEvent, LoggedFunctionEvent, LogSource } from './trace.ts';

/** Header names as received; compare them without case (`shared/lib/headers.ts`). */
export type Headers = Readonly<Record<string, string>>;

export interface ObservedRequest {
  readonly method?: string;
  /** The host that the client called, from a noted URL. */
  readonly host?: string;
  /** The concrete path, without the stage. */
  readonly path?: string;
  /** The resource's template, when the access log or a person names it. */
  readonly resource?: string;
  readonly headers?: Headers;
  readonly query?: Readonly<Record<string, string>>;
  /** `''`: known to be empty. Absent: unknown. */
  readonly body?: string;
  readonly bodyBytes?: number;
  /** The log showed `[Binary Data]`: the gateway holds the body as bytes. */
  readonly binaryBody?: boolean;
}

export type EndpointKind = 'lambda' | 'http' | 'aws' | 'unreachable' | 'timeout' | 'tls';

/** What a backend (or an authorizer function) received and answered, as far as anybody saw it. */
export interface ObservedEndpoint {
  readonly kind?: EndpointKind;
  readonly status?: number;
  readonly headers?: Headers;
  /** Lambda: the function's raw output. Others: the body. */
  readonly output?: string;
  /** The log cut the output: only its beginning is known. */
  readonly outputTruncated?: boolean;
  readonly outputBytes?: number;
  /** `'NONE'`: known not to have failed. */
  readonly functionError?: string;
  readonly latencyMs?: number;
  /** The endpoint's own request id: for Lambda it joins to the function's log. */
  readonly requestId?: string;
  /** Where the gateway sent the request. */
  readonly uri?: string;
  readonly input?: { readonly body?: string; readonly headers?: Headers; readonly isBase64Encoded?: boolean };
}

export interface ObservedResponse {
  readonly status?: number;
  readonly headers?: Headers;
  readonly body?: string;
  readonly bodyBytes?: number;
}

export type ObservationSource = LogSource | 'exchange';

/** One request, put together from everything that speaks of it: exchange, execution log, access log, function log. */
export interface Observation {
  readonly id: string;
  readonly sources: readonly ObservationSource[];
  readonly requestId?: string;
  readonly at?: Date;
  readonly request: ObservedRequest;
  readonly events: readonly LoggedEvent[];
  readonly access?: AccessRecord;
  readonly authorizer?: ObservedEndpoint;
  /** `'NOT_CALLED'`: the trace is complete and shows no call. Absent: unknown. */
  readonly endpoint?: ObservedEndpoint | 'NOT_CALLED';
  readonly response?: ObservedResponse;
  readonly functionLog: readonly LoggedFunctionEvent[];
}
