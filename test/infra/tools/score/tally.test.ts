import { expect, test } from 'vitest';
import { printScore } from '../../../../infra/tools/score/print-score.ts';
import { type Outcome, tally } from '../../../../infra/tools/score/tally.ts';
import type { VerdictId } from '../../../../shared/model/cause-id.ts';

const answered = (cause: VerdictId, got: VerdictId, accept: VerdictId[] = []): Outcome => ({
  kind: 'case',
  file: `${cause}-${got}.json`,
  label: { cause, accept },
  got,
  summary: 'As it was found.',
});

test('takes the expected cause and every accepted one as right', () => {
  expect(
    tally([answered('lambda-timeout', 'lambda-timeout'), answered('lambda-timeout', 'integration-timeout', ['integration-timeout'])]),
  ).toMatchObject({ cases: 2, right: 2, wrong: 0, abstained: 0, notRight: [] });
});

test('takes insufficient-evidence and logging-disabled as abstained where another id was expected', () => {
  expect(
    tally([
      answered('lambda-timeout', 'insufficient-evidence'),
      answered('lambda-timeout', 'logging-disabled'),
      answered('insufficient-evidence', 'insufficient-evidence'),
    ]),
  ).toMatchObject({ right: 1, abstained: 2, wrong: 0 });
});

test('takes a healthy verdict on a real fault as wrong', () => {
  expect(tally([answered('stale-cache', 'no-fault')])).toMatchObject({ wrong: 1, controls: 0, falseAlarms: 0 });
});

test('counts a cause named on a control as wrong and as a false alarm, an abstention on it as neither', () => {
  expect(
    tally([answered('no-fault', 'stale-cache'), answered('no-fault', 'insufficient-evidence'), answered('no-fault', 'no-fault')]),
  ).toMatchObject({ controls: 3, falseAlarms: 1, wrong: 1, abstained: 1, right: 1 });
});

test('takes no false alarm from a control whose label accepts the cause', () => {
  expect(tally([answered('no-fault', 'backend-error', ['backend-error'])])).toMatchObject({ falseAlarms: 0, right: 1 });
});

test('counts a labelled case without an answer as wrong, and a file without a label in no rate', () => {
  const score = tally([
    { kind: 'case', file: 'a.json', label: { cause: 'lambda-timeout', accept: [] }, got: 'crashed', summary: 'TypeError: boom' },
    { kind: 'case', file: 'b.json', label: { cause: 'no-fault', accept: [] }, got: 'refused', summary: 'version 2' },
    { kind: 'unreadable', file: 'c.json', reason: 'not JSON' },
  ]);
  expect(score).toMatchObject({ cases: 2, wrong: 2, falseAlarms: 0, unreadable: [{ file: 'c.json', reason: 'not JSON' }] });
});

test('groups the confusions, the most frequent first', () => {
  const { confusions } = tally([
    answered('stale-cache', 'no-fault'),
    answered('lambda-timeout', 'integration-timeout'),
    answered('lambda-timeout', 'integration-timeout'),
  ]);
  expect(confusions).toEqual([
    { expected: 'lambda-timeout', got: 'integration-timeout', count: 2 },
    { expected: 'stale-cache', got: 'no-fault', count: 1 },
  ]);
});

test('gives the figures of each expected cause apart', () => {
  const { perCause } = tally([answered('stale-cache', 'no-fault'), answered('lambda-timeout', 'lambda-timeout')]);
  expect(perCause['stale-cache']).toMatchObject({ cases: 1, right: 0, wrong: 1 });
  expect(perCause['lambda-timeout']).toMatchObject({ cases: 1, right: 1, rates: { right: { rate: 1, high: 1 } } });
});

test('prints rates with intervals, confusions, misses and unreadable files', () => {
  const text = printScore(
    tally([
      answered('lambda-timeout', 'lambda-timeout'),
      answered('stale-cache', 'no-fault'),
      { kind: 'unreadable', file: 'c.json', reason: 'not JSON' },
    ]),
  );
  expect(text).toContain('1 of 2   50.0 %  (9.5 % to 90.5 %)');
  expect(text).toContain('1 × stale-cache → no-fault');
  expect(text).toContain('stale-cache-no-fault.json: wrong, expected stale-cache, got no-fault: As it was found.');
  expect(text).toContain('c.json: not JSON');
});
