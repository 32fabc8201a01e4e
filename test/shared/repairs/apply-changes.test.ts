import { describe, expect, test } from 'vitest';
import type { Change, ChangeKind, ChangeOf } from '../../../shared/model/repair.ts';
import { applyChanges, type Repairable } from '../../../shared/repairs/apply-changes.ts';

const ROLE = 'arn:aws:iam::123456789012:role/caller';
const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';
const PLACE = { path: '/orders', verb: 'GET' };

const STAGE: Repairable = {
  api: {
    kind: 'REST',
    binaryMediaTypes: ['image/png'],
    gatewayResponses: [{ responseType: 'DEFAULT_5XX', statusCode: '504', responseTemplates: { 'application/json': '{}' } }],
    methods: [
      {
        ...PLACE,
        authorizationType: 'CUSTOM',
        authorizerId: 'a1',
        apiKeyRequired: true,
        responses: { '200': {} },
        integration: {
          type: 'AWS',
          httpMethod: 'GET',
          uri: 'old',
          requestTemplates: { 'application/json': 'old' },
          requestParameters: { 'integration.request.header.Expect': "'x'" },
          responses: [{ selectionPattern: '', statusCode: '200', responseTemplates: { 'application/json': 'old' } }],
        },
      },
    ],
  },
  functions: { orders: { name: 'orders', policy: 'NONE' } },
  roles: {},
  settings: { stageName: 'prod', variables: { host: 'old' } },
};

/** The stage after one edit, by dotted path; `undefined`: no longer there. */
type Expected = Readonly<Record<string, unknown>>;

