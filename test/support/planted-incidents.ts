import type { IncidentFile } from '../../shared/model/incident-file.ts';
import type { PlantedSecret } from './planted-secrets.ts';

const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';
const RUN = '0f6b1f0e-0a62-4f0e-8a3b-3c1d2e4f5a6b';

/** How the request ends: the line of the execution log, and the status. */
const ENDS = [
  [`Lambda execution failed with status 200 due to customer function error: %. Lambda request id: ${RUN}`, 502],
  ['Execution failed due to configuration error: Malformed Lambda proxy response', 502],
  ['Execution failed due to a timeout error', 504],
  ['Execution failed due to configuration error: Output mapping refers to an invalid method response: 404', 500],
  ['Execution failed due to an internal error', 500],
  ['Execution failed due to configuration error: Unable to transform request', 500],
] as const;

const requestId = (index: number): string => `7e0b4f3c-11aa-4bbb-8ccc-${String(index).padStart(12, '0')}`;

/** An incident whose every part that a stranger writes holds a secret. `texts` are taken in turn. */
export const plantedIncident = (index: number, planted: readonly PlantedSecret[]): IncidentFile => {
  let taken = 0;
  const next = (): string => {
    taken += 1;
    return planted[(taken - 1) % planted.length]?.text ?? '';
  };
  const [end, status] = ENDS[index % ENDS.length] ?? ENDS[0];
  const id = requestId(index);
  const lines = [
    `Starting execution for request: ${id}`,
    'HTTP Method: POST, Resource Path: /orders',
    `Method request query string: {q=${next()}}`,
    `Method request headers: ${next()}`,
    `Method request body before transformations: ${next()}`,
    `Endpoint request URI: https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/${FUNCTION}/invocations`,
    `Endpoint request headers: ${next()}`,
    `Endpoint request body after transformations: ${next()}`,
    `Endpoint response headers: ${next()}`,
    `Endpoint response body before transformations: ${next()}`,
    end.replace('%', next()),
    `Method completed with status: ${status}`,
  ];
  const at = Date.parse('2026-11-21T10:00:00Z') + index * 1_000;
  return {
    version: 1,
    api: { kind: 'REST', id: 'abc123def4', name: 'orders', stage: 'prod', region: 'eu-west-1', account: '123456789012' },
    window: { from: '2026-11-21T09:30:00.000Z', to: '2026-11-21T10:30:00.000Z' },
    alarm: { AlarmName: 'orders-5xx', AlarmDescription: next() },
    config: {
      stage: {
        stageName: 'prod',
        variables: { note: next() },
        methodSettings: { '*/*': { loggingLevel: 'INFO', dataTraceEnabled: true } },
      },
      deployed: {
        openapi: '3.0.1',
        paths: {
          '/orders': {
            post: {
              responses: { 200: {} },
              'x-amazon-apigateway-integration': {
                type: index % 2 === 0 ? 'aws_proxy' : 'aws',
                httpMethod: 'POST',
                uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`,
                requestTemplates: { 'application/json': `{"note": "x"}\n#* ${next()} *#` },
                responses: { default: { statusCode: '200' } },
              },
            },
          },
        },
      },
      functions: { orders: { FunctionName: 'orders', Timeout: 3, Description: next() } },
    },
    logs: {
      execution: lines.map((text, line) => ({ timestamp: at + line, message: `(${id}) ${text}` })),
      access: {
        format: '{"requestId":"$context.requestId","status":"$context.status","path":"$context.path","error":"$context.integration.error"}',
        events: [
          { timestamp: at + 20, message: JSON.stringify({ requestId: id, status: String(status), path: '/orders', error: next() }) },
        ],
      },
      functions: {
        orders: [
          { timestamp: at, message: `START RequestId: ${RUN} Version: $LATEST` },
          {
            timestamp: at + 1,
            message: `2026-11-21T10:00:00.000Z\t${RUN}\tERROR\tInvoke Error\t${JSON.stringify({ errorType: 'Error', errorMessage: next(), stack: [`Error: ${next()}`, '    at handler (/var/task/index.js:10:5)'] })}`,
          },
          { timestamp: at + 1, message: next() },
          {
            timestamp: at + 2,
            message: `Traceback (most recent call last):\n  File "/var/task/app.py", line 3, in handler\nValueError: ${next()}`,
          },
          { timestamp: at + 3, message: `END RequestId: ${RUN}` },
        ],
      },
    },
    exchanges: [
      {
        requestId: id,
        request: { method: 'POST', path: '/orders', headers: { 'X-Note': next() }, body: next() },
        endpoint: { output: next() },
        response: { status, body: next() },
      },
    ],
    gaps: [{ kind: 'unreadable', what: 'an access log', why: `A line cannot be read: ${next()}`, remedy: 'Look at it.' }],
  };
};
