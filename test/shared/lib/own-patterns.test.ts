import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { compileOwnPatterns } from '../../../shared/lib/compile-own-patterns.ts';
import { useOwnPatterns } from '../../../shared/lib/own-patterns.ts';
import { redact, redactJson } from '../../../shared/lib/redact.ts';

const use = (...settings: readonly object[]): void => {
  const patterns = compileOwnPatterns(JSON.stringify(settings));
  if (!patterns.ok) throw new Error(patterns.failure);
  useOwnPatterns(patterns.value);
};

afterEach(() => useOwnPatterns([]));

const CUSTOMER = { name: 'customer number', pattern: 'CUST-[0-9]{8}' };
const NINE_DIGITS = { name: 'account', pattern: '\\d{9}', wholeWord: true };

describe('patterns of the deployment', () => {
  test('are hidden under the name that they were given, wherever text leaves', () => {
    use(CUSTOMER);
    expect(redact('order of CUST-00000017, and CUST-00000018.')).toBe('order of ‹customer number›, and ‹customer number›.');
    expect(redactJson({ a: [{ b: 'xCUST-00000017x' }] })).toEqual({ a: [{ b: 'x‹customer number›x' }] });
  });

  test('leave longer words alone where they say so', () => {
    use(NINE_DIGITS);
    expect(redact('123456789 1763647200000 a123456789 (987654321)')).toBe('‹account› 1763647200000 a123456789 (‹account›)');
  });

  test('find nothing in what is hidden already', () => {
    use({ name: 'word', pattern: '[a-z]{3,9}' });
    expect(redact('password=hunter2')).toBe('‹word›=‹redacted›');
  });

  test('change nothing the second time', () => {
    const part = fc.constantFrom('a', 'b', '1', '2', '‹', '›', '‹word›', ' ', 'password=x', 'CUST-00000001', '123456789', '\n');
    const setting = fc.record({
      name: fc.constantFrom('word', 'other kind'),
      pattern: fc.constantFrom('[ab]{1,3}', 'a(b|1){0,2}', '\\d{2}', 'CUST-\\d{8}', '[^\\n]{2}', '(?i)A[b-z]?', 'd'),
      wholeWord: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.array(setting, { minLength: 1, maxLength: 2 }), (parts, settings) => {
        use(...settings);
        const once = redact(parts.join(''));
        expect(redact(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  test.for(['a{1,9}(b{1,9}){0,9}c', '(a?){50}b', '(?:a|aa){1,40}b', '[ab]{1,200}c'])('come to an end on a megabyte: %s', (pattern) => {
    use({ name: 'hostile', pattern });
    expect(redact('a'.repeat(1_000_000)).length).toBeGreaterThan(0);
  });
});

describe('a pattern is refused in one sentence', () => {
  test.for([
    { text: 'x', says: 'Expected a JSON list' },
    { text: '{}', says: 'Expected a JSON list' },
    { text: '[{"name":"A","pattern":"x"}]', says: 'look at 0.name' },
    { text: '[{"name":"ab","pattern":""}]', says: 'look at 0.pattern' },
    { text: '[{"name":"ab","pattern":"x","flags":"i"}]', says: 'look at 0' },
    { text: '[{"name":"ab","pattern":"(a"}]', says: 'is not RE2' },
    { text: '[{"name":"ab","pattern":"(?=a)b"}]', says: 'is not RE2' },
    { text: '[{"name":"ab","pattern":"(a)\\\\1"}]', says: 'is not RE2' },
    { text: '[{"name":"ab","pattern":"^a"}]', says: 'without ^' },
    { text: '[{"name":"ab","pattern":"\\\\ba"}]', says: 'without ^' },
    { text: '[{"name":"ab","pattern":"a+"}]', says: 'how often at the most' },
    { text: '[{"name":"ab","pattern":"a(.*b)?"}]', says: 'how often at the most' },
    { text: '[{"name":"ab","pattern":"a{3,}"}]', says: 'how often at the most' },
    { text: '[{"name":"ab","pattern":"a?"}]', says: 'the empty text' },
    { text: '[{"name":"ab","pattern":"(abcdefghijklmnopqrstuvwxyz){1,99}"}]', says: 'too large' },
  ])('$text', ({ text, says }) => {
    const patterns = compileOwnPatterns(text);
    expect(patterns.ok ? '' : patterns.failure).toContain(says);
  });

  test('and those that only look like it are taken', () => {
    expect(compileOwnPatterns('[{"name":"ab","pattern":"[*+^$]\\\\+\\\\$x{2,3}"}]').ok).toBe(true);
  });
});
