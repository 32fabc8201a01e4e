import { describe, expect, test } from 'vitest';
import type { CauseId } from '../../../../shared/model/cause-id.ts';
import type { IncidentFile } from '../../../../shared/model/incident-file.ts';
import { api, customLambda, deployed, LAMBDA, proofOf, trace, UNDECLARED_LINE } from '../../../support/proof-incidents.ts';

describe('nothing is replayed', () => {
  test.each<[string, CauseId, Partial<IncidentFile>, string]>([
    [
      'where the configuration is not known',
      'missing-method-response',
      { logs: trace(UNDECLARED_LINE, 'Method completed with status: 500') },
      'The configuration is not known.',
    ],
    [
      'where the log cut the body of the request',
      'missing-method-response',
      {
        config: {
          deployed: customLambda({ default: { statusCode: '201' } }, 'post'),
        },
        logs: trace(
          'HTTP Method: POST, Resource Path: /orders',
          'Method request body before transformations: {"name":"a [TRUNCATED]',
          UNDECLARED_LINE,
          'Method completed with status: 500',
        ),
      },
      'The log cut the request body.',
    ],
    [
      'where somebody left out the end of the body',
      'missing-method-response',
      {
        config: { deployed: customLambda({ default: { statusCode: '201' } }, 'post') },
        exchanges: [
          {
            request: { method: 'POST', path: '/orders', headers: { 'Content-Type': 'application/json' }, body: '{"name":"a…' },
            response: { status: 500 },
            endpoint: { kind: 'lambda', output: '{"id":17}', functionError: null },
          },
        ],
      },
      'The request body was noted with its end left out.',
    ],
    [
      'where the fault sits behind the gateway',
      'integration-timeout',
      {
        config: { deployed: deployed('/orders', 'get', { type: 'aws_proxy', httpMethod: 'POST', uri: LAMBDA }) },
        logs: trace(
          'HTTP Method: GET, Resource Path: /orders',
          'Execution failed due to a timeout error',
          'Method completed with status: 504',
        ),
      },
      'The fault sits behind the gateway: a replay would only be told how the call ended.',
    ],
    [
      'for an HTTP API',
      'lambda-function-error',
      {
        api: { ...api, kind: 'HTTP' },
        logs: {
          functions: {
            orders: [
              {
                message:
                  '2026-11-20T10:00:00.000Z\t0d8f6a1e-52a7-4a0b-9d0c-6f7f1f0f6a11\tERROR\tInvoke Error \t{"errorType":"TypeError","errorMessage":"no","stack":["TypeError: no"]}',
              },
            ],
          },
        },
      },
      'The simulator replays REST APIs, and this one is of kind HTTP.',
    ],
  ])('%s', (_, cause, incident, reason) => {
    expect(proofOf(incident, cause)).toEqual({ kind: 'not-attempted', reason });
  });
});
