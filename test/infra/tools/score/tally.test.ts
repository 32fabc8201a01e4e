import { describe, expect, test } from 'vitest';
import type { Case, Outcome } from '../../../../infra/tools/score/outcome.ts';
import { printScore } from '../../../../infra/tools/score/print-score.ts';
import { tally } from '../../../../infra/tools/score/tally.ts';
import type { VerdictId } from '../../../../shared/model/cause-id.ts';

const answered = (cause: VerdictId, got: VerdictId, accept: VerdictId[] = [], proofs: Case['proofs'] = []): Outcome => ({
  kind: 'case',
  file: `${cause}-${got}.json`,
  label: { cause, accept },
  got,
  summary: 'As it was found.',
  proofs,
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
    {
      kind: 'case',
      file: 'a.json',
      label: { cause: 'lambda-timeout', accept: [] },
      got: 'crashed',
      summary: 'TypeError: boom',
      proofs: [],
    },
    { kind: 'case', file: 'b.json', label: { cause: 'no-fault', accept: [] }, got: 'refused', summary: 'version 2', proofs: [] },
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

describe('what the replays show', () => {
  const proven = { kind: 'proven', replayed: '500', repaired: '200', neighbours: 3, assumptions: [] } as const;
  const reproduced = { kind: 'reproduced', replayed: '500', open: 'The fix is in code.', assumptions: [] } as const;
  const refuted = { kind: 'refuted', divergence: { aspect: 'status', observed: '500', replayed: '200' } } as const;
  const notAttempted = { kind: 'not-attempted', reason: 'The body is cut.' } as const;
  const score = tally([
    answered('stale-cache', 'stale-cache', [], [{ cause: 'stale-cache', proof: proven }]),
    answered('backend-error', 'backend-error', [], [{ cause: 'backend-error', proof: reproduced }]),
    answered('lambda-timeout', 'lambda-timeout', [], [{ cause: 'lambda-timeout', proof: notAttempted }]),
    answered('missing-route', 'insufficient-evidence', [], [{ cause: 'missing-route', proof: refuted }]),
    answered(
      'stale-cache',
      'stale-cache',
      [],
      [
        { cause: 'stale-cache', proof: proven },
        { cause: 'waf-rejected', proof: refuted },
        { cause: 'backend-error', proof: reproduced },
      ],
    ),
    answered('no-fault', 'no-fault'),
  ]);

  test('is counted by case: the proof of the answer, and any cause that is refuted', () => {
    expect(score.proof).toEqual({ attempted: 4, proven: 2, reproduced: 1, refuted: 2, refutedWhileRight: 1 });
    expect(score.perCause['stale-cache']?.proof).toEqual({ attempted: 2, proven: 2, reproduced: 0, refuted: 1, refutedWhileRight: 0 });
  });

  test('takes a refuted cause that the label accepts as refuted while right', () => {
    const accepted = answered('no-fault', 'insufficient-evidence', ['missing-route'], [{ cause: 'missing-route', proof: refuted }]);
    expect(tally([accepted]).proof).toMatchObject({ refuted: 1, refutedWhileRight: 1 });
  });

  test('lists every answer without a proof, and every refuted cause, with the reason', () => {
    expect(score.notProven.map(({ cause, kind, why }) => ({ cause, kind, why }))).toEqual([
      { cause: 'backend-error', kind: 'reproduced', why: 'The fix is in code.' },
      { cause: 'lambda-timeout', kind: 'not-attempted', why: 'The body is cut.' },
      { cause: 'missing-route', kind: 'refuted', why: 'status: seen "500", replayed "200"' },
      { cause: 'waf-rejected', kind: 'refuted', why: 'status: seen "500", replayed "200"' },
    ]);
  });

  test('is printed, the most frequent reason first', () => {
    const text = printScore(score);
    expect(text).toContain('proof         4 replayed: proven 2, reproduced 1, refuted 2 (while right 1)');
    expect(text).toContain('Not proven\n   2 × refuted: status: seen "500", replayed "200"\n');
  });
});
