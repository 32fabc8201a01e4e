import fc from 'fast-check';
import type { EndpointAnswer, GatewayRequest } from '../../shared/gateway/exchange.ts';
import { encodeUtf8 } from '../../shared/gateway/payload.ts';
import type { ApiSnapshot, Integration, IntegrationResponse, Method } from '../../shared/model/api.ts';

const LAMBDA = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:f/invocations';
const BACKEND = 'https://backend.example.com/orders';

const contentHandling = fc.constantFrom('NONE', 'CONVERT_TO_BINARY', 'CONVERT_TO_TEXT');
const mediaType = fc.constantFrom('*/*', 'image/png', 'image/*', 'application/json', 'application/octet-stream', 'multipart/form-data');
const responseTemplate = fc.constantFrom('', '{"id": $input.json("$.id")}', '$input.body', '{"message": "Internal error"}');
const requestTemplate = fc.constantFrom('{"statusCode": 200}', '{"statusCode": "200"}', '{}', '$input.body', '{"order": $input.json("$")}');

const entry: fc.Arbitrary<IntegrationResponse> = fc.record(
  {
    selectionPattern: fc.constantFrom('', '', '4\\d{2}', '[45]\\d{2}', '5*', '(\\n|.)+', 'Error', '.*Error.*'),
    statusCode: fc.constantFrom('200', '400', '500', '502'),
    contentHandling,
    responseTemplates: fc.dictionary(fc.constantFrom('application/json', 'text/plain'), responseTemplate, { maxKeys: 1 }),
    responseParameters: fc.constantFrom({}, { 'method.response.header.Access-Control-Allow-Origin': "'*'" }),
  },
  { requiredKeys: ['selectionPattern', 'statusCode'] },
);

/** One entry for each status, by status, as AWS holds them. */
const responses = fc
  .uniqueArray(entry, { selector: ({ statusCode }) => statusCode, maxLength: 3 })
  .map((all) => all.toSorted((a, b) => a.statusCode.localeCompare(b.statusCode)));

const shape = fc.constantFrom<Pick<Integration, 'type' | 'uri' | 'httpMethod'>>(
  { type: 'MOCK' },
  { type: 'AWS', uri: LAMBDA, httpMethod: 'POST' },
  { type: 'AWS', uri: LAMBDA, httpMethod: 'GET' },
  { type: 'AWS_PROXY', uri: LAMBDA, httpMethod: 'POST' },
  { type: 'HTTP', uri: BACKEND, httpMethod: 'POST' },
  { type: 'HTTP_PROXY', uri: BACKEND, httpMethod: 'POST' },
);

const integration: fc.Arbitrary<Integration> = fc
  .record({
    shape,
    contentHandling,
    passthroughBehavior: fc.constantFrom('WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'),
    requestTemplates: fc.dictionary(fc.constantFrom('application/json', 'text/plain'), requestTemplate, { maxKeys: 1 }),
    requestParameters: fc.constantFrom({}, {}, { 'integration.request.header.Expect': "'100-continue'" }),
    responses,
  })
  .map(({ shape: { type, ...called }, ...rest }) => ({ ...(type && { type }), ...called, ...rest }));

const CORS = { responseParameters: { 'method.response.header.Access-Control-Allow-Origin': false } };

const method = (path: string, verb: string): fc.Arbitrary<Method> =>
  fc.record({
    path: fc.constant(path),
    verb: fc.constant(verb),
    responses: fc.dictionary(fc.constantFrom('200', '400', '500', '502'), fc.constant(CORS), { maxKeys: 4 }),
    integration,
  });

/** A small API in which settings that people get wrong are often wrong. */
export const faultyApi: fc.Arbitrary<ApiSnapshot> = fc.record({
  kind: fc.constant('REST'),
  methods: fc.tuple(method('/orders', 'POST'), method('/orders', 'OPTIONS'), method('/orders/{id}', 'GET')),
  methodsComplete: fc.constant(true),
  binaryMediaTypes: fc.uniqueArray(mediaType, { maxLength: 2 }),
  gatewayResponses: fc.constant([]),
  models: fc.constant({}),
  requestValidators: fc.constant({}),
});

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff]);
const BASE64_PNG = 'iVBORw0KGgoAAAANSUhEUg==';

const accept = fc.constantFrom(undefined, '*/*', 'application/json', 'image/png', 'image/webp,image/png', 'text/html');
const sent = fc.constantFrom<readonly [string | undefined, Uint8Array]>(
  [undefined, new Uint8Array()],
  ['application/json', encodeUtf8('{"id":17}')],
  ['text/plain', encodeUtf8('seventeen')],
  ['image/png', PNG],
  ['application/x-www-form-urlencoded', encodeUtf8('id=17')],
);

export const callerOf: fc.Arbitrary<GatewayRequest> = fc
  .record({
    target: fc.constantFrom(
      { method: 'POST', path: '/orders' },
      { method: 'OPTIONS', path: '/orders' },
      { method: 'GET', path: '/orders/17' },
    ),
    accept,
    sent,
  })
  .map(({ target, accept: accepted, sent: [contentType, body] }) => ({
    ...target,
    headers: [
      ...(accepted === undefined ? [] : [['Accept', accepted] as const]),
      ...(contentType === undefined || target.method !== 'POST' ? [] : [['Content-Type', contentType] as const]),
    ],
    query: [],
    body: target.method === 'POST' ? body : new Uint8Array(),
  }));

const answered = (status: number, body: string, contentType = 'application/json'): EndpointAnswer => ({
  kind: 'answered',
  status,
  headers: [['Content-Type', contentType]],
  body: encodeUtf8(body),
});

/** What functions and backends answer, well and badly; each fits several types of integration. */
export const endpointAnswer: fc.Arbitrary<EndpointAnswer> = fc.constantFrom(
  answered(200, '{"statusCode":200,"body":"{\\"id\\":17}"}'),
  answered(200, `{"statusCode":200,"headers":{"content-type":"image/png"},"isBase64Encoded":true,"body":"${BASE64_PNG}"}`),
  answered(200, '{"statusCode":200,"body":{"id":17}}'),
  answered(200, '{"id":17}'),
  answered(404, '{"message":"none"}'),
  answered(503, '{"message":"later"}'),
  { kind: 'answered', status: 200, headers: [['Content-Type', 'image/png']], body: PNG },
  {
    kind: 'function-error',
    headers: [],
    body: encodeUtf8('{"errorMessage":"TypeError: no","errorType":"TypeError","trace":["at f (f.js:1)"]}'),
  },
);
