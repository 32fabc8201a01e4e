import { describe, expect, test } from 'vitest';
import { causes } from '../../../shared/causes/index.ts';
import { diagnose } from '../../../shared/diagnosis/diagnose.ts';
import { readIncident } from '../../../shared/diagnosis/read-incident.ts';
import { readPage } from '../../support/page.ts';

describe.each(causes.map(({ id }) => id))('the page of %s', (id) => {
  const sections = readPage(new URL(`../../../shared/causes/${id}.md`, import.meta.url));

  test('shows the cause at least once and a look-alike at least once', () => {
    const verdicts = sections.map(({ expected }) => expected.verdict);
    expect(verdicts).toContain(id);
    expect(verdicts.some((verdict) => verdict !== id)).toBe(true);
  });

  test.each(sections.map((section) => [section.title, section] as const))('is right about: %s', (_, { incident, expected }) => {
    const diagnosis = diagnose(readIncident(incident));
    const [first, ...others] = diagnosis.causes;
    expect(diagnosis.verdict).toBe(expected.verdict);
    if (expected.strength !== undefined) expect(first?.strength).toBe(expected.strength);
    if (expected.proof !== undefined) expect(first?.proof).toMatchObject({ kind: expected.proof });
    if (expected.where !== undefined) expect(first?.where).toBe(expected.where);
    if (expected.evidence !== undefined) expect(first?.evidence.map(({ kind }) => kind)).toEqual(expected.evidence);
    if (expected.also !== undefined) expect(others.map(({ cause }) => cause)).toEqual(expect.arrayContaining([...expected.also]));
    if (expected.ruledOut !== undefined)
      expect(diagnosis.ruledOut.map(({ cause }) => cause)).toEqual(expect.arrayContaining([...expected.ruledOut]));
  });
});
