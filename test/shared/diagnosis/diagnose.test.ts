import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../shared/diagnosis/diagnose.ts';
import { readIncident } from '../../../shared/diagnosis/read-incident.ts';
import type { IncidentFile } from '../../../shared/model/incident-file.ts';

const A = '0d8f6a1e-52a7-4a0b-9d0c-6f7f1f0f6a11';
const B = '7b1d1c9a-1df5-4a6e-8c39-1f4c6a1b2c3d';
const C = '1f4c6a1b-2c3d-4a6e-8c39-7b1d1c9a1df5';

const api: IncidentFile['api'] = { kind: 'REST', id: 'a1b2c3d4e5', stage: 'prod', region: 'eu-west-1' };
const answer = (rest: Partial<IncidentFile>) => diagnose(readIncident({ version: 1, api, ...rest }));
const execution = (...lines: readonly (readonly [id: string, text: string])[]) => ({
  logs: { execution: lines.map(([id, text]) => ({ message: `(${id}) ${text}` })) },
});

const MALFORMED = 'Execution failed due to configuration error: Malformed Lambda proxy response';
const TIMEOUT = 'Execution failed due to a timeout error';

describe('several causes in one window', () => {
  const diagnosis = answer({
    ...execution(
      [A, MALFORMED],
      [A, 'Method completed with status: 502'],
      [B, TIMEOUT],
      [B, 'Method completed with status: 504'],
      [C, 'Successfully completed execution'],
      [C, 'Method completed with status: 200'],
    ),
    samples: [
      { requestId: A, count: 3 },
      { requestId: B, count: 40 },
    ],
  });

  test('the one that explains the most failures is the verdict', () => {
    expect(diagnosis.verdict).toBe('integration-timeout');
  });

  test('each has its share, and healthy requests are not counted', () => {
    expect(diagnosis.causes.map(({ cause, share }) => [cause, share])).toEqual([
      ['integration-timeout', { requests: 40, of: 43 }],
      ['malformed-proxy-response', { requests: 3, of: 43 }],
    ]);
    expect(diagnosis.requests).toEqual({ failed: 43, sampled: 3 });
  });
});

describe('several faults in one request', () => {
  test('evidence that only one cause can write outranks evidence that several share', () => {
    const diagnosis = answer({
      config: {
        deployed: {
          openapi: '3.0.1',
          paths: {
            '/a': {
              get: {
                'x-amazon-apigateway-integration': {
                  type: 'aws_proxy',
                  uri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:old/invocations',
                },
              },
            },
          },
        },
        resources: [
          {
            path: '/a',
            resourceMethods: {
              GET: {
                httpMethod: 'GET',
                methodIntegration: {
                  type: 'AWS_PROXY',
                  uri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:new/invocations',
                },
              },
            },
          },
        ],
      },
      ...execution(
        [A, 'HTTP Method: GET, Resource Path: /a'],
        [A, 'Execution failed due to configuration error: Invalid permissions on Lambda function'],
        [A, 'Method completed with status: 500'],
      ),
    });
    expect(diagnosis.causes.map(({ cause }) => cause)).toEqual(['lambda-invoke-permission-missing', 'stale-deployment']);
  });

  test('of equal evidence the earlier step of the request comes first', () => {
    const document = '{"errorMessage":"gone","errorType":"Error","stackTrace":["at x"]}';
    const diagnosis = answer({
      config: {
        resources: [
          {
            path: '/a',
            resourceMethods: {
              GET: { httpMethod: 'GET', methodIntegration: { type: 'AWS', integrationResponses: { 200: { statusCode: '200' } } } },
            },
          },
        ],
      },
      exchanges: [
        {
          request: { method: 'GET', path: '/a' },
          endpoint: { kind: 'lambda', output: document, functionError: 'Unhandled' },
          response: { status: 200, body: document },
        },
      ],
    });
    expect(diagnosis.causes.map(({ cause }) => cause)).toEqual(['lambda-error-as-success', 'stack-trace-leak']);
  });
});

