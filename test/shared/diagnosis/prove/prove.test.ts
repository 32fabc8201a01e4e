import { describe, expect, test } from 'vitest';
import type { IncidentFile } from '../../../../shared/model/incident-file.ts';
import {
  customLambda,
  deployed,
  diagnosed,
  exchange,
  FUNCTION,
  LAMBDA,
  proofOf,
  trace,
  UNDECLARED,
  UNDECLARED_LINE,
} from '../../../support/proof-incidents.ts';

describe('a repair of the configuration', () => {
  test('is proven when the same failure is gone with it and no neighbour is worse off', () => {
    const proof = proofOf(
      {
        config: { deployed: UNDECLARED },
        ...exchange(
          { method: 'GET', path: '/orders', headers: {} },
          { status: 500 },
          { kind: 'lambda', output: '{"id":17}', functionError: null },
        ),
      },
      'missing-method-response',
    );
    expect(proof).toMatchObject({
      kind: 'proven',
      replayed: `500, "${UNDECLARED_LINE}"`,
      repaired: '201',
      assumptions: [],
    });
    expect(proof?.kind === 'proven' && proof.neighbours).toBeGreaterThan(5);
  });

  test('says that the canary may have served the request', () => {
    const request = exchange(
      { method: 'GET', path: '/orders', headers: {} },
      { status: 500 },
      { kind: 'lambda', output: '{"id":17}', functionError: null },
    );
    const stage = { stageName: 'prod', deploymentId: 'd1', canarySettings: { percentTraffic: 10, deploymentId: 'd2' } };
    expect(proofOf({ config: { deployed: UNDECLARED, stage }, ...request }, 'missing-method-response')).toMatchObject({
      kind: 'proven',
      assumptions: ['Whether the canary served the request is not known: the stage itself was taken.'],
    });
  });

  test('says what was assumed about an answer that nobody saw', () => {
    const proof = proofOf(
      {
        config: { deployed: UNDECLARED },
        logs: trace('HTTP Method: GET, Resource Path: /orders', UNDECLARED_LINE, 'Method completed with status: 500'),
      },
      'missing-method-response',
    );
    expect(proof).toMatchObject({
      kind: 'proven',
      assumptions: [
        'The request headers were not noted: none were taken.',
        'What the endpoint answered is not known. A stand-in was taken.',
      ],
    });
  });

  test('is only reproduced when it takes something from somebody else, who is named', () => {
    const proof = proofOf(
      {
        config: {
          deployed: customLambda({ default: { statusCode: '200' } }),
        },
        ...exchange(
          { method: 'GET', path: '/orders', headers: {} },
          { status: 200, body: '{"statusCode":404,"body":"none"}' },
          { kind: 'lambda', output: '{"statusCode":404,"body":"none"}', functionError: null },
        ),
      },
      'status-code-ignored',
    );
    expect(proof).toMatchObject({
      kind: 'reproduced',
      open: 'The repair is not free: GET /orders answers 502 by the gateway instead of 200.',
    });
  });

  test('that reaches every method is tried on the others too', () => {
    const image = { type: 'aws_proxy', httpMethod: 'POST', uri: LAMBDA };
    const proof = proofOf(
      {
        config: {
          deployed: {
            openapi: '3.0.1',
            paths: {
              '/image': { get: { 'x-amazon-apigateway-integration': image } },
              '/orders': { post: { 'x-amazon-apigateway-integration': image } },
            },
            'x-amazon-apigateway-binary-media-types': [],
          },
        },
        ...exchange(
          { method: 'GET', path: '/image', headers: { Accept: '*/*' } },
          { status: 200, headers: { 'content-type': 'image/png' }, body: 'iVBORw0KGgoAAAANSUhEUg==' },
          {
            kind: 'lambda',
            output: '{"statusCode":200,"headers":{"content-type":"image/png"},"isBase64Encoded":true,"body":"iVBORw0KGgoAAAANSUhEUg=="}',
            functionError: null,
          },
        ),
      },
      'binary-response-not-decoded',
    );
    expect(proof).toMatchObject({
      kind: 'reproduced',
      open: 'The repair is not free: POST /orders no longer reaches the endpoint with the body as it was sent.',
    });
  });
});

test('a proof without assumptions rules out every other fault of the data plane that was open', () => {
  const diagnosis = diagnosed({
    config: { deployed: UNDECLARED },
    ...exchange(
      { method: 'GET', path: '/orders', headers: {} },
      { status: 500 },
      { kind: 'lambda', output: '{"id":17}', functionError: null },
    ),
  });
  const byProof = diagnosis.ruledOut.filter(({ reason }) => reason.includes('once missing-method-response alone is repaired'));
  const open = diagnosis.open.map(({ cause }) => cause);
  expect(byProof.length).toBeGreaterThan(0);
  expect(open.filter((cause) => byProof.some((one) => one.cause === cause))).toEqual([]);
  expect(open).toContain('deployment-race');
});

