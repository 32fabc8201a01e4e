import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpolate, printCommand, quote } from '../../../shared/repairs/shell-word.ts';
import { wordsOf } from '../../support/shell.ts';

const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        "'",
        '"',
        '`',
        '$(',
        ')',
        '\\',
        '!',
        '\n',
        ' ',
        '*',
        '~',
        '#',
        '&',
        ';',
        '|',
        '{a,b}',
        '-',
        '=',
        'é',
        '\t',
        '$HOME',
        'x',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

describe('quote', () => {
  test('hands any text over as one word, unchanged', () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1, maxLength: 40 }), (texts) => {
        expect(wordsOf(texts.map(quote).join(' '))).toEqual(texts.map((text) => text.replaceAll('\0', '')));
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['pets', 'pets'],
    ['op=replace,path=/contentHandling,value=CONVERT_TO_TEXT', 'op=replace,path=/contentHandling,value=CONVERT_TO_TEXT'],
    ['', "''"],
    ['$default', "'$default'"],
    ['=cmd', "'=cmd'"],
    ["items[?path=='/pets'].id", `"items[?path=='/pets'].id"`],
    ["it's $HOME", "'it'\\''s $HOME'"],
  ])('stays readable: %s', (text, expected) => {
    expect(quote(text)).toBe(expected);
  });
});

test('interpolate hands text over unchanged around what a command prints', () => {
  fc.assert(
    fc.property(nasty, nasty, (before, after) => {
      expect(wordsOf(interpolate([before, { run: 'printf middle' }, after]))).toEqual([`${before}middle${after}`.replaceAll('\0', '')]);
    }),
    { numRuns: 60 },
  );
});

test('a long command has one option per line and the same words', () => {
  const options = [['--name', quote("it's")], ['--pattern', quote('-x')], ['--flag'], ['--long', quote('y'.repeat(120))]] as const;
  const command = printCommand('true', options);
  expect(command.split('\n')).toHaveLength(5);
  expect(wordsOf(command)).toEqual(['true', '--name', "it's", '--pattern=-x', '--flag', '--long', 'y'.repeat(120)]);
});
