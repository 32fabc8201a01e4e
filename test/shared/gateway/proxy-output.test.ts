import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isErrorDocument, isServiceRefusal, readErrorDocument, readServiceRefusal } from '../../../shared/gateway/lambda-documents.ts';
import { checkProxyOutput, hasDecodableBody, PROXY_RULES, type ProxyFlavour } from '../../../shared/gateway/proxy-output.ts';

test.each([
  ['{}', { status: 200, body: '' }],
  ['{"statusCode":200}', { status: 200, body: '' }],
  ['{"statusCode":"201"}', { status: 201 }],
  ['{"headers":{"x-a":"b"}}', { status: 200, headers: { 'x-a': 'b' } }],
  ['{"statusCode":200,"headers":null,"body":null}', { headers: {}, body: '' }],
  ['{"headers":{"a":true,"b":1,"c":null}}', { headers: { a: 'true', b: '1', c: '' } }],
  ['{"multiValueHeaders":{"X-A":["1","2"]},"headers":{"x-a":"3"}}', { headers: { 'X-A': '1, 2, 3' } }],
  ['{"statusCode":200,"base64Encoded":true,"body":"YQ=="}', { isBase64Encoded: false }],
  ['{"statusCode":200,"isBase64Encoded":true,"body":"YQ=="}', { isBase64Encoded: true, body: 'YQ==' }],
] as const)('LP-10 REST takes %s', (output, expected) => {
  expect(checkProxyOutput(output, 'REST')).toMatchObject({ ok: true, ...expected });
});

test.each([
  ['{"statusCode":"test"}', 'statusCode', 'string', 'test', 'status-code'],
  ['{"statusCode":true}', 'statusCode', 'boolean', true, 'status-code'],
  ['{"statusCode":200,"headers":[]}', 'headers', 'array', [], 'headers-not-an-object'],
  ['{"statusCode":200,"headers":{"A":"1","Set-Cookie":["a","b"]}}', 'headers.Set-Cookie', 'array', ['a', 'b'], 'header-value'],
  ['{"statusCode":200,"headers":{"A":{"b":1}}}', 'headers.A', 'object', { b: 1 }, 'header-value'],
  ['{"statusCode":200,"multiValueHeaders":{"A":"b"}}', 'multiValueHeaders.A', 'string', 'b', 'multi-value-headers'],
  ['{"statusCode":200,"multiValueHeaders":{"A":[{"b":1}]}}', 'multiValueHeaders.A', 'array', [{ b: 1 }], 'multi-value-headers'],
  ['{"statusCode":200,"body":{"a":1}}', 'body', 'object', { a: 1 }, 'body'],
  ['{"statusCode":200,"body":{"type":"Buffer","data":[1]}}', 'body', 'object', { type: 'Buffer', data: [1] }, 'body'],
  ['{"statusCode":200,"body":7}', 'body', 'number', 7, 'body-scalar'],
  ['{"statusCode":200,"cookies":[]}', 'cookies', 'array', [], 'unknown-key'],
  ['{"statusCode":200,"ok":true}', 'ok', 'boolean', true, 'unknown-key'],
  ['{"errorMessage":"x"}', 'errorMessage', 'string', 'x', 'unknown-key'],
  ['null', '$', 'null', null, 'not-an-object'],
  ['"text"', '$', 'string', 'text', 'not-an-object'],
  ['[1]', '$', 'array', [1], 'not-an-object'],
  ['<html>', '$', 'no JSON', '<html>', 'not-json'],
  ['', '$', 'nothing', '', 'not-json'],
  ['{"statusCode":200,"isBase64Encoded":"true"}', 'isBase64Encoded', 'string', 'true', 'base64-flag-scalar'],
] as const)('LP-10 REST refuses %s at %s', (output, field, found, value, rule) => {
  expect(checkProxyOutput(output, 'REST')).toEqual({ ok: false, field, found, value, rule });
});

test.each([
  ['{"hello":"world"}', { status: 200, body: '{"hello":"world"}', headers: { 'content-type': 'application/json' } }],
  ['"text"', { status: 200, body: 'text' }],
  ['{"statusCode":201,"cookies":["a=b"],"unknown":1}', { status: 201 }],
  ['{"statusCode":200,"multiValueHeaders":{"a":"ignored"},"headers":{"b":"c"}}', { headers: { b: 'c' } }],
] as const)('payload 2.0 takes %s', (output, expected) => {
  expect(checkProxyOutput(output, 'HTTP-2.0')).toMatchObject({ ok: true, ...expected });
});

