import { expect, test } from 'vitest';
import { gatewayResponseFault, gatewayResponseFor, isLeftBy } from '../../../shared/gateway/gateway-response-rules.ts';

const json = (text: string) => ({ responseType: 'DEFAULT_5XX', responseTemplates: { 'application/json': text } });

test.each([
  '{"message":$context.error.messageString}',
  '{"message":"$context.error.message","status":$context.status,"id":"${context.requestId}"}',
  '',
])('%j can work', (template) => {
  expect(gatewayResponseFault(json(template))).toBeUndefined();
});

test.each([
  ['{"message":"$context.error.messageString"}', 'broken-json'],
  ['{"message":$context.error.message}', 'broken-json'],
  ['not available', 'broken-json'],
  ['#set($a = 1){"a":$a}', 'velocity'],
  ['{"id":"$input.params(\'id\')"}', 'velocity'],
  ['{"id":"$util.escapeJavaScript($context.error.message)"}', 'velocity'],
] as const)('%j cannot: %s', (text, kind) => {
  expect(gatewayResponseFault(json(text))).toEqual({ kind, at: 'application/json', text });
});

test('text that is not meant as JSON, and static headers in single quotes, are fine', () => {
  const response = {
    responseType: 'DEFAULT_4XX',
    responseTemplates: { 'text/plain': 'not available' },
    responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'", 'gatewayresponse.header.Id': 'context.requestId' },
  };
  expect(gatewayResponseFault(response)).toBeUndefined();
});

test('a static header without quotes is read as an expression', () => {
  const at = 'gatewayresponse.header.Access-Control-Allow-Origin';
  expect(gatewayResponseFault({ responseType: 'DEFAULT_4XX', responseParameters: { [at]: '*' } })).toEqual({
    kind: 'unquoted-header',
    at,
    text: '*',
  });
});

test.each([
  ['{"message": $context.error.message}', '{"message":Internal server error}', true],
  ['{"message": $context.error.message, "id": "$context.requestId"}', '{"message":no,\n "id":"7"}', true],
  ['{"message": $context.error.message}', 'Internal server error', false],
  ['{"message": $context.error.message}', '{"message":no} and more', false],
  ['$context.error.message', 'anything', false],
] as const)('%j may have left %j: %s', (template, body, expected) => {
  expect(isLeftBy(template, body)).toBe(expected);
});

test("GR-1 a type's own entry comes first, then that of its class; what nobody touched counts as none", () => {
  const own = { responseType: 'INTEGRATION_TIMEOUT', statusCode: '503' };
  const five = { responseType: 'DEFAULT_5XX', statusCode: '500' };
  const four = { responseType: 'DEFAULT_4XX', defaultResponse: true };
  const all = [own, five, four];
  expect(gatewayResponseFor(all, { type: 'INTEGRATION_TIMEOUT', status: 504 })).toBe(own);
  expect(gatewayResponseFor(all, { type: 'INTEGRATION_FAILURE', status: 504 })).toBe(five);
  expect(gatewayResponseFor(all, { status: 500 })).toBe(five);
  expect(gatewayResponseFor(all, { status: 403 })).toBeUndefined();
});
