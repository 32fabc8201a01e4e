import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../shared/diagnosis/diagnose.ts';
import { readIncident } from '../../../shared/diagnosis/read-incident.ts';
import { CAUSE_IDS } from '../../../shared/model/cause-id.ts';
import type { IncidentFile } from '../../../shared/model/incident-file.ts';
import { REPAIR_TOOLS, type RepairTool } from '../../../shared/model/repair-tool.ts';
import { printRepair } from '../../../shared/repairs/print-repair.ts';
import { readPage } from '../../support/page.ts';

const LAMBDA = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';
const LAMBDA_URI = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${LAMBDA}/invocations`;
const ROLE = 'arn:aws:iam::123456789012:role/orders-calls';

interface Parts {
  readonly method?: Record<string, unknown>;
  readonly integration?: Record<string, unknown>;
  readonly config?: Record<string, unknown>;
  readonly verb?: string;
  readonly log?: readonly string[];
  readonly exchange?: Record<string, unknown>;
}

const repairOf = ({ method = {}, integration = {}, config = {}, verb = 'POST', log, exchange }: Parts) => {
  const incident = {
    version: 1,
    api: { kind: 'REST', id: 'a1b2c3d4e5', stage: 'prod', region: 'eu-west-1', account: '123456789012' },
    config: {
      resources: [{ path: '/orders', resourceMethods: { [verb]: { httpMethod: verb, methodIntegration: integration, ...method } } }],
      ...config,
    },
    ...(log && { logs: { execution: log.map((line) => ({ message: `(5f0c1d5e-3c3b-4b1e-9d57-0a4c9a1e77aa) ${line}` })) } }),
    ...(exchange && { exchanges: [exchange] }),
  } as IncidentFile;
  const [cause] = diagnose(readIncident(incident)).causes;
  return { cause: cause?.cause, repair: cause?.repair };
};

const request = (headers: Record<string, string> = {}, body?: string) => ({
  method: 'POST',
  path: '/orders',
  headers,
  ...(body !== undefined && { body }),
});

describe('the repair names the very edit', () => {
  test('a role that does not trust API Gateway gets the statement', () => {
    expect(
      repairOf({
        integration: { type: 'AWS_PROXY', httpMethod: 'POST', uri: LAMBDA_URI, credentials: ROLE },
        log: [
          `Execution failed due to configuration error: API Gateway does not have permission to assume the provided role ${ROLE}`,
          'Method completed with status: 500',
        ],
      }),
    ).toMatchObject({ cause: 'integration-role-denied', repair: { changes: [{ kind: 'trust-api-gateway', roleArn: ROLE }] } });
  });

  test('a role that lacks an action gets it, on the resource that the service names', () => {
    const resource = 'arn:aws:states:eu-west-1:123456789012:stateMachine:orders';
    expect(
      repairOf({
        integration: {
          type: 'AWS',
          httpMethod: 'POST',
          uri: 'arn:aws:apigateway:eu-west-1:states:action/StartExecution',
          credentials: ROLE,
        },
        log: [
          `Endpoint response body before transformations: {"__type":"AccessDeniedException","Message":"User: arn:aws:sts::123456789012:assumed-role/orders-calls/x is not authorized to perform: states:StartExecution on resource: ${resource} because no identity-based policy allows it"}`,
          'Method completed with status: 400',
        ],
      }).repair,
    ).toMatchObject({ changes: [{ kind: 'allow-role-action', roleArn: ROLE, action: 'states:StartExecution', resource }] });
  });

  test('a refused invocation whose function policy nobody read still gets the source of the request', () => {
    expect(
      repairOf({
        integration: { type: 'AWS_PROXY', httpMethod: 'POST', uri: LAMBDA_URI },
        log: ['Execution failed due to configuration error: Invalid permissions on Lambda function', 'Method completed with status: 500'],
      }).repair,
    ).toMatchObject({
      changes: [
        {
          kind: 'allow-invoke',
          functionArn: LAMBDA,
          sourceArn: 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/prod/POST/orders',
        },
      ],
    });
  });

  test('a stage variable loses the scheme that the URI has already', () => {
    expect(
      repairOf({
        integration: { type: 'HTTP_PROXY', httpMethod: 'POST', uri: 'https://${stageVariables.host}/orders' },
        config: { stage: { stageName: 'prod', variables: { host: 'https://orders.example.com' } } },
        log: ['Execution failed due to configuration error: Invalid endpoint address', 'Method completed with status: 500'],
      }),
    ).toMatchObject({
      cause: 'stage-variable-unresolved',
      repair: { changes: [{ kind: 'set-stage-variable', name: 'host', value: 'orders.example.com' }] },
    });
  });

  test('a gateway response keeps its template, with its quotes mended', () => {
    expect(
      repairOf({
        config: {
          gatewayResponses: [
            {
              responseType: 'DEFAULT_5XX',
              responseTemplates: { 'application/json': '{"message":"$context.error.messageString","shop":"orders"}' },
              defaultResponse: false,
            },
          ],
        },
      }).repair,
    ).toMatchObject({
      changes: [
        {
          kind: 'set-gateway-response',
          responseType: 'DEFAULT_5XX',
          responseTemplates: { 'application/json': '{"message":$context.error.messageString,"shop":"orders"}' },
        },
        { kind: 'redeploy-stage' },
      ],
    });
  });

  test('a bare value of a response template becomes JSON, as this answer shows', () => {
    expect(
      repairOf({
        integration: {
          type: 'HTTP',
          httpMethod: 'POST',
          uri: 'https://orders.example.com',
          integrationResponses: {
            200: { statusCode: '200', responseTemplates: { 'application/json': '{"name": $input.path(\'$.name\')}' } },
          },
        },
        method: { methodResponses: { 200: { statusCode: '200' } } },
        exchange: {
          request: request(),
          endpoint: { kind: 'http', status: 200, body: '{"name":"pen"}', output: '{"name":"pen"}' },
          response: { status: 200, headers: {}, body: '{"name": pen}' },
        },
      }),
    ).toMatchObject({
      cause: 'response-template-error',
      repair: { changes: [{ kind: 'set-response-template', statusCode: '200', template: '{"name": $input.json(\'$.name\')}' }, {}] },
    });
  });

  test('a preflight that is asked for credentials is freed from them; a catch-all is left to a person', () => {
    const preflight = {
      request: {
        method: 'OPTIONS',
        path: '/orders',
        headers: { Origin: 'https://shop.example.com', 'Access-Control-Request-Method': 'POST' },
      },
      response: { status: 403, headers: {}, body: '{"message":"Missing Authentication Token"}' },
    };
    const guarded = { integration: { type: 'MOCK' }, method: { authorizationType: 'AWS_IAM', apiKeyRequired: false }, exchange: preflight };
    expect(repairOf({ ...guarded, verb: 'OPTIONS' }).repair).toMatchObject({
      changes: [{ kind: 'remove-method-authorization', path: '/orders', verb: 'OPTIONS' }, {}],
    });
    expect(repairOf({ ...guarded, verb: 'ANY' })).toMatchObject({ cause: 'cors-preflight-failure', repair: { kind: 'advice' } });
  });

  test('an integration that refuses a type which nobody saw lets it through', () => {
    expect(
      repairOf({
        integration: {
          type: 'HTTP',
          httpMethod: 'POST',
          uri: 'https://orders.example.com',
          passthroughBehavior: 'NEVER',
          requestTemplates: null,
        },
        exchange: { request: request(), response: { status: 415, headers: {}, body: '{"message":"Unsupported Media Type"}' } },
      }),
    ).toMatchObject({
      cause: 'unsupported-media-type',
      repair: { changes: [{ kind: 'set-passthrough-behavior', passthroughBehavior: 'WHEN_NO_MATCH' }, {}] },
    });
  });
});

const pages = CAUSE_IDS.map((id) => [id, new URL(`../../../shared/causes/${id}.md`, import.meta.url)] as const).filter(([, url]) =>
  existsSync(url),
);

describe.each(pages)('the repairs on the page of %s', (_, url) => {
  test('say what changes for other callers, and print for every tool', () => {
    for (const { incident } of readPage(url)) {
      const diagnosis = diagnose(readIncident(incident));
      for (const { repair } of diagnosis.causes) {
        if (repair.kind !== 'config') continue;
        expect(repair.sideEffects).toMatch(/^[A-Z].*\.$/);
        for (const tool of Object.keys(REPAIR_TOOLS) as readonly RepairTool[])
          expect(printRepair(tool, repair.changes, diagnosis.target).trim()).not.toBe('');
      }
    }
  });
});
