import { expect, test } from 'vitest';
import { configuredCorsHeaders, preflightProblem } from '../../../shared/gateway/cors.ts';

const asked = {
  Origin: 'https://shop.example.com',
  'Access-Control-Request-Method': 'PUT',
  'Access-Control-Request-Headers': 'content-type, x-trace',
};
const granted = {
  'access-control-allow-origin': 'https://shop.example.com',
  'access-control-allow-methods': 'GET,PUT',
  'access-control-allow-headers': 'Content-Type,X-Trace',
};

test.each([
  ['all that was asked', granted],
  ['stars', { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': '*', 'Access-Control-Allow-Headers': '*' }],
] as const)('a browser goes on after %s', (_, headers) => {
  expect(preflightProblem(asked, headers)).toBeUndefined();
});

test.each([
  [{}, 'The answer has no Access-Control-Allow-Origin.'],
  [
    { ...granted, 'access-control-allow-origin': 'https://www.example.com' },
    'Access-Control-Allow-Origin is https://www.example.com, and the page comes from https://shop.example.com.',
  ],
  [{ ...granted, 'access-control-allow-methods': 'GET' }, 'Access-Control-Allow-Methods (GET) does not hold PUT.'],
  [{ 'access-control-allow-origin': '*' }, 'Access-Control-Allow-Methods (absent) does not hold PUT.'],
  [{ ...granted, 'access-control-allow-headers': 'content-type' }, 'Access-Control-Allow-Headers (content-type) does not hold x-trace.'],
] as const)('an answer of %j stops it', (headers, problem) => {
  expect(preflightProblem(asked, headers)).toBe(problem);
});

test('GET, HEAD and POST need no permission by name, and a star does not cover Authorization', () => {
  const open = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
  expect(preflightProblem({ 'access-control-request-method': 'POST' }, open)).toBeUndefined();
  expect(preflightProblem({ 'access-control-request-headers': 'authorization' }, open)).toBe(
    'Access-Control-Allow-Headers (*) does not hold authorization.',
  );
});

test.each([
  ['https://shop.example.com', true],
  ['https://*', true],
  ['*', true],
  ['http://*', false],
  ['https://www.example.com', false],
] as const)('an HTTP API that lists %s answers https://shop.example.com: %s', (origin, answers) => {
  const headers = configuredCorsHeaders(
    { AllowOrigins: [origin], allowMethods: ['PUT'], allowHeaders: ['content-type', 'x-trace'] },
    asked,
  );
  expect(preflightProblem(asked, headers) === undefined).toBe(answers);
});
