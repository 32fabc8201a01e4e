import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oneLine, printable, shorten, wrap } from '../../../shared/lib/readable-text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 120 });

test('printable text cannot repaint a terminal, and keeps what can be read', () => {
  expect(printable('a\r\nb\tc \u001B[31mred \u202Eevil é 😀')).toBe('a\nb\tc \uFFFD[31mred \uFFFDevil é 😀');
  expect(oneLine(' a\n\n b\t')).toBe('a b');
  fc.assert(
    fc.property(anyText, (text) => {
      expect(printable(printable(text))).toBe(printable(text));
    }),
  );
});

describe('shorten', () => {
  test('says how much is missing', () => {
    expect(shorten('x'.repeat(100), 40)).toBe(`${'x'.repeat(21)}… (+79 characters)`);
    expect(shorten('short', 40)).toBe('short');
  });

  test('never exceeds its limit or splits a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.integer({ min: 0, max: 60 }), (text, max) => {
        const short = shorten(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('wrap', () => {
  test('loses no word and exceeds no width', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 5, max: 40 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.every((line) => line.length <= width)).toBe(true);
        expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
      }),
    );
  });

  test('keeps line breaks', () => {
    expect(wrap('a b\n\nc', 10)).toEqual(['a b', '', 'c']);
  });
});
