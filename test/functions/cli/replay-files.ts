const LAMBDA =
  'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:$' +
  '{stageVariables.fn}/invocations';

const proxy = { type: 'aws_proxy', httpMethod: 'POST', uri: LAMBDA, passthroughBehavior: 'when_no_match' };

const mock = (template: string) => ({
  responses: { '200': { description: 'ok' } },
  'x-amazon-apigateway-integration': {
    type: 'mock',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: { default: { statusCode: '200', responseTemplates: { 'application/json': template } } },
  },
});

const paths = {
  '/parcels/{id}': {
    get: { responses: {}, 'x-amazon-apigateway-integration': proxy },
    put: {
      responses: { '200': { description: 'ok' } },
      'x-amazon-apigateway-integration': {
        type: 'http',
        httpMethod: 'PUT',
        uri: 'https://parcels.example.com/v2/parcels?dry=true',
        passthroughBehavior: 'never',
        requestTemplates: { 'application/json': '{"parcel": $input.json("$")}' },
        responses: { default: { statusCode: '200' }, '4\\d{2}': { statusCode: '404' } },
      },
    },
  },
  '/greeting': { get: mock('{"hello": "$input.params("name")", "to": "$stageVariables.audience"}') },
  '/label': {
    get: {
      responses: { '200': { description: 'ok' } },
      'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'GET', uri: 'https://labels.example.com/label.png' },
    },
    options: mock(''),
  },
};

const extensions = { 'x-amazon-apigateway-binary-media-types': ['image/png'] };

const stageVariables = { fn: 'parcels', audience: 'everybody' };

/** The files that the tests of `replay` give: written to a folder of their own. */
export const REPLAY_FILES: Readonly<Record<string, string>> = {
  'oas30.json': JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'parcels', version: '1' },
    servers: [{ url: 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/{basePath}', variables: { basePath: { default: '/live' } } }],
    paths,
    ...extensions,
  }),
  'swagger.json': JSON.stringify({
    swagger: '2.0',
    info: { title: 'parcels', version: '1' },
    host: 'a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com',
    basePath: '/live',
    paths,
    ...extensions,
  }),
  'incident.json': JSON.stringify({
    version: 1,
    api: { kind: 'REST', id: 'a1b2c3d4e5', stage: 'live', region: 'eu-west-1', account: '123456789012' },
    config: {
      stage: { stageName: 'live', variables: stageVariables },
      deployed: { openapi: '3.0.1', info: { title: 'parcels', version: '1' }, paths, ...extensions },
    },
  }),
  'domains.json': JSON.stringify({
    version: 1,
    api: { kind: 'REST', id: 'a1b2c3d4e5', stage: 'live' },
    config: {
      deployed: { openapi: '3.0.1', info: { title: 'parcels', version: '1' }, paths },
      domains: [
        {
          domainName: 'api.example.com',
          mappings: [
            { basePath: 'v1', restApiId: 'a1b2c3d4e5', stage: 'live' },
            { basePath: 'v2', restApiId: 'f6g7h8i9j0', stage: 'next' },
          ],
        },
      ],
    },
  }),
  'working-copy.json': JSON.stringify({
    version: 1,
    api: { kind: 'REST', stage: 'live' },
    config: {
      resources: [
        {
          path: '/greeting',
          resourceMethods: {
            GET: {
              requestValidatorId: 'abc123',
              methodResponses: { '200': {} },
              methodIntegration: {
                type: 'MOCK',
                requestTemplates: { 'application/json': '{"statusCode": 200}' },
                integrationResponses: { '200': { statusCode: '200' } },
              },
            },
          },
        },
      ],
    },
  }),
  'partial.json': JSON.stringify({
    version: 1,
    api: { kind: 'REST', stage: 'live' },
    config: {
      resources: [
        {
          path: '/noted',
          resourceMethods: {
            GET: { methodIntegration: { type: 'AWS_PROXY' } },
            POST: { methodIntegration: { type: 'AWS' } },
            PUT: { methodIntegration: {} },
          },
        },
      ],
    },
  }),
  'http-api.json': JSON.stringify({ openapi: '3.0.1', info: {}, paths, 'x-amazon-apigateway-importexport-version': '1.0' }),
  'http-incident.json': JSON.stringify({ version: 1, api: { kind: 'HTTP' } }),
  'no-methods.json': JSON.stringify({ version: 1, api: { kind: 'REST' } }),
  'no-paths.json': JSON.stringify({ openapi: '3.0.1', info: {} }),
  'no-extensions.json': JSON.stringify({ openapi: '3.0.1', info: {}, paths: { '/a': { get: { responses: {} } } } }),
  'export.yaml': 'openapi: 3.0.1\ninfo:\n  title: parcels\n',
  'list.json': '[]',
  'cut.json': '{"openapi": "3.0.1", "pa',
  'garbage.json': '{"openapi": nonsense}',
  'other.json': '{"name": "parcels"}',
  'empty.json': '\n',
  'get.http': 'GET /parcels/7?full=yes HTTP/1.1\nAccept: application/json\n',
  'put.http': 'PUT /parcels/7\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{"weight": 2}\n',
  'request.json': JSON.stringify({ method: 'get', path: '/parcels/7', headers: { Accept: ['application/json'] }, query: { full: 'yes' } }),
  'upload.json': JSON.stringify({ request: { method: 'PUT', path: '/parcels/7', headers: {}, body: { base64: '/9j/' } } }),
  'no-line.http': 'hello\n',
  'no-header.http': 'GET /a\nno header here\n\n',
  'short.http': 'PUT /a\nContent-Length: 99\n\nshort\n',
  'no-path.json': '{"method": "GET"}',
  'no-verb.json': '{"method": 7, "path": "/a"}',
  'bad-headers.json': '{"path": "/a", "headers": {"Accept": {}}}',
  'bad-base64.json': '{"path": "/a", "body": {"base64": "%"}}',
  'answer.json': JSON.stringify({ kind: 'lambda', output: { statusCode: 200, body: 'hello' }, functionError: null }),
  'malformed.json': JSON.stringify({ kind: 'lambda', output: '{"ok": true}' }),
  'thrown.json': JSON.stringify({
    kind: 'lambda',
    body: { text: '{"errorMessage": "out of stamps"}' },
    functionError: 'Unhandled',
  }),
  'label.json': JSON.stringify({
    kind: 'http',
    status: 200,
    headers: { 'Content-Type': ['image/png'] },
    body: { base64: 'iVBORw0KGgo=' },
  }),
  'hostile.json': JSON.stringify({ kind: 'http', status: 503, headers: { 'Content-Type': 'text/plain' }, output: 'a\u001B[2Jb' }),
  'not-found.json': JSON.stringify({ endpoint: { kind: 'http', status: 404, headers: {}, output: 'none' } }),
  'timeout.json': '{"kind": "timeout"}',
  'no-kind.json': '{"kind": "carrier-pigeon"}',
  'no-output.json': '{"kind": "lambda"}',
  'bad-status.json': '{"kind": "http", "status": "many"}',
  'output.json': '{"statusCode": 201, "body": "made"}\n',
};
