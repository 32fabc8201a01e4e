import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listOf, matchesWildcard, namesAction } from '../../../shared/gateway/iam-text.ts';

test.each([
  ['GET/orders', 'GET/orders', true],
  ['*', '', true],
  ['GET/*', 'GET/orders/7/lines', true],
  ['*/orders', 'GET/orders', true],
  ['*/orders', 'GET/orders/7', false],
  ['G?T', 'GET', true],
  ['G?T', 'GT', false],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'a-b-b', false],
  ['', 'a', false],
  ['a.c', 'abc', false],
] as const)('%j against %j: %s', (pattern, text, expected) => {
  expect(matchesWildcard(pattern, text)).toBe(expected);
});

test('a wildcard matches what the regular expression that it stands for matches', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
  const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
  fc.assert(
    fc.property(patterns, letters, (pattern, text) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      expect(matchesWildcard(pattern, text)).toBe(expression.test(text));
    }),
  );
});

test('a hostile pattern ends, as it costs no more than its length times that of the text', () => {
  expect(matchesWildcard(`${'*a'.repeat(500)}b`, 'a'.repeat(5_000))).toBe(false);
});

test('one value may stand bare, several in a list, none as null', () => {
  expect([listOf('a'), listOf(['a', 'b']), listOf(null), listOf(undefined)]).toEqual([['a'], ['a', 'b'], [], []]);
});

test.each([
  ['lambda:InvokeFunction', true],
  ['LAMBDA:invokefunction', true],
  [['s3:GetObject', 'lambda:*'], true],
  ['lambda:Get*', false],
  [7, false],
] as const)('the action %j names lambda:InvokeFunction: %s', (patterns, expected) => {
  expect(namesAction(patterns, 'lambda:InvokeFunction')).toBe(expected);
});
