import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAccessLog } from '../../../shared/logs/access-log.ts';

const ID = '0b9d3c52-6f1e-4d1c-9a51-3f5be1a7c0de';
const CLF =
  '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength $context.requestId $context.extendedRequestId';
const read = (format: string | undefined, message: string) => readAccessLog(format, [{ message }])[0]?.fields;

test('reads the CLF of a REST stage', () => {
  const line = `192.0.2.7 - - [28/Jul/2026:09:45:44 +0000] "GET /pets/{petId} HTTP/1.1" 502 36 ${ID} Kq3dXGfUrPEFV_g=`;
  const expected = {
    'identity.sourceIp': '192.0.2.7',
    requestTime: '28/Jul/2026:09:45:44 +0000',
    httpMethod: 'GET',
    resourcePath: '/pets/{petId}',
    protocol: 'HTTP/1.1',
    status: '502',
    responseLength: '36',
    requestId: ID,
    extendedRequestId: 'Kq3dXGfUrPEFV_g=',
  };
  expect(read(CLF, line)).toEqual(expected);
  expect(read(undefined, line)).toEqual(expected);
});

test('reads the CLF of an HTTP API, whose route key repeats the verb, with a failure text at its end', () => {
  const format =
    '$context.identity.sourceIp - - [$context.requestTime] "$context.httpMethod $context.routeKey $context.protocol" $context.status $context.responseLength $context.requestId $context.integrationErrorMessage';
  const text =
    "API Gateway doesn't have permissions to assume the IAM role configured on the integration. Check the permissions and try again.";
  for (const [route, verb] of [
    ['POST /orders', 'POST'],
    ['$default', 'GET'],
  ]) {
    const line = `192.0.2.7 - - [28/Jul/2026:09:45:44 +0000] "${verb} ${route} HTTP/1.1" 500 35 fQke_hDCDoEEMpw= ${text}`;
    const expected = { routeKey: route, httpMethod: verb, status: '500', requestId: 'fQke_hDCDoEEMpw=', 'integration.error': text };
    expect(read(format, line)).toMatchObject(expected);
    expect(read(undefined, line)).toMatchObject(expected);
  }
});

test('reads the JSON of the console', () => {
  const format =
    '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","status":"$context.status","bytes":$context.responseLength,"error":"$context.integration.error"}';
  const line = `{"requestId":"${ID}","ip":"192.0.2.7","status":"500","bytes":36,"error":"Execution failed due to configuration error: Rate Exceeded."}`;
  expect(read(format, line)).toEqual({
    requestId: ID,
    'identity.sourceIp': '192.0.2.7',
    status: '500',
    responseLength: '36',
    'integration.error': 'Execution failed due to configuration error: Rate Exceeded.',
    integrationErrorMessage: 'Execution failed due to configuration error: Rate Exceeded.',
  });
});

test('reads CSV and XML', () => {
  expect(
    read(
      '$context.identity.sourceIp,$context.requestTime,$context.status,$context.requestId',
      `192.0.2.7,28/Jul/2026:09:45:44 +0000,504,${ID}`,
    ),
  ).toEqual({
    'identity.sourceIp': '192.0.2.7',
    requestTime: '28/Jul/2026:09:45:44 +0000',
    status: '504',
    requestId: ID,
  });
  const xml = '<request id="$context.requestId"> <ip>$context.identity.sourceIp</ip> <status>$context.status</status> </request>';
  expect(read(xml, `<request id="${ID}"> <ip>192.0.2.7</ip> <status>502</status> </request>`)).toEqual({
    requestId: ID,
    'identity.sourceIp': '192.0.2.7',
    status: '502',
  });
});

test('leaves a dash out: the request has no such value', () => {
  expect(read('$context.status $context.integration.error', '200 -')).toEqual({ status: '200' });
  expect(read('{"status":$context.integration.status,"id":"$context.requestId"}', `{"status":-,"id":"${ID}"}`)).toEqual({ requestId: ID });
});

