import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileJavaPattern } from '../../../../shared/gateway/regex/java-pattern.ts';

const matches = (pattern: string, text: string): boolean | string => {
  const compiled = compileJavaPattern(pattern);
  return compiled.ok ? compiled.value.matches(text) : `${compiled.failure.kind}: ${compiled.failure.reason}`;
};

// Verdicts of java.util.regex.Pattern#matches (OpenJDK 17).
test.each([
  ['Invalid*', 'Invalid input', false],
  ['Invalid.*', 'Invalid input', true],
  ['4|5\\d{2}', '404', false],
  ['4|5\\d{2}', '4', true],
  ['(4|5)\\d{2}', '404', true],
  ['.*[BadRequest].*', 'anything with an e', true],
  ['.*\\[BadRequest\\].*', 'oops [BadRequest] no', true],
  ['^\\[NotFound\\].*', '[NotFound] a\nb', false],
  ['(\\n|.)+', '[NotFound] a\nb', true],
  ['(?s).+', '[NotFound] a\nb', true],
  ['.+', 'a\rb', false],
  ['(?s:.)b.', '\nb\r', false],
  ['.+|(?s)', '\r', false],
  ['((?s)a.)(.|b)', 'a\n\r', false],
  ['.+', 'a\u2028b', false],
  ['.+', '', false],
  ['.*', '', true],
  ['(\\n|.)*', '', true],
  ['(?i)unauthorized', 'Unauthorized', true],
  ['\\Qa.b\\E', 'a.b', true],
  ['\\Qa.b\\E', 'axb', false],
  ['\\p{Alpha}+', 'abc', true],
  ['[\\p{Digit}x]+', '1x2', true],
  ['\\P{Digit}+', 'abc', true],
  ['\\p{Lu}\\pL*', 'Überfall', true],
  ['a\\hb', 'a\tb', true],
  ['\\s+', ' \u000b\t', true],
  ['a\\Rb', 'a\r\nb', true],
  ['\\u0041\\x42\\x{43}\\0104', 'ABCD', true],
  ['[[Bad]x]+', 'Badx', true],
  ['[]x]+', ']x', true],
  ['[\\s\\S]*', '[NotFound] a\nb', true],
  ['[^\\S]', 'a', false],
  ['[\\S]', '\u000b', false],
  ['[\\Vx]+', 'ab', true],
  ['[\\V]', '\n', false],
  ['2\\d{2}', '200', true],
  ['(a+)+$', `${'a'.repeat(5000)}!`, false],
] as const)('%j against %j gives %s as in Java', (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});

test.each([
  ['[a-z&&[^b]]', 'unsupported', 'class intersection'],
  ['[^a[b]]', 'unsupported', 'nested character class'],
  ['[\\H]', 'unsupported', 'inside a character class'],
  ['a++', 'unsupported', 'possessive'],
  ['a{1,2}+b', 'unsupported', 'possessive'],
  ['(?!ok).*', 'unsupported', 'look-around'],
  ['(?<=x)y', 'unsupported', 'look-around'],
  ['(?>a|b)', 'unsupported', 'atomic'],
  ['(a)\\1', 'unsupported', 'back-reference'],
  ['(?x)a b', 'unsupported', 'flags'],
  ['\\p{IsLatin}', 'unsupported', '\\p'],
  ['a{1,2000}', 'unsupported', 'repeat count'],
  ['.*{"status":404}.*', 'invalid', 'brace'],
  ['(abc', 'invalid', 'missing closing'],
  ['*abc', 'invalid', 'missing argument'],
  ['[abc', 'invalid', 'not closed'],
  ['abc\\', 'invalid', 'backslash'],
] as const)('%j is refused by name (%s, %s)', (pattern, kind, words) => {
  const compiled = compileJavaPattern(pattern);
  expect(compiled).toMatchObject({ ok: false, failure: { kind, reason: expect.stringContaining(words) } });
});

test('any pattern compiles or is refused, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\][().*+?{}\\|^$a&:0-9pQE<!=-]*$/)), fc.string(), (pattern, text) => {
      const compiled = compileJavaPattern(pattern);
      if (compiled.ok) expect(typeof compiled.value.matches(text)).toBe('boolean');
      else expect(compiled.failure.reason).not.toBe('');
    }),
    { numRuns: 500 },
  );
});

test('a quoted text matches itself and nothing longer', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes('\\')),
      (text) => {
        expect(matches(`\\Q${text}\\E`, text)).toBe(true);
        expect(matches(`\\Q${text}\\E`, `${text}x`)).toBe(false);
      },
    ),
  );
});

test('an overlong pattern is not judged', () => {
  expect(compileJavaPattern('a'.repeat(10_001))).toMatchObject({ ok: false, failure: { kind: 'unsupported' } });
});
