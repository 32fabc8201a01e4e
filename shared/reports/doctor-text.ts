import { styleText } from 'node:util';
import { oneLine, printable, wrap } from '../lib/readable-text.ts';
import { redact } from '../lib/redact.ts';
import type { Check, CheckState } from '../model/check.ts';
import type { TerminalOptions } from './terminal.ts';

const LABEL: { readonly [State in CheckState]: { readonly word: string; readonly style: 'green' | 'red' | 'yellow' } } = {
  ok: { word: 'ok', style: 'green' },
  fault: { word: 'fault', style: 'red' },
  unknown: { word: 'unknown', style: 'yellow' },
};

const STATE_WIDTH = 'unknown'.length;

/** Commands are there to be copied: they keep their lines. */
const fixLines = (fix: string, width: number): readonly string[] => {
  const lines = printable(redact(fix)).split('\n');
  return lines.length > 1 || fix.startsWith('aws ') ? lines : wrap(lines[0] ?? '', width);
};

/** For machines: `docs/cli.md`. */
export const doctorJson = (stack: string, checks: readonly Check[]) => ({
  version: 1,
  stack,
  checks: checks.map(({ part, state, found, fix }) => ({
    part: redact(part),
    state,
    found: redact(found),
    ...(fix !== undefined && { fix: redact(fix) }),
  })),
});

const summary = (checks: readonly Check[]): string => {
  const count = (state: CheckState) => checks.filter((check) => check.state === state).length;
  return `${count('ok')} ok, ${count('fault')} to repair, ${count('unknown')} not seen.`;
};

/** One row a part, what to do below it, and the sum. */
export const doctorText = (checks: readonly Check[], { colour, width }: TerminalOptions): string => {
  const parts = checks.map(({ part }) => oneLine(redact(part)));
  const partWidth = Math.min(48, Math.max(...parts.map(({ length }) => length)));
  const column = STATE_WIDTH + partWidth + 4;
  const rows = checks.flatMap(({ state, found, fix }, index) => {
    const { word, style } = LABEL[state];
    const shown = colour ? styleText(style, word.padEnd(STATE_WIDTH), { validateStream: false }) : word.padEnd(STATE_WIDTH);
    const [first = '', ...rest] = wrap(oneLine(redact(found)), Math.max(30, width - column));
    return [
      `${shown}  ${(parts[index] ?? '').padEnd(partWidth)}  ${first}`,
      ...rest.map((line) => ' '.repeat(column) + line),
      ...(fix === undefined ? [] : fixLines(fix, Math.max(30, width - STATE_WIDTH - 2)).map((line) => ' '.repeat(STATE_WIDTH + 2) + line)),
    ];
  });
  return `${[...rows, '', summary(checks)].join('\n')}\n`;
};
