import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { terminalReport } from '../../../shared/reports/terminal.ts';
import { noFault, twoCauses } from '../../support/diagnoses.ts';

describe('the terminal report', () => {
  test('says the same with and without colour', () => {
    const plain = terminalReport(twoCauses, { colour: false, width: 100 });
    const coloured = terminalReport(twoCauses, { colour: true, width: 100 });
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  test('begins with the verdict', () => {
    expect(terminalReport(noFault, { colour: false, width: 80 })).toMatch(/^No fault found {2}no-fault\n/);
  });

  test.each([40, 60, 80, 120])('wraps prose to %i columns', (width) => {
    const lines = terminalReport(noFault, { colour: false, width }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  });
});
