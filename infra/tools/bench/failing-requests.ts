import type { IncidentFile, RawLogEvent } from '../../../shared/model/incident-file.ts';

const START = Date.UTC(2026, 10, 20, 14);
const lambda = (name: string): string => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
const invocation = (name: string): string => `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${lambda(name)}/invocations`;
const url = (name: string): string => `https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/${lambda(name)}/invocations`;

const uuid = (index: number, kind: number): string =>
  `${index.toString(16).padStart(8, '0')}-${String(kind).repeat(4)}-4222-8333-444444444444`;

interface Failure {
  readonly path: (index: number) => string;
  readonly lines: (index: number) => readonly string[];
}

const called = (name: string, latency: number, body: string): readonly string[] => [
  `Sending request to ${url(name)}`,
  `Received response. Status: 200, Integration latency: ${latency} ms`,
  `Endpoint response headers: {Date=Fri, 20 Nov 2026 14:00:00 GMT, Content-Type=application/json, Content-Length=${body.length}}`,
  `Endpoint response body before transformations: ${body}`,
];

/** Five ways to fail, each with what differs from request to request: ids, paths, latencies, times. */
const FAILURES: readonly Failure[] = [
  {
    path: (index) => `/orders/${index}`,
    lines: (index) => [
      ...called('orders', 20 + (index % 900), `{"statusCode":200,"body":{"id":${100_000 + index}}}`),
      'Execution failed due to configuration error: Malformed Lambda proxy response',
      'Method completed with status: 502',
    ],
  },
  {
    path: (index) => `/customers/${index}`,
    lines: (index) => [
      `Sending request to ${url('customers')}`,
      `Lambda execution failed with status 200 due to customer function error: Cannot read properties of undefined (reading 'name'). Lambda request id: ${uuid(index, 7)}`,
      'Method completed with status: 502',
    ],
  },
  {
    path: (index) => `/reports/${index}`,
    lines: () => [
      'Sending request to https://reports.example.com/reports',
      'Execution failed due to a timeout error',
      'Method completed with status: 504',
    ],
  },
  {
    path: () => '/health',
    lines: () => [
      'Execution failed due to configuration error: Unable to parse statusCode. It should be an integer that is defined in the request template.',
      'Method completed with status: 500',
    ],
  },
  {
    path: (index) => `/invoices/${index}`,
    lines: () => [
      'Execution failed due to configuration error: Invalid permissions on Lambda function',
      'Method completed with status: 500',
    ],
  },
];

const eventsOf = (index: number): readonly RawLogEvent[] => {
  const failure = FAILURES[index % FAILURES.length];
  const lines = [
    `Starting execution for request: ${uuid(index, 1)}`,
    `HTTP Method: GET, Resource Path: ${failure?.path(index) ?? '/'}`,
    'Method request headers: {Accept=application/json, User-Agent=curl/8.5.0}',
    ...(failure?.lines(index) ?? []),
  ];
  return lines.map((line) => ({ timestamp: START + index * 100, message: `(${uuid(index, 1)}) ${line}` }));
};

const method = (methodIntegration: Readonly<Record<string, unknown>>) => ({
  GET: { httpMethod: 'GET', authorizationType: 'NONE', methodIntegration },
});
const proxy = (name: string) => method({ type: 'AWS_PROXY', httpMethod: 'POST', uri: invocation(name) });

/** An incident of this many failing requests, which fail in five ways in turn. */
export const failingRequests = (requests: number): IncidentFile => ({
  version: 1,
  api: { kind: 'REST', id: 'a1b2c3d4e5', stage: 'prod', region: 'eu-west-1', account: '123456789012' },
  window: { from: new Date(START).toISOString(), to: new Date(START + requests * 100).toISOString() },
  config: {
    stage: { stageName: 'prod', methodSettings: { '*/*': { loggingLevel: 'INFO', dataTraceEnabled: true } } },
    resources: [
      { path: '/orders/{id}', resourceMethods: proxy('orders') },
      { path: '/customers/{id}', resourceMethods: proxy('customers') },
      { path: '/reports/{id}', resourceMethods: method({ type: 'HTTP_PROXY', uri: 'https://reports.example.com/reports' }) },
      { path: '/health', resourceMethods: method({ type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": "200"}' } }) },
      { path: '/invoices/{id}', resourceMethods: proxy('invoices') },
    ],
  },
  logs: { execution: Array.from({ length: requests }, (_, index) => eventsOf(index)).flat() },
});
