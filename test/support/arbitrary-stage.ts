import fc from 'fast-check';
import type { EndpointAnswer, GatewayRequest } from '../../shared/gateway/exchange.ts';
import type { ApiSnapshot, GatewayResponse, Integration, IntegrationResponse, Method, StageSettings } from '../../shared/model/api.ts';

const LAMBDA = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:f/invocations';

const mediaType = fc.constantFrom(
  'application/json',
  'text/plain',
  'image/png',
  'image/*',
  '*/*',
  '$default',
  'application/*',
  'nonsense',
  '',
);
const status = fc.constantFrom('200', '201', '400', '404', '500', '502');
const contentHandling = fc.constantFrom('NONE', 'CONVERT_TO_BINARY', 'CONVERT_TO_TEXT');

const TEMPLATES = [
  '',
  '{"statusCode": 200}',
  '{statusCode: 4, }',
  '$input.json("$")',
  "$input.path('$.a.b[0]')",
  '#foreach($k in $input.params().header.keySet())$k=$input.params($k);#end',
  '#set($context.responseOverride.status = 418)x',
  '#set($context.responseOverride.status = $input.body)x',
  '#set($context.requestOverride.path.id = $input.body)#set($context.requestOverride.header.Host = "x"){}',
  '#set($context.requestOverride.header.a = 1)#set($context.requestOverride.header.a = 2)',
  '$util.urlDecode($input.body)$util.parseJson($input.body)',
  '$context.identity.sourceIp $context $stageVariables',
  '#if(',
  'costs $',
];
const template = fc.oneof(fc.constantFrom(...TEMPLATES), fc.string());
const templates = fc.option(fc.dictionary(mediaType, template, { maxKeys: 3 }), { nil: undefined });

const SOURCES = [
  "'static'",
  'method.request.path.id',
  'method.request.querystring.q',
  'method.request.multivalueheader.X-A',
  'method.request.header.Host',
  'method.request.body',
  'method.request.body.a.b',
  'method.request.body.$.[',
  'integration.response.header.Date',
  'integration.response.body.a',
  'integration.response.body',
  'stageVariables.v',
  'context.identity.sourceIp',
  'context.requestOverride.header',
  'unquoted',
];
const source = fc.oneof(fc.constantFrom(...SOURCES), fc.string());
const name = fc.oneof(
  fc.constantFrom('id', 'q', 'X-A', 'Content-Length', 'Host', 'Date', '__proto__', 'constructor'),
  fc.string({ minLength: 1 }),
);
const requestTarget = fc
  .tuple(fc.constantFrom('path', 'querystring', 'header'), name)
  .map(([where, what]) => `integration.request.${where}.${what}`);
const responseTarget = name.map((what) => `method.response.header.${what}`);

const PATTERNS = ['', '2\\d{2}', '.*', '4|5\\d{2}', '(a+)+$', '(?<=x)y', '[', '(\\n|.)+', 'Not found.*', '(?s).+'];
const entry: fc.Arbitrary<IntegrationResponse> = fc.record(
  {
    selectionPattern: fc.oneof(fc.constantFrom(...PATTERNS), fc.string()),
    statusCode: status,
    contentHandling,
    responseTemplates: fc.dictionary(mediaType, template, { maxKeys: 2 }),
    responseParameters: fc.dictionary(responseTarget, source, { maxKeys: 3 }),
  },
  { requiredKeys: ['selectionPattern', 'statusCode'] },
);

const URIS = [
  LAMBDA,
  'https://backend.example.com/{id}?x=1',
  'https://${stageVariables.v}/a',
  'https://${stageVariables.none}',
  'http://10.0.0.1:99999/',
  'arn:aws:apigateway:eu-west-1:s3:path/bucket/{id}',
  'arn:aws:apigateway:eu-west-1:kinesis:action/PutRecord',
  'arn:aws:apigateway:::',
  'not a uri',
];

const integration: fc.Arbitrary<Integration> = fc
  .record(
    {
      type: fc.constantFrom('MOCK', 'AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY'),
      uri: fc.oneof(fc.constantFrom(...URIS), fc.string()),
      httpMethod: fc.constantFrom('POST', 'GET', 'ANY'),
      contentHandling,
      passthroughBehavior: fc.constantFrom('WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'),
      connectionType: fc.constantFrom('INTERNET', 'VPC_LINK'),
      requestTemplates: templates,
      requestParameters: fc.dictionary(requestTarget, source, { maxKeys: 4 }),
      responses: fc.array(entry, { maxLength: 4 }),
    },
    { requiredKeys: ['type'] },
  )
  .map(({ requestTemplates, ...rest }) => ({ ...rest, ...(requestTemplates && { requestTemplates }) }));

