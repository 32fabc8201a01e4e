import { expect, test } from 'vitest';
import { accuracyPage } from '../../../../infra/tools/score/accuracy-page.ts';
import type { Case } from '../../../../infra/tools/score/outcome.ts';
import { CAUSE_IDS, OUTCOME_IDS, type VerdictId } from '../../../../shared/model/cause-id.ts';

const answered = (folder: VerdictId, cause: VerdictId, got: VerdictId, proofs: Case['proofs'] = []): Case => ({
  kind: 'case',
  file: `test/corpus/${folder}/a.json`,
  label: { cause, accept: [] },
  got,
  summary: 'It has a | and a *.',
  proofs,
});

const proof = { kind: 'proven', replayed: '500', repaired: '200', neighbours: 1, assumptions: [] } as const;

const page = accuracyPage([
  answered('stale-cache', 'stale-cache', 'stale-cache', [{ cause: 'stale-cache', proof }]),
  answered('stale-cache', 'stale-cache', 'no-fault'),
  answered('stale-cache', 'no-fault', 'no-fault'),
  answered('stale-cache', 'no-fault', 'waf-rejected'),
  { kind: 'unreadable', file: 'test/corpus/x.json', reason: 'not JSON' },
]);

test('shows the figures with their intervals, and the proofs', () => {
  expect(page).toContain('| right | 2 of 4 | 50.0 % | 15.0 % to 85.0 % |');
  expect(page).toContain('| a cause named where there is no fault | 1 of 2 | 50.0 % | 9.5 % to 90.5 % |');
  expect(page).toContain('| proven, of those | 1 of 1 | 100.0 % | 20.7 % to 100.0 % |');
});

test('has a row for every cause and outcome, with the look-alikes of its folder', () => {
  for (const id of [...CAUSE_IDS, ...OUTCOME_IDS]) expect(page).toContain(`\n| \`${id}\` | `);
  expect(page).toContain('| `stale-cache` | 2 | 1 | 1 | 0 | 1 | 1 of 2 |');
  expect(page).toContain('| `missing-route` | 0 | 0 | 0 | 0 | 0 | – |');
  expect(page).toContain('| `no-fault` | 2 | 1 | 1 | 0 | – | – |');
});

test('names what is not right and what cannot be read, in Markdown that their texts do not break', () => {
  expect(page).toContain('- `test/corpus/stale-cache/a.json`: expected stale-cache, got no-fault: It has a \\| and a \\*.');
  expect(page).toContain('- `test/corpus/x.json`: not JSON');
});

test('says nothing of a share where nothing was counted', () => {
  expect(accuracyPage([])).toContain('| right | 0 of 0 | – | – |');
});