test('finds what stands behind free text from the end of the line', () => {
  const format = '$context.error.message $context.status $context.requestTime $context.requestId';
  expect(read(format, `Internal server error 500 28/Jul/2026:09:45:44 +0000 ${ID}`)).toEqual({
    'error.message': 'Internal server error',
    status: '500',
    requestTime: '28/Jul/2026:09:45:44 +0000',
    requestId: ID,
  });
});

test('takes a message that holds quotes: values are not escaped', () => {
  const format = '{"error":"$context.integration.error","status":"$context.status"}';
  expect(read(format, '{"error":"Lambda Customer Function Error:{"code": "E1"}","status":"502"}')).toMatchObject({
    'integration.error': 'Lambda Customer Function Error:{"code": "E1"}',
    status: '502',
  });
});

test('takes a quoted messageString, which is never valid JSON, with a format and without', () => {
  const line = `{"text": ""Endpoint request timed out"", "error_messageString": ""Endpoint request timed out"", "status": "504"}`;
  const format =
    '{"text": "$context.error.messageString", "error_messageString": "$context.error.messageString", "status": "$context.status"}';
  const expected = { 'error.messageString': 'Endpoint request timed out', status: '504' };
  expect(read(format, line)).toEqual(expected);
  expect(read(undefined, line)).toMatchObject(expected);
});

test('reads JSON by the keys of the format when somebody has reformatted it', () => {
  const format = '{"id":"$context.requestId","inner":{"s":"$context.status"}}';
  expect(read(format, JSON.stringify({ inner: { s: '500' }, id: ID }, undefined, 2))).toEqual({ requestId: ID, status: '500' });
});

test.each([
  ['error_message', 'error.message'],
  ['errorResponseType', 'error.responseType'],
  ['integration_error', 'integration.error'],
  ['integrationError', 'integration.error'],
  ['integration_status', 'integration.status'],
  ['integration_requestId', 'integration.requestId'],
  ['authError', 'authorizer.error'],
  ['wafStatus', 'waf.status'],
  ['ip', 'identity.sourceIp'],
])('without a format, the JSON key %s stands for %s', (key, name) => {
  expect(read(undefined, JSON.stringify({ [key]: 'x' }))).toMatchObject({ [name]: 'x' });
});

test('without a format, nested JSON keys spell the variable together', () => {
  expect(read(undefined, JSON.stringify({ error: { message: 'x' }, status: 500 }))).toMatchObject({ 'error.message': 'x', status: '500' });
});

test('integrationStatus is a variable of its own unless a sibling says otherwise', () => {
  expect(read(undefined, '{"integrationStatus":"200"}')).toMatchObject({ integrationStatus: '200' });
  expect(read(undefined, '{"integrationStatus":"502","integrationIntegrationStatus":"200"}')).toMatchObject({
    'integration.status': '502',
    'integration.integrationStatus': '200',
  });
});

test('without a format, cells are told by their looks', () => {
  const cells = [
    '2026-06-04 18:49:48.942',
    '192.0.2.10',
    'service',
    '/health',
    'INTEGRATION_FAILURE',
    'Internal server error',
    'Lambda Customer Function Error:boom',
  ];
  expect(read(undefined, cells.join('\t'))).toMatchObject({
    'identity.sourceIp': '192.0.2.10',
    path: '/health',
    'error.responseType': 'INTEGRATION_FAILURE',
    'error.message': 'Internal server error',
    'integration.error': 'Lambda Customer Function Error:boom',
  });
  expect(read(undefined, 'API_CONFIGURATION_ERROR')).toEqual({ 'error.responseType': 'API_CONFIGURATION_ERROR' });
});

