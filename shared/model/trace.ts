/**
 * What API Gateway says about one request, line by line, as meaning instead of text. The catalogue is AWS's own (execution logs of
 * REST and WebSocket APIs); a line that no row of the grammar knows is kept as `other`.
 */
export type TraceEvent =
  | { readonly kind: 'extended-request-id'; readonly id: string }
  | { readonly kind: 'usage-plan-check'; readonly requestId: string; readonly apiKey: string; readonly apiStage: string }
  | { readonly kind: 'api-key-not-required'; readonly method: string }
  | { readonly kind: 'api-key-refused'; readonly method: string; readonly detail: string }
  | { readonly kind: 'usage-plan-ok'; readonly apiKey: string; readonly apiStage: string }
  | {
      readonly kind: 'throttled';
      readonly api: string;
      readonly stage: string;
      readonly resource: string;
      readonly verb: string;
      readonly limit: string;
      readonly burst: string;
    }
  | { readonly kind: 'start'; readonly requestId: string }
  | { readonly kind: 'method'; readonly verb: string; readonly path: string }
  | { readonly kind: 'api-key'; readonly key: string }
  | { readonly kind: 'api-key-id'; readonly id: string }
  | { readonly kind: 'request-path'; readonly map: string }
  | { readonly kind: 'request-query'; readonly map: string }
  | { readonly kind: 'request-headers'; readonly map: string }
  | { readonly kind: 'request-body'; readonly body: string }
  | { readonly kind: 'validation-ok'; readonly contentType: string }
  | { readonly kind: 'validation-failed'; readonly contentType: string; readonly detail: string }
  | { readonly kind: 'request-overrides'; readonly overrides: string }
  | { readonly kind: 'endpoint-uri'; readonly uri: string }
  | { readonly kind: 'endpoint-request-headers'; readonly map: string }
  | { readonly kind: 'endpoint-request-body'; readonly body: string }
  | { readonly kind: 'sending'; readonly uri: string }
  /** `status` is absent in logs of 2017 to 2019. */
  | { readonly kind: 'received'; readonly status?: number; readonly latencyMs: number }
  | { readonly kind: 'endpoint-response-headers'; readonly map: string }
  | { readonly kind: 'endpoint-response-body'; readonly body: string }
  | { readonly kind: 'response-headers'; readonly map: string }
  | { readonly kind: 'response-body'; readonly body: string }
  | { readonly kind: 'gateway-response'; readonly responseType: string; readonly status: number }
  | { readonly kind: 'gateway-response-body'; readonly body: string }
  | { readonly kind: 'gateway-response-headers'; readonly map: string }
  | { readonly kind: 'success' }
  | { readonly kind: 'completed'; readonly status: number }
  | { readonly kind: 'endpoint-request-id'; readonly id: string }
  | { readonly kind: 'xray-trace-id'; readonly id: string }
  | { readonly kind: 'authorizer-start'; readonly authorizerId: string; readonly requestId: string }
  | { readonly kind: 'authorizer-identity'; readonly identity: string }
  | { readonly kind: 'authorizer-result'; readonly body: string }
  | { readonly kind: 'authorizer-policy'; readonly principal: string }
  | { readonly kind: 'authorizer-ok' }
  | { readonly kind: 'unauthorized'; readonly requestId: string }
  | FailureEvent
  | { readonly kind: 'other'; readonly text: string };