const CASES: { readonly [Kind in ChangeKind]: readonly [ChangeOf<Kind>, Expected] } = {
  'set-request-content-handling': [
    { kind: 'set-request-content-handling', ...PLACE, contentHandling: 'CONVERT_TO_TEXT' },
    { 'integration.contentHandling': 'CONVERT_TO_TEXT' },
  ],
  'set-response-content-handling': [
    { kind: 'set-response-content-handling', ...PLACE, statusCode: '200', contentHandling: 'CONVERT_TO_TEXT' },
    { 'integration.responses.0.contentHandling': 'CONVERT_TO_TEXT', 'integration.responses.0.statusCode': '200' },
  ],
  'add-binary-media-type': [{ kind: 'add-binary-media-type', mediaType: '*/*' }, { 'api.binaryMediaTypes': ['image/png', '*/*'] }],
  'remove-binary-media-type': [{ kind: 'remove-binary-media-type', mediaType: 'image/png' }, { 'api.binaryMediaTypes': [] }],
  'add-method-response': [{ kind: 'add-method-response', ...PLACE, statusCode: '502' }, { 'method.responses': { '200': {}, '502': {} } }],
  'put-integration-response': [
    { kind: 'put-integration-response', ...PLACE, statusCode: '200', selectionPattern: '2\\d{2}' },
    { 'integration.responses': [{ statusCode: '200', selectionPattern: '2\\d{2}' }] },
  ],
  'set-request-template': [
    { kind: 'set-request-template', ...PLACE, mediaType: 'text/plain', template: 'new' },
    { 'integration.requestTemplates': { 'application/json': 'old', 'text/plain': 'new' } },
  ],
  'set-cache-key-parameters': [{ kind: 'set-cache-key-parameters', ...PLACE, parameters: ['method.request.path.id'] }, {}],
  'set-integration-type': [{ kind: 'set-integration-type', ...PLACE, type: 'AWS_PROXY' }, { 'integration.type': 'AWS_PROXY' }],
  'set-integration-http-method': [
    { kind: 'set-integration-http-method', ...PLACE, httpMethod: 'POST' },
    { 'integration.httpMethod': 'POST', 'method.verb': 'GET' },
  ],
  'map-path-parameter': [
    { kind: 'map-path-parameter', ...PLACE, name: 'id' },
    {
      'method.requestParameters': { 'method.request.path.id': true },
      'integration.requestParameters': {
        'integration.request.header.Expect': "'x'",
        'integration.request.path.id': 'method.request.path.id',
      },
    },
  ],
  'remove-request-mapping': [
    { kind: 'remove-request-mapping', ...PLACE, parameter: 'integration.request.header.Expect' },
    { 'integration.requestParameters': {} },
  ],
  'set-integration-timeout': [
    { kind: 'set-integration-timeout', ...PLACE, timeoutInMillis: 9_000 },
    { 'integration.timeoutInMillis': 9_000 },
  ],
  'allow-invoke': [
    { kind: 'allow-invoke', functionArn: FUNCTION, sourceArn: 'arn:aws:execute-api:eu-west-1:123456789012:abc/prod/GET/orders' },
    {
      'functions.orders.policy.Statement.0.Condition': {
        ArnLike: { 'AWS:SourceArn': 'arn:aws:execute-api:eu-west-1:123456789012:abc/prod/GET/orders' },
      },
      'functions.orders.name': 'orders',
    },
  ],
  'set-passthrough-behavior': [
    { kind: 'set-passthrough-behavior', ...PLACE, passthroughBehavior: 'NEVER' },
    { 'integration.passthroughBehavior': 'NEVER' },
  ],
  'set-response-template': [
    { kind: 'set-response-template', ...PLACE, statusCode: '200', mediaType: 'application/json', template: 'new' },
    { 'integration.responses.0.responseTemplates': { 'application/json': 'new' } },
  ],
  'set-response-header': [
    { kind: 'set-response-header', ...PLACE, statusCode: '200', header: 'Vary', value: "'Origin'" },
    {
      'integration.responses.0.responseParameters': { 'method.response.header.Vary': "'Origin'" },
      'method.responses': { '200': { responseParameters: { 'method.response.header.Vary': false } } },
    },
  ],
  'set-request-mapping': [
    {
      kind: 'set-request-mapping',
      ...PLACE,
      parameter: 'integration.request.header.X-Tenant',
      value: 'method.request.header.X-Tenant',
    },
    {
      'method.requestParameters': { 'method.request.header.X-Tenant': false },
      'integration.requestParameters': {
        'integration.request.header.Expect': "'x'",
        'integration.request.header.X-Tenant': 'method.request.header.X-Tenant',
      },
    },
  ],
  'set-integration-uri': [{ kind: 'set-integration-uri', ...PLACE, uri: 'new' }, { 'integration.uri': 'new' }],
  'remove-method-authorization': [
    { kind: 'remove-method-authorization', ...PLACE },
    { 'method.authorizationType': 'NONE', 'method.apiKeyRequired': false, 'method.authorizerId': undefined },
  ],
  'set-gateway-response': [
    { kind: 'set-gateway-response', responseType: 'DEFAULT_5XX', statusCode: 'NONE' },
    { 'api.gatewayResponses': [{ responseType: 'DEFAULT_5XX', responseTemplates: { 'application/json': '{}' } }] },
  ],
  'set-stage-variable': [{ kind: 'set-stage-variable', name: 'host', value: 'new' }, { 'settings.variables': { host: 'new' } }],
  'trust-api-gateway': [
    { kind: 'trust-api-gateway', roleArn: ROLE },
    {
      roles: {
        [ROLE]: {
          trust: { Statement: [{ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
        },
      },
    },
  ],
  'allow-role-action': [
    { kind: 'allow-role-action', roleArn: ROLE, action: 'sqs:SendMessage', resource: '*' },
    { roles: { [ROLE]: { allowed: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }] } } },
  ],
  'set-function-timeout': [{ kind: 'set-function-timeout', functionName: 'orders', seconds: 20 }, {}],
  'flush-stage-cache': [{ kind: 'flush-stage-cache' }, {}],
  'enable-logging': [{ kind: 'enable-logging', level: 'INFO' }, {}],
  'redeploy-stage': [{ kind: 'redeploy-stage' }, {}],
};

const viewOf = (stage: Repairable): unknown => {
  const [method] = stage.api.methods;
  return { ...stage, method, integration: method?.integration };
};

/** Role ARNs hold no dots, so a dotted path is unambiguous. */
const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce((here: unknown, key) => (here as Record<string, unknown> | undefined)?.[key], value);

const applied = (...changes: readonly Change[]): Repairable => {
  const result = applyChanges(STAGE, changes);
  if (!result.ok) throw new Error(result.failure);
  return result.value;
};

describe('each kind of change', () => {
  test.each(Object.values(CASES).map(([change, expected]) => [change.kind, change, expected] as const))(
    '%s does to a snapshot what it says',
    (_, change, expected) => {
      const after = applied(change);
      if (Object.keys(expected).length === 0) expect(after).toEqual(STAGE);
      for (const [path, value] of Object.entries(expected)) expect(at(viewOf(after), path)).toEqual(value);
    },
  );
});

test('the snapshot that was given stays as it was', () => {
  const before = structuredClone(STAGE);
  for (const [change] of Object.values(CASES)) applied(change);
  expect(STAGE).toEqual(before);
});

test('an edit of something unknown is refused in one sentence, and nothing is half applied', () => {
  const nowhere = { path: '/nowhere', verb: 'GET' };
  expect(applyChanges(STAGE, [{ kind: 'add-method-response', ...nowhere, statusCode: '502' }])).toEqual({
    ok: false,
    failure: 'The configuration holds no GET /nowhere.',
  });
  expect(
    applyChanges(STAGE, [{ kind: 'set-response-template', ...PLACE, statusCode: '404', mediaType: 'application/json', template: '' }]),
  ).toEqual({ ok: false, failure: 'The integration response 404 of GET /orders is not known.' });
});

test('a catch-all method takes the edits of the verbs that it serves', () => {
  const [method] = STAGE.api.methods;
  const any = { ...STAGE, api: { ...STAGE.api, methods: method ? [{ ...method, verb: 'ANY' }] : [] } };
  const result = applyChanges(any, [{ kind: 'set-integration-uri', ...PLACE, uri: 'new' }]);
  expect(result.ok && at(viewOf(result.value), 'integration.uri')).toBe('new');
});