describe('outcomes that name no cause', () => {
  test('a healthy request is no fault, whatever oddity stands in the configuration', () => {
    const diagnosis = answer({
      config: {
        restApi: { binaryMediaTypes: ['*/*'] },
        resources: [{ path: '/a', resourceMethods: { OPTIONS: { httpMethod: 'OPTIONS', methodIntegration: { type: 'MOCK' } } } }],
      },
      exchanges: [{ request: { method: 'OPTIONS', path: '/a' }, response: { status: 204 } }],
    });
    expect(diagnosis).toMatchObject({ verdict: 'no-fault', causes: [] });
  });

  test('a bare 502 of a proxy leaves several causes open and says what would decide', () => {
    const diagnosis = answer({
      config: { resources: [{ path: '/a', resourceMethods: { GET: { httpMethod: 'GET', methodIntegration: { type: 'AWS_PROXY' } } } }] },
      exchanges: [{ request: { method: 'GET', path: '/a' }, response: { status: 502, headers: { 'x-amzn-requestid': A } } }],
    });
    expect(diagnosis.verdict).toBe('insufficient-evidence');
    expect(diagnosis.candidates).toEqual(
      expect.arrayContaining(['malformed-proxy-response', 'lambda-function-error', 'lambda-timeout', 'payload-too-large']),
    );
    expect(diagnosis.next[0]?.command).toContain(`"${A}"`);
  });

  test('a stage that writes no logs and shows nothing else is named as that', () => {
    const diagnosis = answer({ config: { stage: { stageName: 'prod', methodSettings: { '*/*': { loggingLevel: 'OFF' } } } } });
    expect(diagnosis.verdict).toBe('logging-disabled');
    expect(diagnosis.gaps.map(({ kind }) => kind)).toContain('logging-disabled');
  });

  test('a stage with an access log that nobody handed over does write logs', () => {
    const stage = { methodSettings: { '*/*': { loggingLevel: 'OFF' } }, accessLogSettings: { format: '$context.requestId' } };
    expect(answer({ config: { stage } }).verdict).toBe('insufficient-evidence');
  });

  test.for([
    { webAclArn: null, verdict: 'no-fault' },
    { webAclArn: 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/b', verdict: 'insufficient-evidence' },
  ])(
    'a call without the key that its method asks for is refused by design, unless $webAclArn may have refused it',
    ({ webAclArn, verdict }) => {
      const resourceMethods = { GET: { httpMethod: 'GET', apiKeyRequired: true, methodIntegration: { type: 'AWS_PROXY' } } };
      expect(
        answer({
          config: { stage: { webAclArn }, resources: [{ path: '/a', resourceMethods }] },
          exchanges: [
            {
              request: { method: 'GET', path: '/a', headers: { Accept: '*/*' } },
              response: { status: 403, body: '{"message":"Forbidden"}' },
            },
          ],
        }).verdict,
      ).toBe(verdict);
    },
  );

  test('a call of an execute-api URL that is disabled is refused by design', () => {
    const request = { method: 'GET', path: 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/prod/a' };
    expect(
      answer({
        config: { restApi: { disableExecuteApiEndpoint: true } },
        exchanges: [{ request, response: { status: 403, body: '{"message":"Forbidden"}' } }],
      }).verdict,
    ).toBe('no-fault');
  });

  test('a customised refusal of the validator is the client error that it was meant to be', () => {
    expect(
      answer({
        exchanges: [{ request: { method: 'POST', path: '/a' }, response: { status: 400, body: '{"message": "Invalid request body"}' } }],
      }).verdict,
    ).toBe('no-fault');
  });

  test('nothing at all is no evidence', () => {
    expect(answer({}).verdict).toBe('insufficient-evidence');
  });
});

test('a configuration without requests is looked through method by method', () => {
  const diagnosis = answer({
    config: {
      resources: [
        { path: '/ok', resourceMethods: { GET: { httpMethod: 'GET', methodIntegration: { type: 'HTTP_PROXY' } } } },
        {
          path: '/files',
          resourceMethods: {
            GET: {
              httpMethod: 'GET',
              methodIntegration: {
                type: 'AWS',
                uri: 'arn:aws:apigateway:eu-west-1:s3:path/b/k',
                integrationResponses: {
                  200: { statusCode: '200', selectionPattern: '2\\d{2}' },
                  500: { statusCode: '500', selectionPattern: '4|5\\d{2}' },
                },
              },
            },
          },
        },
      ],
    },
  });
  expect(diagnosis.verdict).toBe('selection-pattern-mismatch');
  expect(diagnosis.causes[0]).toMatchObject({
    where: 'GET /files',
    repair: { changes: [{ selectionPattern: '(4|5)\\d{2}' }, { kind: 'redeploy-stage' }] },
  });
});

test('a run of the function that no request names, and that ended well, is no failure', () => {
  const run = (...texts: readonly string[]) => ({ functions: { orders: texts.map((text) => ({ message: text })) } });
  const [start, end] = [`START RequestId: ${B} Version: 4`, `END RequestId: ${B}`];
  const failing = [A, C]
    .flatMap((id) => [`(${id}) ${TIMEOUT}`, `(${id}) Method completed with status: 504`])
    .map((message) => ({ message }));
  const failed = (...texts: readonly string[]) => answer({ logs: { execution: failing, ...run(...texts) } }).requests.failed;
  expect(failed(start, end)).toBe(2);
  expect(failed(start, `2026-05-02T18:00:00.008Z ${B} Task timed out after 3.00 seconds`, end)).toBe(3);
  expect(answer({ logs: run(start, end) }).verdict).toBe('insufficient-evidence');
});