test.for([
  {
    form: 'keys of unknown meaning',
    line: `{"rid":"${ID}","code":"502","ms":"12","why":"Lambda Customer Function Error:boom, twice"}`,
    fields: { requestId: ID, status: '502', 'integration.error': 'Lambda Customer Function Error:boom, twice' },
  },
  {
    form: 'pairs',
    line: `rid=${ID} status=502 method=GET err=Lambda Customer Function Error:boom, twice latency=12`,
    fields: { requestId: ID, status: '502', httpMethod: 'GET', 'integration.error': 'Lambda Customer Function Error:boom, twice' },
  },
  {
    form: 'cells between bars',
    line: `${ID}|GET|/orders|502|Lambda Customer Function Error:boom, twice`,
    fields: { requestId: ID, httpMethod: 'GET', path: '/orders', 'integration.error': 'Lambda Customer Function Error:boom, twice' },
  },
  {
    form: 'quoted cells',
    line: `"${ID}","GET","502","Lambda Customer Function Error:boom, twice"`,
    fields: { requestId: ID, status: '502', 'integration.error': 'Lambda Customer Function Error:boom, twice' },
  },
  {
    form: 'words',
    line: `${ID} GET /orders 502 Lambda Customer Function Error:boom, twice`,
    fields: { requestId: ID, status: '502', path: '/orders', 'integration.error': 'Lambda Customer Function Error:boom, twice' },
  },
  {
    form: 'words and a quoted phrase, without a failure text',
    line: `${ID} GET /orders 504 INTEGRATION_TIMEOUT "Endpoint request timed out" 29008`,
    fields: { requestId: ID, status: '504', 'error.message': 'Endpoint request timed out', 'error.responseType': 'INTEGRATION_TIMEOUT' },
  },
  {
    form: 'XML',
    line: `<request id="${ID}"> <httpMethod>GET</httpMethod> <status>502</status> <why>Lambda Customer Function Error:boom, twice</why> </request>`,
    fields: { requestId: ID, status: '502', 'integration.error': 'Lambda Customer Function Error:boom, twice' },
  },
])('without a format, reads $form', ({ line, fields }) => {
  expect(read(undefined, line)).toMatchObject(fields);
});

test('without a format, two statuses under keys of unknown meaning are none', () => {
  expect(read(undefined, '{"a":"500","b":"403"}')?.status).toBeUndefined();
});

test('without a format, a key that spells a variable says that it is absent', () => {
  const line = `{"requestId":"${ID}","integrationError":"-","mine":"-"}`;
  expect(readAccessLog(undefined, [{ message: line }])[0]?.absent).toEqual(['integration.error']);
});

test('falls back to guessing when the line was not written with the format', () => {
  expect(read('$context.requestId|$context.status', '{"status":"500"}')).toEqual({ status: '500' });
});

test('keeps the line, its request id and its time', () => {
  expect(
    readAccessLog(undefined, [
      { message: `{"requestId":"${ID}","requestTime":"28/Jul/2026:09:45:44 +0200"}` },
      { timestamp: 5, message: '?' },
    ]),
  ).toMatchObject([
    { line: { source: 'access-log', requestId: ID, at: new Date('2026-07-28T07:45:44Z') } },
    { fields: {}, line: { text: '?', at: new Date(5) } },
  ]);
});

test('reads back what any format of quoted values has written', () => {
  const names = ['requestId', 'status', 'httpMethod', 'responseLength', 'integration.latency', 'error.message', 'integration.requestId'];
  const separator = fc.constantFrom(' ', ' | ', ',', '\t', '" "', '; ');
  const value = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/);
  fc.assert(
    fc.property(
      fc.shuffledSubarray(names, { minLength: 1 }),
      separator,
      fc.array(value, { minLength: 7, maxLength: 7 }),
      (chosen, between, values) => {
        const format = `<${chosen.map((name) => `$context.${name}`).join(between)}>`;
        const line = `<${chosen.map((_, index) => values[index]).join(between)}>`;
        expect(read(format, line)).toMatchObject(Object.fromEntries(chosen.map((name, index) => [name, values[index]])));
      },
    ),
  );
});

test('a JSON line without a format tells which variables are left empty', () => {
  const line = `{"requestId":"${ID}","status":"200","integrationLatency":"-","error":{"message":"-"},"wafResponseCode":"WAF_ALLOW"}`;
  const [record] = readAccessLog(undefined, [{ message: line }]);
  expect(record?.absent).toEqual(['integrationLatency', 'error.message']);
});