describe('a permission', () => {
  const withPolicy = (policy: unknown): Partial<IncidentFile> => ({
    config: {
      deployed: deployed('/orders', 'get', { type: 'aws_proxy', httpMethod: 'POST', uri: LAMBDA }),
      functions: { [FUNCTION]: { policy } },
    },
    ...exchange({ method: 'GET', path: '/orders', headers: {} }, { status: 500 }),
  });

  test('that is missing is proven by the policy alone, without the line of the log', () => {
    const proof = proofOf(withPolicy({ Statement: [] }), 'lambda-invoke-permission-missing');
    expect(proof).toMatchObject({
      kind: 'proven',
      replayed: '500, "Execution failed due to configuration error: Invalid permissions on Lambda function"',
      repaired: '200',
      assumptions: ['The repair changes what the endpoint is asked: a success stands in for its new answer.'],
    });
  });
});

test('a deployment is proven by the working copy that it brings', () => {
  const proof = proofOf(
    {
      config: {
        deployed: UNDECLARED,
        resources: [
          {
            path: '/orders',
            resourceMethods: {
              GET: {
                httpMethod: 'GET',
                methodResponses: { 200: { statusCode: '200' }, 201: { statusCode: '201' } },
                methodIntegration: {
                  type: 'AWS',
                  httpMethod: 'POST',
                  uri: LAMBDA,
                  integrationResponses: { 201: { statusCode: '201' } },
                },
              },
            },
          },
        ],
      },
      ...exchange(
        { method: 'GET', path: '/orders', headers: {} },
        { status: 500 },
        { kind: 'lambda', output: '{"id":17}', functionError: null },
      ),
    },
    'stale-deployment',
  );
  expect(proof).toMatchObject({
    kind: 'proven',
    repaired: '201',
    assumptions: expect.arrayContaining([expect.stringContaining('taken as not set')]),
  });
});

test('an address that the evidence lacks is said to be made up', () => {
  const { uri: _uri, ...nowhere } = { type: 'aws', httpMethod: 'POST', uri: LAMBDA };
  const integration = { ...nowhere, requestTemplates: { 'application/json': '{}' }, responses: { default: { statusCode: '201' } } };
  const proof = proofOf(
    {
      config: { deployed: deployed('/orders', 'get', integration, { responses: { '200': { description: '200 response' } } }) },
      logs: trace(UNDECLARED_LINE, 'Method completed with status: 500'),
      ...exchange(
        { method: 'GET', path: '/orders', headers: {} },
        { status: 500 },
        { kind: 'lambda', output: '{"id":17}', functionError: null },
      ),
    },
    'missing-method-response',
  );
  expect(proof).toMatchObject({
    kind: 'proven',
    assumptions: ['The address of the function is not in the evidence: a made-up one was taken.'],
  });
});

describe('a replay that shows something else', () => {
  const healthyProxy = deployed('/orders', 'get', { type: 'aws_proxy', httpMethod: 'POST', uri: LAMBDA });
  const wellFormed = { kind: 'lambda', output: '{"statusCode":200,"body":"{}"}', functionError: null };

  test('refutes the cause where nothing had to be assumed, and says where they part', () => {
    const diagnosis = diagnosed({
      config: { deployed: healthyProxy },
      logs: trace(
        'HTTP Method: GET, Resource Path: /orders',
        'Method request headers: {}',
        'Execution failed due to configuration error: Malformed Lambda proxy response',
        'Method completed with status: 502',
      ),
      ...exchange({ method: 'GET', path: '/orders', headers: {} }, { status: 502 }, wellFormed),
    });
    expect(diagnosis.verdict).toBe('insufficient-evidence');
    expect(diagnosis.causes).toMatchObject([
      {
        cause: 'malformed-proxy-response',
        proof: { kind: 'refuted', divergence: { aspect: 'status', observed: '502', replayed: '200' } },
      },
    ]);
  });

  test('refutes nothing where the caller had to be let in by an authorizer', () => {
    const proof = proofOf(
      {
        config: {
          deployed: deployed(
            '/orders',
            'options',
            { type: 'mock', requestTemplates: { 'application/json': '{"statusCode":200}' }, responses: { default: { statusCode: '200' } } },
            { security: [{ pool: [] }], responses: { '200': { description: '200 response' } } },
            {
              components: {
                securitySchemes: {
                  pool: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'cognito_user_pools' },
                },
              },
            },
          ),
        },
        ...exchange(
          { method: 'OPTIONS', path: '/orders', headers: { Origin: 'https://shop.example.com', 'Access-Control-Request-Method': 'GET' } },
          { status: 401, headers: { 'x-amzn-ErrorType': 'UnauthorizedException' }, body: '{"message":"Unauthorized"}' },
        ),
      },
      'cors-preflight-failure',
    );
    expect(proof).toMatchObject({ kind: 'not-attempted', reason: expect.stringContaining('The caller was taken for one who is let in.') });
  });
});
