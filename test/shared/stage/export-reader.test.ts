import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readExport } from '../../../shared/stage/export-reader.ts';
import { EXPORT } from './fixtures.ts';

const methodOf = (document: Readonly<Record<string, unknown>>, verb: string) =>
  readExport(document).methods.find((method) => method.verb === verb);

test('an uncut export says all: what is missing is not set', () => {
  expect(methodOf(EXPORT, 'OPTIONS')).toEqual({
    path: '/orders/{id}',
    verb: 'OPTIONS',
    authorizationType: 'NONE',
    apiKeyRequired: false,
    requestParameters: {},
    responses: { '200': { responseModels: {}, responseParameters: {} } },
    integration: {
      type: 'MOCK',
      contentHandling: 'CONVERT_TO_TEXT',
      passthroughBehavior: 'WHEN_NO_MATCH',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      requestParameters: {},
      cacheKeyParameters: [],
      responses: [{ selectionPattern: '', statusCode: '200', contentHandling: 'NONE', responseTemplates: {}, responseParameters: {} }],
    },
  });
  expect(methodOf(EXPORT, 'ANY')).toMatchObject({ path: '/all', integration: 'NONE', responses: {} });
});

test('the key of a response is its pattern, and entries stand in the order of their status codes', () => {
  expect(methodOf(EXPORT, 'GET')?.integration).toMatchObject({
    type: 'HTTP',
    passthroughBehavior: 'WHEN_NO_TEMPLATES',
    requestTemplates: { 'application/json': '' },
    responses: [
      { selectionPattern: '', statusCode: '200' },
      { selectionPattern: '4\\d{2}', statusCode: '404', contentHandling: 'CONVERT_TO_TEXT' },
    ],
  });
});

test('security schemes name the authorizer and the API key', () => {
  const snapshot = readExport(EXPORT);
  expect(methodOf(EXPORT, 'GET')).toMatchObject({ authorizationType: 'CUSTOM', authorizerId: 'guard', apiKeyRequired: true });
  expect(snapshot.authorizers).toEqual([
    { id: 'guard', name: 'guard', type: 'token', uri: 'arn:aws:apigateway:eu-west-1:lambda:path/f', resultTtlInSeconds: 300 },
  ]);
});

test('the rest of the API is read too', () => {
  expect(readExport(EXPORT)).toMatchObject({
    kind: 'REST',
    methodsComplete: true,
    binaryMediaTypes: [],
    gatewayResponses: [{ responseType: 'DEFAULT_5XX', statusCode: '504', defaultResponse: false }],
    models: { Empty: { type: 'object' } },
    policy: 'NONE',
  });
});

test('a cut export (no info) leaves unknown what it does not say, but its list of paths stands', () => {
  const cut = {
    openapi: '3.0.1',
    paths: { '/x': { post: { security: [{ guard: [] }], 'x-amazon-apigateway-integration': { type: 'aws_proxy' } }, get: {} } },
  };
  expect(readExport(cut)).toEqual({
    kind: 'REST',
    methodsComplete: true,
    methods: [
      { path: '/x', verb: 'POST', authorizationType: 'CUSTOM', authorizerId: 'guard', integration: { type: 'AWS_PROXY' } },
      { path: '/x', verb: 'GET' },
    ],
  });
});

test('Swagger 2 says the same, models apart', () => {
  const { components, openapi, ...rest } = EXPORT;
  const swagger = { ...rest, swagger: '2.0', securityDefinitions: components.securitySchemes, definitions: components.schemas };
  const [oas, read] = [readExport(EXPORT), readExport(swagger)];
  expect(openapi).toBe('3.0.1');
  expect(read).toEqual(oas);
});

test('IAM stands in its own extension, or in a scheme', () => {
  const withIam = { info: {}, paths: { '/a': { get: { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } } } } };
  expect(methodOf(withIam, 'GET')?.authorizationType).toBe('AWS_IAM');
  const scheme = { sigv4: { type: 'apiKey', 'x-amazon-apigateway-authtype': 'awsSigv4' } };
  const bySchema = { info: {}, components: { securitySchemes: scheme }, paths: { '/a': { get: { security: [{ sigv4: [] }] } } } };
  expect(methodOf(bySchema, 'GET')).toMatchObject({ authorizationType: 'AWS_IAM' });
  expect(methodOf(bySchema, 'GET')).not.toHaveProperty('authorizerId');
});

test('an HTTP API export knows its default route and its shared integrations', () => {
  const document = {
    info: {},
    paths: {
      '/$default': {
        'x-amazon-apigateway-any-method': {
          'x-amazon-apigateway-integration': { $ref: '#/components/x-amazon-apigateway-integrations/one' },
        },
      },
      '/a': { get: { 'x-amazon-apigateway-integration': { type: 'aws_proxy', payloadFormatVersion: '2.0' } } },
    },
    components: { 'x-amazon-apigateway-integrations': { one: { type: 'AWS_PROXY', payloadFormatVersion: '1.0' } } },
  };
  const snapshot = readExport(document, 'HTTP');
  expect(snapshot.methods).toMatchObject([
    { path: '/{proxy+}', verb: 'ANY', routeKey: '$default', integration: { payloadFormatVersion: '1.0' } },
    { path: '/a', verb: 'GET', routeKey: 'GET /a', integration: { type: 'AWS_PROXY', payloadFormatVersion: '2.0' } },
  ]);
  expect(snapshot).not.toHaveProperty('binaryMediaTypes');
});

test('whatever JSON it is given, the reader answers', () => {
  const key = fc.constantFrom(
    'paths',
    '/a',
    'get',
    'responses',
    'security',
    'parameters',
    'x-amazon-apigateway-integration',
    'components',
    'info',
    '200',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), fc.dictionary(key, tie('tree')), fc.array(tie('tree'), { maxLength: 3 })),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, tree), (document) => {
      expect(Array.isArray(readExport(document).methods)).toBe(true);
    }),
  );
});
