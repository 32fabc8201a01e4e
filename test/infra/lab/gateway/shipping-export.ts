const FUNCTIONS = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:000000000000:function';

const proxy = (name: string) => ({
  'x-amazon-apigateway-integration': {
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: `${FUNCTIONS}:${name}/invocations`,
    passthroughBehavior: 'when_no_match',
    responses: { default: { statusCode: '200' } },
  },
  responses: { 200: { description: 'ok' } },
});

/** An export with one method of each kind that the lab serves. */
export const SHIPPING = {
  openapi: '3.0.1',
  info: { title: 'shipping', version: '1' },
  servers: [
    {
      url: 'https://sh1pp1ng00.execute-api.eu-west-1.amazonaws.com/{basePath}',
      variables: { basePath: { default: 'live' } },
    },
  ],
  paths: {
    '/health': {
      get: {
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          passthroughBehavior: 'when_no_match',
          responses: { default: { statusCode: '200', responseTemplates: { 'application/json': '{"up":true}' } } },
        },
        responses: { 200: { description: 'ok' } },
      },
    },
    '/parcels/{id}': { get: proxy('parcels') },
    '/labels': { post: proxy('labels') },
    '/orphan': { get: proxy('nobody-has-me') },
    '/slow': {
      get: {
        ...proxy('slow'),
        'x-amazon-apigateway-integration': { ...proxy('slow')['x-amazon-apigateway-integration'], timeoutInMillis: 50 },
      },
    },
    '/carriers/{name}': {
      get: {
        parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }],
        'x-amazon-apigateway-integration': {
          type: 'http',
          httpMethod: 'GET',
          uri: 'https://carriers.example.com/v2/{name}',
          requestParameters: { 'integration.request.path.name': 'method.request.path.name' },
          passthroughBehavior: 'when_no_match',
          responses: { default: { statusCode: '200' }, '404': { statusCode: '404' } },
        },
        responses: { 200: { description: 'ok' } },
      },
    },
    '/rates': {
      get: {
        'x-amazon-apigateway-integration': {
          type: 'http_proxy',
          httpMethod: 'GET',
          uri: 'https://rates.example.com/v1/rates',
          passthroughBehavior: 'when_no_match',
        },
        responses: {},
      },
    },
    '/quotes': {
      get: {
        'x-amazon-apigateway-integration': {
          type: 'aws',
          httpMethod: 'POST',
          uri: `${FUNCTIONS}:quotes/invocations`,
          requestTemplates: { 'application/json': '{}' },
          passthroughBehavior: 'when_no_match',
          responses: { default: { statusCode: '200' } },
        },
        responses: { 200: { description: 'ok' } },
      },
    },
    '/queue': {
      post: {
        'x-amazon-apigateway-integration': {
          type: 'aws',
          httpMethod: 'POST',
          uri: 'arn:aws:apigateway:eu-west-1:sqs:path/000000000000/parcels',
          credentials: 'arn:aws:iam::000000000000:role/gateway',
          requestTemplates: { 'application/json': 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)' },
          passthroughBehavior: 'never',
          responses: { default: { statusCode: '200' } },
        },
        responses: { 200: { description: 'ok' } },
      },
    },
  },
  'x-amazon-apigateway-gateway-responses': {
    DEFAULT_5XX: {
      responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
      responseTemplates: { 'application/json': '{"error":$context.error.messageString,"id":"$context.requestId"}' },
    },
  },
} as const;