/** The lines that say that, and often why, the request failed. Each stands for exactly one text of AWS (and its older wordings). */
export type FailureEvent =
  | { readonly kind: 'malformed-proxy-response' }
  /** REST and HTTP: the function ran and failed. `lambdaRequestId` is absent on HTTP APIs and in access logs. */
  | { readonly kind: 'function-error'; readonly message: string; readonly lambdaRequestId?: string }
  /** The Lambda service refused the call. */
  | { readonly kind: 'invocation-failed'; readonly status: number; readonly lambdaRequestId?: string }
  | { readonly kind: 'rate-exceeded' }
  | { readonly kind: 'invalid-permissions' }
  | { readonly kind: 'assume-role-denied'; readonly role?: string }
  | { readonly kind: 'invalid-method-response'; readonly status: string }
  | { readonly kind: 'no-output-mapping'; readonly endpointStatus: string }
  | { readonly kind: 'base64-decode-failed' }
  | { readonly kind: 'transform-request-failed' }
  | { readonly kind: 'transform-response-failed' }
  | { readonly kind: 'mock-status-code-unreadable' }
  | { readonly kind: 'invalid-endpoint-address' }
  | { readonly kind: 'illegal-character'; readonly index?: number; readonly url?: string }
  | { readonly kind: 'header-already-present'; readonly header: string }
  | { readonly kind: 'certificate-name-mismatch'; readonly host: string; readonly subject: string }
  | { readonly kind: 'certificate-untrusted'; readonly detail: string }
  | { readonly kind: 'tls-failed' }
  | { readonly kind: 'internal-error' }
  | { readonly kind: 'vpc-link-error' }
  | { readonly kind: 'response-too-large'; readonly bytes: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'network-error'; readonly detail: string }
  | { readonly kind: 'authorizer-error' }
  | { readonly kind: 'policy-unparsable' }
  | { readonly kind: 'policy-invalid-json'; readonly detail: string }
  | { readonly kind: 'authorizer-configuration-exception' }
  /** HTTP APIs: the function's output breaks the format; `field` when AWS names it. */
  | { readonly kind: 'response-format-mismatch'; readonly field?: string }
  /** HTTP APIs: the authorizer's output breaks the format. */
  | { readonly kind: 'authorizer-format-mismatch'; readonly detail: string }
  | { readonly kind: 'waf-error'; readonly detail: string }
  /** `Execution failed due to configuration error:` with a text that no row knows; empty when nothing stands after the colon. */
  | { readonly kind: 'configuration-error'; readonly detail: string };

export type EventOf<Kind extends TraceEvent['kind']> = Extract<TraceEvent, { kind: Kind }>;

/** Where lines are read. `access-log`: the failure text of an access record, which REST APIs copy from the execution log. */
export type LogSource = 'execution-log' | 'test-log' | 'access-log' | 'function-log';

/** `replay`: nobody logged the line; the simulator writes it when the request is replayed. */
export type LineSource = LogSource | 'replay';

/** One line as it was logged, request id and console date cut off. */
export interface LogLine {
  readonly source: LineSource;
  readonly text: string;
  readonly requestId?: string;
  readonly at?: Date;
}

export interface LoggedEvent {
  readonly event: TraceEvent;
  readonly line: LogLine;
  /** The text ended in ` [TRUNCATED]`: AWS cuts a line at about 1,024 bytes. */
  readonly truncated: boolean;
}

/** All lines of one request, in order. */
export interface Trace {
  /** Absent when the lines carry no request id (console Test, pasted text). */
  readonly requestId?: string;
  readonly source: LogSource;
  readonly events: readonly LoggedEvent[];
}

/** A line of a Lambda function's own log. */
export type FunctionLogEvent =
  | { readonly kind: 'start'; readonly version?: string }
  | { readonly kind: 'end' }
  | {
      readonly kind: 'report';
      readonly durationMs: number;
      readonly initDurationMs?: number;
      readonly memorySizeMb?: number;
      readonly maxMemoryUsedMb?: number;
      readonly status?: string;
      readonly errorType?: string;
    }
  | { readonly kind: 'timed-out'; readonly seconds: number }
  /** The runtime could not hand its answer over: over 6 MB when the status is 413. */
  | { readonly kind: 'response-refused'; readonly status: number }
  | { readonly kind: 'response-too-large'; readonly limitBytes?: number }
  /** An uncaught error: `phase` says whether the function could start at all. */
  | { readonly kind: 'error'; readonly phase: 'init' | 'invoke'; readonly errorType?: string; readonly message: string }
  | { readonly kind: 'exited'; readonly detail: string }
  | { readonly kind: 'other'; readonly text: string };

export interface LoggedFunctionEvent {
  readonly event: FunctionLogEvent;
  readonly line: LogLine;
  readonly functionName?: string;
}

/** One access-log line through the stage's own format: `$context` name without the prefix → value. Absent values (`-`) are left out. */
export interface AccessRecord {
  readonly fields: Readonly<Record<string, string>>;
  /** Variables that the record has and AWS left empty (`-`): known to be absent. */
  readonly absent: readonly string[];
  readonly line: LogLine;
}
