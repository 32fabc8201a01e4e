import { createHash } from 'node:crypto';
import type { LabLogGroup, LogEvent } from '../log-store.ts';

/** A UUID that is the same at every run: the demo's output can be compared. */
export const requestIdOf = (seed: string): string => {
  const hex = createHash('sha256').update(seed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export interface EndpointCall {
  readonly uri: string;
  readonly status: number;
  readonly latencyMs: number;
  /** The Lambda request id, where the endpoint is a function. */
  readonly requestId?: string;
}

/** What data tracing adds: headers as `Name=value` pairs, bodies as logged. */
export interface DataTrace {
  readonly pathParameters?: string;
  readonly requestHeaders: string;
  readonly requestBody: string;
  readonly endpointHeaders?: string;
  readonly endpointBody?: string;
  readonly responseHeaders?: string;
  readonly responseBody?: string;
}

export interface LoggedRequest {
  readonly seed: string;
  readonly at: number;
  readonly verb: string;
  readonly path: string;
  readonly resource: string;
  readonly status: number;
  readonly endpoint?: EndpointCall;
  /** Failure lines; none: the request completed. */
  readonly failure?: readonly string[];
  readonly trace?: DataTrace;
}

type Line = readonly [afterMs: number, text: string];

const before = (id: string, { verb, path, resource, trace }: LoggedRequest, apiStage: string): readonly Line[] => [
  [0, `Extended Request Id: ${createHash('sha256').update(id).digest('base64').slice(0, 14)}=`],
  [0, `Verifying Usage Plan for request: ${id}. API Key:  API Stage: ${apiStage}`],
  [
    0,
    `API Key authorized because method '${verb} ${resource}' does not require API Key. Request will not contribute to throttle or quota limits`,
  ],
  [0, `Usage Plan check succeeded for API Key and API Stage ${apiStage}`],
  [0, `Starting execution for request: ${id}`],
  [1, `HTTP Method: ${verb}, Resource Path: ${path}`],
  ...(trace
    ? ([
        [1, `Method request path: {${trace.pathParameters ?? ''}}`],
        [1, 'Method request query string: {}'],
        [1, `Method request headers: {${trace.requestHeaders}}`],
        [1, `Method request body before transformations: ${trace.requestBody}`],
      ] as const)
    : []),
];

const call = ({ endpoint, trace }: LoggedRequest): readonly Line[] => {
  if (!endpoint) return [];
  const back = 2 + endpoint.latencyMs;
  return [
    ...(trace ? [[2, `Endpoint request URI: ${endpoint.uri}`] as const] : []),
    [2, `Sending request to ${endpoint.uri}`],
    [back, `Received response. Status: ${endpoint.status}, Integration latency: ${endpoint.latencyMs} ms`],
    ...(trace?.endpointHeaders === undefined ? [] : [[back, `Endpoint response headers: {${trace.endpointHeaders}}`] as const]),
    ...(trace?.endpointBody === undefined ? [] : [[back, `Endpoint response body before transformations: ${trace.endpointBody}`] as const]),
  ];
};

const after = ({ endpoint, failure, status, trace }: LoggedRequest): readonly Line[] => {
  const end = 3 + (endpoint?.latencyMs ?? 0);
  return [
    ...(failure ?? []).map((text) => [end, text] as const),
    ...(failure === undefined && trace
      ? ([
          [end, `Method response body after transformations: ${trace.responseBody ?? ''}`],
          [end, `Method response headers: {${trace.responseHeaders ?? ''}}`],
        ] as const)
      : []),
    ...(failure === undefined ? [[end, 'Successfully completed execution'] as const] : []),
    [end, `Method completed with status: ${status}`],
    ...(endpoint?.requestId === undefined ? [] : [[end, `AWS Integration Endpoint RequestId : ${endpoint.requestId}`] as const]),
  ];
};

/** API Gateway writes many streams; a request's lines stay in one, among those of other requests. */
const STREAMS = ['5d1c0f4a9b2e47d8a6f3c1e0b7d92843', 'c20ad4d76fe97759aa27a0c99bff6710'];

/**
 * The execution log of some requests as API Gateway writes it at level INFO (with data tracing where a request has it), the lines of
 * all requests in order of time.
 */
export const executionLog = (apiId: string, stage: string, requests: readonly LoggedRequest[]): LabLogGroup => {
  const events = requests.flatMap((request, index): LogEvent[] => {
    const id = requestIdOf(request.seed);
    return [...before(id, request, `${apiId}/${stage}`), ...call(request), ...after(request)].map(([afterMs, text]) => ({
      timestamp: request.at + afterMs,
      message: `(${id}) ${text}`,
      logStreamName: STREAMS[index % STREAMS.length] ?? '',
    }));
  });
  return {
    name: `API-Gateway-Execution-Logs_${apiId}/${stage}`,
    events: events.toSorted((left, right) => left.timestamp - right.timestamp),
  };
};
