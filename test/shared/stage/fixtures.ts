/** Shaped after AWS's answers for one small API: the export and the working copy say the same in their own words. */
export const EXPORT = {
  openapi: '3.0.1',
  info: { title: 'orders', version: '1' },
  paths: {
    '/orders/{id}': {
      get: {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'full', in: 'query', schema: { type: 'string' } },
        ],
        responses: {
          '200': { description: '200 response', headers: { ETag: { schema: { type: 'string' } } }, content: {} },
          '404': { description: '404 response', content: { 'application/json': { schema: { $ref: '#/components/schemas/Empty' } } } },
        },
        security: [{ guard: [] }, { api_key: [] }],
        'x-amazon-apigateway-integration': {
          type: 'http',
          httpMethod: 'GET',
          uri: 'https://backend.example.com/{id}',
          responses: {
            default: { statusCode: '200', responseParameters: { 'method.response.header.ETag': 'integration.response.header.ETag' } },
            '4\\d{2}': { statusCode: '404', contentHandling: 'CONVERT_TO_TEXT', responseTemplates: { 'application/json': '{}' } },
          },
          requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
          requestTemplates: { 'application/json': null },
          passthroughBehavior: 'when_no_templates',
        },
      },
      options: {
        responses: { '200': { description: '200 response', content: {} } },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: { default: { statusCode: '200' } },
          passthroughBehavior: 'when_no_match',
          contentHandling: 'CONVERT_TO_TEXT',
        },
      },
    },
    '/all': { 'x-amazon-apigateway-any-method': {} },
  },
  components: {
    schemas: { Empty: { type: 'object' } },
    securitySchemes: {
      guard: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': {
          type: 'token',
          authorizerUri: 'arn:aws:apigateway:eu-west-1:lambda:path/f',
          authorizerResultTtlInSeconds: 300,
        },
      },
      api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
    },
  },
  'x-amazon-apigateway-gateway-responses': { DEFAULT_5XX: { statusCode: 504, responseTemplates: { 'application/json': '{}' } } },
} as const;

const book = { cacheNamespace: 'r1', cacheKeyParameters: [], timeoutInMillis: 29000 };

export const RESOURCES = [
  { id: 'r0', path: '/' },
  {
    id: 'r1',
    path: '/orders/{id}',
    resourceMethods: {
      GET: {
        httpMethod: 'GET',
        authorizationType: 'CUSTOM',
        authorizerId: 'a1b2c3',
        apiKeyRequired: true,
        requestParameters: { 'method.request.path.id': false, 'method.request.querystring.full': false },
        methodResponses: {
          '200': { statusCode: '200', responseParameters: { 'method.response.header.ETag': false } },
          '404': { statusCode: '404', responseModels: { 'application/json': 'Empty' } },
        },
        methodIntegration: {
          ...book,
          type: 'HTTP',
          httpMethod: 'GET',
          uri: 'https://backend.example.com/{id}',
          connectionType: 'INTERNET',
          passthroughBehavior: 'WHEN_NO_TEMPLATES',
          requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
          requestTemplates: { 'application/json': null },
          integrationResponses: {
            '200': { statusCode: '200', responseParameters: { 'method.response.header.ETag': 'integration.response.header.ETag' } },
            '404': {
              statusCode: '404',
              selectionPattern: '4\\d{2}',
              contentHandling: 'CONVERT_TO_TEXT',
              responseTemplates: { 'application/json': '{}' },
            },
          },
        },
      },
      OPTIONS: {
        httpMethod: 'OPTIONS',
        authorizationType: 'NONE',
        apiKeyRequired: false,
        methodResponses: { '200': { statusCode: '200' } },
        methodIntegration: {
          ...book,
          type: 'MOCK',
          contentHandling: 'CONVERT_TO_TEXT',
          passthroughBehavior: 'WHEN_NO_MATCH',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          integrationResponses: { '200': { statusCode: '200' } },
        },
      },
    },
  },
  { id: 'r2', path: '/all', resourceMethods: { ANY: { httpMethod: 'ANY', authorizationType: 'NONE', apiKeyRequired: false } } },
] as const;

export const REST_API = { id: 'abcdef1234', name: 'orders', createdDate: '2026-11-20T10:00:00Z' } as const;