const method: fc.Arbitrary<Method> = fc.record(
  {
    path: fc.constantFrom('/', '/a', '/a/{id}', '/{id}', '/{proxy+}', '/a/{proxy+}'),
    verb: fc.constantFrom('GET', 'POST', 'ANY'),
    apiKeyRequired: fc.boolean(),
    authorizationType: fc.constantFrom('NONE', 'AWS_IAM'),
    requestParameters: fc.dictionary(
      requestTarget.map((target) => target.replace('integration', 'method')),
      fc.boolean(),
      { maxKeys: 2 },
    ),
    requestModels: fc.dictionary(mediaType, fc.constantFrom('A', 'B', 'C', 'none'), { maxKeys: 2 }),
    requestValidatorId: fc.constantFrom('v', 'none'),
    responses: fc.dictionary(status, fc.constant({}), { maxKeys: 4 }),
    integration: fc.oneof({ weight: 9, arbitrary: integration }, { weight: 1, arbitrary: fc.constant('NONE' as const) }),
  },
  { requiredKeys: ['path', 'verb'] },
);

const MODELS = {
  A: {
    schema: '{"type":"object","required":["a"],"properties":{"a":{"$ref":"#/definitions/B"},"s":{"type":"string","pattern":"^(x+)+$"}}}',
  },
  B: { anyOf: [{ $ref: '#/definitions/A' }, { type: 'array', items: { $ref: '#/definitions/B' } }, { type: 'integer' }] },
  C: { $ref: '#/definitions/C' },
};

const gatewayResponse: fc.Arbitrary<GatewayResponse> = fc.record(
  {
    responseType: fc.constantFrom('DEFAULT_4XX', 'DEFAULT_5XX', 'API_CONFIGURATION_ERROR', 'MISSING_AUTHENTICATION_TOKEN'),
    statusCode: status,
    responseTemplates: fc.dictionary(
      mediaType,
      fc.constantFrom('$context.error.messageString', '${method.request.header.Host}', '$context.a.b'),
      { maxKeys: 2 },
    ),
    responseParameters: fc.dictionary(
      name.map((what) => `gatewayresponse.header.${what}`),
      source,
      { maxKeys: 2 },
    ),
  },
  { requiredKeys: ['responseType'] },
);

export const arbitraryApi: fc.Arbitrary<ApiSnapshot> = fc.record({
  kind: fc.constant('REST'),
  methods: fc.array(method, { minLength: 1, maxLength: 5 }),
  binaryMediaTypes: fc.array(mediaType, { maxLength: 3 }),
  gatewayResponses: fc.array(gatewayResponse, { maxLength: 2 }),
  models: fc.constant(MODELS),
  requestValidators: fc.constant({ v: { validateRequestBody: true, validateRequestParameters: true } }),
});

export const arbitrarySettings: fc.Arbitrary<StageSettings> = fc.record(
  {
    stageName: fc.constant('prod'),
    variables: fc.dictionary(fc.constantFrom('v', 'w'), fc.string(), { maxKeys: 2 }),
    canary: fc.record({ percentTraffic: fc.constantFrom(0, 100), variables: fc.constant({ v: 'canary' }) }),
  },
  { requiredKeys: ['stageName'] },
);

const BODIES = [
  '',
  '{}',
  '{"a": 1}',
  '{"a": {"b": [1, 2]}}',
  '{"a":',
  '[[[[[1]]]]]',
  'text',
  'aGVsbG8=',
  '{"statusCode": 200}',
  '{"errorMessage": "Not found"}',
];
const bytes = fc.oneof(
  fc.constantFrom(...BODIES).map((text) => new TextEncoder().encode(text)),
  fc.string().map((text) => new TextEncoder().encode(text)),
  fc.uint8Array({ maxLength: 64 }),
);
const header = fc.tuple(
  fc.oneof(
    fc.constantFrom('Content-Type', 'Accept', 'Host', 'X-A', 'X-HTTP-Method-Override', 'X-Amzn-Trace-Id', 'x-api-key', 'Authorization'),
    fc.string({ minLength: 1 }),
  ),
  fc.oneof(mediaType, fc.constantFrom('image/png, text/html', 'Root=1-a;Sampled=1', 'DELETE'), fc.string()),
);
const fields = fc.array(header, { maxLength: 6 });

export const arbitraryRequest: fc.Arbitrary<GatewayRequest> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'OPTIONS', 'get'),
  path: fc.oneof(fc.constantFrom('/', '/a', '/a/1', '//a//b/', '/a/%2F', '', '/a?x#y'), fc.string()),
  headers: fields,
  query: fields,
  body: bytes,
});

const answered = { headers: fields, body: bytes };

export const arbitraryEndpoint: fc.Arbitrary<EndpointAnswer | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({ kind: fc.constant('answered' as const), status: fc.integer({ min: 100, max: 599 }), ...answered }),
  fc.record({ kind: fc.constant('function-error' as const), ...answered }),
  fc.constantFrom<EndpointAnswer>(
    { kind: 'throttled' },
    { kind: 'refused', reason: 'invoke-permission' },
    { kind: 'refused', reason: 'assume-role', role: 'arn:aws:iam::123456789012:role/r' },
    { kind: 'unreachable' },
    { kind: 'unresolvable' },
    { kind: 'vpc-link-error' },
    { kind: 'tls', failure: { kind: 'tls-failed' } },
    { kind: 'timeout' },
    { kind: 'too-large', bytes: 20_000_000 },
  ),
);
