import { expect, test } from 'vitest';
import { snsText } from '../../../shared/reports/sns-text.ts';
import { DIAGNOSES, twoCauses } from '../../support/diagnoses.ts';

test.each(Object.entries(DIAGNOSES))('the subject is one short line of ASCII, and the text fits SNS: %s', (_name, diagnosis) => {
  const { subject, text } = snsText(diagnosis);
  expect(subject).toMatch(/^[!-~][ -~]{0,98}$/);
  expect(Buffer.byteLength(text)).toBeLessThan(262_144);
});

test('lines that are not commands or addresses are at most 78 columns wide', () => {
  const lines = snsText(twoCauses).text.split('\n');
  const prose = lines.filter((line) => !/^\s+(?:aws |--|https:)/.test(line));
  expect(prose.length).toBeGreaterThan(20);
  expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(78);
});
