import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../shared/diagnosis/diagnose.ts';
import { readIncident } from '../../../shared/diagnosis/read-incident.ts';
import type { Diagnosis } from '../../../shared/model/diagnosis.ts';
import type { IncidentFile } from '../../../shared/model/incident-file.ts';

const api: IncidentFile['api'] = { kind: 'REST', id: 'a1b2c3d4e5', stage: 'prod', region: 'eu-west-1' };
const answer = (rest: Partial<IncidentFile>): Diagnosis => diagnose(readIncident({ version: 1, api, ...rest }));
const causesIn = (rest: Partial<IncidentFile>): readonly string[] => answer(rest).causes.map(({ cause }) => cause);

const ID = '0d8f6a1e-52a7-4a0b-9d0c-6f7f1f0f6a11';
const traceOf = (lines: readonly string[], id = ID) => lines.map((line) => ({ message: `(${id}) ${line}` }));
const method = (
  path: string,
  verb: string,
  methodIntegration: Readonly<Record<string, unknown>>,
  methodResponses: Readonly<Record<string, unknown>> = {},
) => ({
  resources: [{ path, resourceMethods: { [verb]: { httpMethod: verb, methodIntegration, methodResponses } } }],
});

describe('two faults in one request', () => {
  test('an error that leaves as a success, with the stack trace that nothing takes out', () => {
    const document = '{"errorMessage":"no such parcel","errorType":"Error","stackTrace":["at handler (/var/task/index.js:7)"]}';
    const config = method('/parcels/{id}', 'GET', { type: 'AWS', integrationResponses: { 200: { statusCode: '200' } } });
    const exchanges = [
      {
        request: { method: 'GET', path: '/parcels/9' },
        endpoint: { kind: 'lambda', output: document, functionError: 'Unhandled' },
        response: { status: 200, body: document },
      },
    ];
    expect(causesIn({ config, exchanges })).toEqual(['lambda-error-as-success', 'stack-trace-leak']);
  });

  test("a gateway's 500 that stays whatever the backend answers, with the backend's own error beside it", () => {
    const config = method('/parcels', 'GET', {
      type: 'HTTP',
      uri: 'https://parcels.example.com/parcels',
      integrationResponses: { 200: { statusCode: '200' } },
    });
    const execution = traceOf([
      'HTTP Method: GET, Resource Path: /parcels',
      'Sending request to https://parcels.example.com/parcels',
      'Received response. Status: 503, Integration latency: 4 ms',
      'Execution failed due to configuration error: Output mapping refers to an invalid method response: 200',
      'Method completed with status: 500',
    ]);
    const { verdict, causes } = answer({ config, logs: { execution } });
    expect(verdict).toBe('missing-method-response');
    expect(causes.map(({ cause }) => cause)).toEqual(['missing-method-response', 'backend-error']);
    expect(causes[1]).toMatchObject({
      what: 'The backend of GET /parcels itself answered 503.',
      todo: expect.not.stringContaining('nothing to change'),
    });
  });

  test('a backend that answered well is not blamed beside it', () => {
    const execution = traceOf([
      'HTTP Method: GET, Resource Path: /parcels',
      'Received response. Status: 200, Integration latency: 4 ms',
      'Execution failed due to configuration error: Output mapping refers to an invalid method response: 200',
      'Method completed with status: 500',
    ]);
    expect(causesIn({ logs: { execution } })).toEqual(['missing-method-response']);
  });

  test('a role that may not call the service stands behind the response that nothing declares, which fails whatever the service says', () => {
    const config = method('/jobs', 'POST', {
      type: 'AWS',
      httpMethod: 'POST',
      uri: 'arn:aws:apigateway:eu-west-1:sqs:path/123456789012/jobs',
      credentials: 'arn:aws:iam::123456789012:role/gateway',
      integrationResponses: { 200: { statusCode: '200' } },
    });
    const refusal =
      '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: arn:aws:sts::123456789012:assumed-role/gateway/BackplaneAssumeRoleSession is not authorized to perform: sqs:sendmessage</Message></Error></ErrorResponse>';
    const execution = traceOf([
      'HTTP Method: POST, Resource Path: /jobs',
      'Received response. Status: 403, Integration latency: 9 ms',
      `Endpoint response body before transformations: ${refusal}`,
      'Execution failed due to configuration error: Output mapping refers to an invalid method response: 200',
      'Method completed with status: 500',
    ]);
    const causes = causesIn({ config, logs: { execution } });
    expect(causes).toEqual(['missing-method-response', 'integration-role-denied', 'aws-service-error']);
  });

  test('a status that a gateway response has changed, and the failure under it', () => {
    const config = {
      ...method('/parcels', 'GET', { type: 'AWS_PROXY' }),
      gatewayResponses: [{ responseType: 'DEFAULT_5XX', statusCode: '404', defaultResponse: false }],
    };
    const execution = traceOf([
      'HTTP Method: GET, Resource Path: /parcels',
      'Execution failed due to configuration error: Malformed Lambda proxy response',
      'Gateway response type: DEFAULT_5XX with status code: 404',
      'Method completed with status: 404',
    ]);
    expect(causesIn({ config, logs: { execution } })).toEqual(['malformed-proxy-response', 'gateway-response-misconfigured']);
  });
});

describe('several causes in one window', () => {
  const uuid = (index: number): string => `${String(index).padStart(8, '0')}-1111-4222-8333-444444444444`;
  const failing = (line: string, status: number, from: number, count: number) =>
    Array.from({ length: count }, (_, index) => traceOf([line, `Method completed with status: ${status}`], uuid(from + index))).flat();
  const execution = [
    ...failing('Execution failed due to a timeout error', 504, 1, 3),
    ...failing('Execution failed due to configuration error: Rate Exceeded.', 500, 11, 1),
    ...failing('Execution failed due to configuration error: Malformed Lambda proxy response', 502, 21, 5),
    ...failing('Successfully completed execution', 200, 31, 4),
  ];
  const diagnosis = answer({ logs: { execution } });

  test('are separated, each with its count, the most frequent first', () => {
    expect(diagnosis.causes.map(({ cause, share }) => [cause, share.requests, share.of])).toEqual([
      ['malformed-proxy-response', 5, 9],
      ['integration-timeout', 3, 9],
      ['lambda-throttled', 1, 9],
    ]);
    expect(diagnosis).toMatchObject({ verdict: 'malformed-proxy-response', requests: { failed: 9, sampled: 13 } });
  });

  test('and none of them is ruled out or open because of the others', () => {
    const other = [...diagnosis.ruledOut, ...diagnosis.open].map(({ cause }) => cause);
    for (const { cause } of diagnosis.causes) expect(other).not.toContain(cause);
  });
});
