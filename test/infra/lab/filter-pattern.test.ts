import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFilterPattern } from '../../../infra/lab/filter-pattern.ts';

const ID = '6f1c2b1e-8f0a-4d35-9b57-0a3c1f2d4e5f';
const COMPLETED = `(${ID}) Method completed with status: 502`;
const CLF = '192.0.2.7 - ann [21/Nov/2026:10:00:00 +0000] "GET /orders/7 HTTP/1.1" 502 1534';
const JSON_LINE = '{"status":502,"text":"a * b","user":{"id":"u-1","tags":["x","y"]},"latency":30.5,"ok":false,"none":null}';

test.each([
  ['', 'anything', true],
  ['ERROR', 'Exiting with ERRORCODE: -1', true],
  ['ERROR', 'an error', false],
  ['ERROR Exception', '[ERROR] Caught IllegalArgumentException', true],
  ['ERROR Exception', '[ERROR] out of memory', false],
  [`"${ID}"`, COMPLETED, true],
  ['"status: 5"', COMPLETED, true],
  ['"status: 4"', COMPLETED, false],
  ['"Method completed" -502', COMPLETED, false],
  ['"Method completed" -"status: 200"', COMPLETED, true],
  ['-ERROR', 'all well', true],
  ['?ERROR ?WARN', 'a WARN line', true],
  ['?ERROR ?"status: 5"', COMPLETED, true],
  ['?ERROR ?WARN', COMPLETED, false],
  ['?ERROR ?WARN completed', COMPLETED, true],
  [String.raw`"say \"hi\""`, 'they say "hi" there', true],
  ['%status: 5[0-9][0-9]%', COMPLETED, true],
  ['%status: [34]%', COMPLETED, false],
  ['{ $.status = 502 }', JSON_LINE, true],
  ['{ $.status = 5* }', JSON_LINE, true],
  ['{ $.status >= 500 && $.latency < 30 }', JSON_LINE, false],
  ['{ $.status >= 500 && $.latency < 3.1e1 }', JSON_LINE, true],
  ['{ $.status = 404 || $.status = 502 && $.user.id = "u-1" }', JSON_LINE, true],
  ['{ ($.status = 404 || $.status = 502) && $.user.id = "u-2" }', JSON_LINE, false],
  ['{ $.user.tags[1] = "y" }', JSON_LINE, true],
  ['{ $.user.id = "u-*" }', JSON_LINE, true],
  ['{ $.user.id != "v*" }', JSON_LINE, true],
  ['{ $.user = "u-1" }', JSON_LINE, false],
  ['{ $.user != "u-1" }', JSON_LINE, false],
  ['{ $.none IS NULL }', JSON_LINE, true],
  ['{ $.ok IS FALSE }', JSON_LINE, true],
  ['{ $.ok IS TRUE }', JSON_LINE, false],
  ['{ $.missing NOT EXISTS }', JSON_LINE, true],
  ['{ $.status NOT EXISTS }', JSON_LINE, false],
  ['{ $.status = 502 }', COMPLETED, false],
  ['[ip, dash, user, time, request, status = 5*, bytes]', CLF, true],
  ['[ip, dash, user, time, request, status = 4*, bytes]', CLF, false],
  ['[..., status = 502, bytes > 1000]', CLF, true],
  ['[ip, ..., status = 4* || status = 502, bytes]', CLF, true],
  ['[ip, dash, user, time, request = *orders*, status != 502 && status != 500, bytes]', CLF, false],
  ['[ip, dash, user, time, request]', CLF, false],
])('the pattern %s looks at %s', (pattern, message, expected) => {
  const parsed = parseFilterPattern(pattern);
  expect(parsed.ok && parsed.value(message)).toBe(expected);
});

test.each([
  'status: 5',
  'a-b',
  '"open',
  '{ $.a == 1 }',
  '{ status = 1 }',
  '{ $.a = 1',
  '{ $.a }',
  '[ip, user',
  '[..., a, ...]',
  '%(a)%',
  '%[z%',
])('the pattern %s is refused, as it would be by AWS', (pattern) => expect(parseFilterPattern(pattern).ok).toBe(false));

const PATTERN_MARKS = Array.from('[]{}"%$.*?-=<>&|() a1\\');

test('no text makes the parser throw', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...PATTERN_MARKS) }), fc.string(), (pattern, message) => {
      const parsed = parseFilterPattern(pattern);
      if (parsed.ok) parsed.value(message);
    }),
  ));

test('a quoted phrase matches exactly the texts that contain it', () =>
  fc.assert(
    fc.property(fc.stringMatching(/^[\w :().-]{1,12}$/), fc.string(), fc.string(), (phrase, before, after) => {
      const parsed = parseFilterPattern(`"${phrase}"`);
      expect(parsed.ok && parsed.value(before + phrase + after)).toBe(true);
      expect(parsed.ok && parsed.value(before + after)).toBe((before + after).includes(phrase));
    }),
  ));