test.each([
  ['HTTP-2.0', '{"statusCode":200,"headers":{"set-cookie":["a","b"]}}', 'headers.set-cookie', 'header-value-2.0'],
  ['HTTP-2.0', '{"statusCode":200,"isBase64Encoded":null}', 'isBase64Encoded', 'base64-flag'],
  ['HTTP-2.0', '{"statusCode":200,"cookies":"a=b"}', 'cookies', 'cookies'],
  ['HTTP-2.0', '{"statusCode":200,"body":{"a":1}}', 'body', 'body'],
  ['HTTP-1.0', '{"body":"x"}', 'statusCode', 'status-code-missing'],
  ['HTTP-1.0', 'null', '$', 'not-an-object'],
  ['WEBSOCKET', 'null', '$', 'websocket-shape'],
  ['WEBSOCKET', '{"body":"x"}', 'statusCode', 'websocket-shape'],
] as const)('%s refuses %s at %s', (flavour, output, field, rule) => {
  expect(checkProxyOutput(output, flavour)).toMatchObject({ ok: false, field, rule });
});

test('HTTP payload 1.0 and WebSocket take unknown keys', () => {
  expect(checkProxyOutput('{"statusCode":200,"extra":1}', 'HTTP-1.0')).toMatchObject({ ok: true });
  expect(checkProxyOutput('{"statusCode":200,"extra":1}', 'WEBSOCKET')).toMatchObject({ ok: true });
});

test('a flagged body is decodable or not', () => {
  expect(hasDecodableBody({ body: 'YQ==' })).toBe(true);
  expect(hasDecodableBody({ body: 'plain text' })).toBe(false);
});

test('every output is judged under every flavour, and a refusal rests on a rule', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.json()),
      fc.constantFrom<ProxyFlavour>('REST', 'HTTP-1.0', 'HTTP-2.0', 'WEBSOCKET'),
      (output, flavour) => {
        const checked = checkProxyOutput(output, flavour);
        if (checked.ok) expect(Number.isInteger(checked.status)).toBe(true);
        else expect(PROXY_RULES[checked.rule].text).not.toBe('');
      },
    ),
  );
});

test('deep nesting does not break the check', () => {
  const depth = 200_000;
  expect(checkProxyOutput(`${'['.repeat(depth)}${']'.repeat(depth)}`, 'HTTP-2.0').ok).toBe(true);
});

test.each([
  ['{"errorMessage":"boom","errorType":"Error","stackTrace":["at x"]}', { errorMessage: 'boom', errorType: 'Error' }],
  ['{"errorMessage":"2026-11-20T10:00:00Z 7e Task timed out after 3.00 seconds"}', { errorMessage: expect.stringContaining('timed out') }],
  ['{"errorType":"Runtime.ExitError","errorMessage":""}', { errorMessage: '', errorType: 'Runtime.ExitError' }],
])('%s is an error document', (output, expected) => {
  expect(readErrorDocument(output)).toEqual(expected);
});

test.each(['{"errorMessage":"x","statusCode":400}', '{"message":"x"}', '{"errorMessage":{"a":1}}', 'null', '"errorMessage"', '{}', 'x'])(
  '%s is no error document',
  (output) => {
    expect(isErrorDocument(output)).toBe(false);
  },
);

test('a refusal of the Lambda service is told from an answer of the function', () => {
  expect(
    readServiceRefusal('{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}'),
  ).toEqual({
    message: 'Rate Exceeded.',
    type: 'User',
    reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  });
  expect(isServiceRefusal('{"Message":"An error occurred and the request cannot be processed.","Type":"Service"}')).toBe(true);
  expect(isServiceRefusal('{"Message":"KMS access was denied","Type":null}')).toBe(true);
  expect(isServiceRefusal('{"message":"Internal server error"}')).toBe(false);
  expect(isServiceRefusal('{"Type":"User","message":"x","order":1}')).toBe(false);
});
