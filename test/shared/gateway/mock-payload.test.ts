import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mockStatusCode, renderMockTemplate } from '../../../shared/gateway/mock-payload.ts';

test.each([
  ['{"statusCode": 200}', 200],
  ['{statusCode: 200}', 200],
  ["{'statusCode': 404}", 404],
  ['\n{\n  "statusCode" : 200\n}\n', 200],
  ['{"statusCode": 0}', 0],
  ['{"statusCode": -1000}', -1000],
  ['{"statusCode": 200,}', 200],
  ['{"statusCode": 200} junk', 200],
  ["{statusCode: 200, it's}: [x y]}", 200],
  ['{"message": "a } b", "nested": {"statusCode": 1}, "list": [1, {"x": 2}], "statusCode": 204}', 204],
  ['{"a": "say \\"hi\\"", "statusCode": 200}', 200],
] as const)('%j answers %d', (rendered, status) => {
  expect(mockStatusCode(rendered)).toBe(status);
});

test.each([
  '',
  '200',
  'statusCode: 200',
  '[{"statusCode": 200}]',
  '{"statusCode": "200"}',
  '{"statusCode": 200.5}',
  '{"statusCode": two}',
  '{"status_code": 200}',
  '{"statuscode": 200}',
  '{"body": {"statusCode": 200}}',
  '{"statusCode": 200',
  '{"statusCode: 200}',
  '{"statusCode" 200}',
  '{statusCode: 200, {x: [y]}',
  '{}',
])('%j has no integer statusCode', (rendered) => {
  expect(mockStatusCode(rendered)).toBeUndefined();
});

test('a payload nested ten thousand deep has no integer statusCode', () => {
  expect(mockStatusCode(`{"a": ${'['.repeat(10_000)}`)).toBeUndefined();
});

test('any text is read to an integer or to nothing, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[{}[\]"':,a1 \\]*$/)), (text) => {
      const status = mockStatusCode(text);
      expect(status === undefined || Number.isInteger(status)).toBe(true);
    }),
  );
});

test('a template renders without a request, and one that does not parse renders nothing', () => {
  expect(renderMockTemplate('#set($code = 200){"statusCode": $code}')).toBe('{"statusCode": 200}');
  expect(renderMockTemplate('#if(true){"statusCode": 200}')).toBeUndefined();
});
