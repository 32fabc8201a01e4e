import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '../../../shared/lib/json.ts';
import { findJsonFault } from '../../../shared/lib/json-fault.ts';

test.each([
  ['{"a": 1,}', { line: 1, column: 9, atEnd: false }],
  ['{\n  "a": 1\n  "b": 2\n}', { line: 3, column: 3, atEnd: false }],
  ["{'a': 1}", { line: 1, column: 2, atEnd: false }],
  ['[1, 2', { line: 1, column: 6, atEnd: true }],
  ['{"a": "cut', { line: 1, column: 11, atEnd: true }],
  ['{"a": tru', { line: 1, column: 10, atEnd: true }],
  ['{"a": "x\\u00', { line: 1, column: 13, atEnd: true }],
  ['{"a": undefined, "b": 1, "c": 2, "d": 3, "e": 4}', { line: 1, column: 7, atEnd: false }],
  ['{"a": "line\nbreak"}', { line: 1, column: 12, atEnd: false }],
  ['', { line: 1, column: 1, atEnd: true }],
  ['{} {}', { line: 1, column: 4, atEnd: false }],
  ['<html>', { line: 1, column: 1, atEnd: false }],
  ['[1}', { line: 1, column: 3, atEnd: false }],
] as const)('%j breaks at %o', (text, fault) => {
  expect(findJsonFault(text)).toEqual(fault);
});

test('a text has a fault exactly when the engine refuses it', () => {
  const almost = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', '\\', '1', 'x')).map(([json, at, extra]) => {
    const place = at % (json.length + 1);
    return json.slice(0, place) + extra + json.slice(place + (at % 3));
  });
  fc.assert(
    fc.property(fc.oneof(almost, fc.json(), fc.stringMatching(/^[[\]{},:"\\ \d.eE+truefalsn-]*$/)), (text) => {
      expect(findJsonFault(text) === undefined).toBe(parseJson(text) !== undefined);
    }),
    { numRuns: 2000 },
  );
});

test('a document cut anywhere is said to be cut, or still whole', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (json, at) => {
      const cut = json.slice(0, at % json.length);
      if (parseJson(cut) === undefined) expect(findJsonFault(cut)).toMatchObject({ atEnd: true });
    }),
  );
});

test('deep nesting is measured in linear time', () => {
  expect(findJsonFault('['.repeat(500_000))).toEqual({ line: 1, column: 500_001, atEnd: true });
});
