import { describe, expect, test } from 'vitest';
import { groupByQuery, openText } from '../../../shared/reports/open-text.ts';
import { DIAGNOSES } from '../../support/diagnoses.ts';

const { insufficientEvidence } = DIAGNOSES;

describe('causes that nothing rules out', () => {
  test('stand together where one query decides them, each once', () => {
    const log = { why: 'The log says it.', command: 'aws logs tail a' };
    expect(
      groupByQuery([
        { cause: 'lambda-timeout', query: log },
        { cause: 'stale-cache', query: { why: 'The header says it.', command: 'curl -i' } },
        { cause: 'lambda-init-error', query: { ...log, why: 'So does its first line.' } },
        { cause: 'lambda-timeout', query: log },
      ]),
    ).toEqual([
      { causes: ['lambda-timeout', 'lambda-init-error'], why: 'The log says it. So does its first line.', command: 'aws logs tail a' },
      { causes: ['stale-cache'], why: 'The header says it.', command: 'curl -i' },
    ]);
  });

  test('are not said twice where they are the candidates and the query stands beside them', () => {
    const [query] = insufficientEvidence.next;
    if (!query) throw new Error('The fixture has lost its query.');
    const candidates = insufficientEvidence.candidates.map((cause) => ({ cause, query }));
    const other = { cause: 'stale-cache', query: { why: 'The header says it.', command: 'curl -i' } } as const;
    expect(openText({ ...insufficientEvidence, open: [...candidates, other] })).toEqual([{ causes: ['stale-cache'], ...other.query }]);
  });
});
