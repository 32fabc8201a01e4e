import type { NotProven, ProofFigures } from './proof-figures.ts';
import type { Figures, Rate, Score } from './tally.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const rateText = (hits: number, of: number, { rate, low, high }: Rate): string =>
  `${String(hits).padStart(4)} of ${of}  ${percent(rate).padStart(7)}  (${percent(low)} to ${percent(high)})`;

const causeRow = (width: number, cause: string, { cases, right, wrong, abstained, rates }: Figures): string =>
  [
    cause.padEnd(width),
    ...[cases, right, wrong, abstained].map((count) => String(count).padStart(6)),
    ` ${percent(rates.right.rate).padStart(7)}  (${percent(rates.right.low)} to ${percent(rates.right.high)})`,
  ].join(' ');

const section = (title: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', title, ...lines]);

const proofLine = ({ attempted, proven, reproduced, refuted, refutedWhileRight }: ProofFigures): string =>
  `proof      ${String(attempted).padStart(4)} replayed: proven ${proven}, reproduced ${reproduced}, refuted ${refuted} (while right ${refutedWhileRight})`;

/** The most frequent reason first; the files stand in the JSON. */
const reasons = (all: readonly NotProven[]): readonly string[] =>
  [...Map.groupBy(all, ({ kind, why }) => `${kind}: ${why}`)]
    .map(([reason, of]) => ({ reason, count: of.length }))
    .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason))
    .map(({ reason, count }) => `${String(count).padStart(4)} × ${reason}`);

/** The score for a person; intervals are Wilson's at 95 %. */
export const printScore = (score: Score): string => {
  const width = Math.max(...Object.keys(score.perCause).map((cause) => cause.length), 'expected'.length);
  const header = ['expected'.padEnd(width), ...['cases', 'right', 'wrong', 'abst.'].map((name) => name.padStart(6))].join(' ');
  return [
    `right      ${rateText(score.right, score.cases, score.rates.right)}`,
    `wrong      ${rateText(score.wrong, score.cases, score.rates.wrong)}`,
    `abstained  ${rateText(score.abstained, score.cases, score.rates.abstained)}`,
    `controls   ${String(score.controls).padStart(4)}, false alarms ${score.falseAlarms}`,
    proofLine(score.proof),
    ...(score.unreadable.length > 0 ? [`unreadable ${String(score.unreadable.length).padStart(4)}, in none of the figures`] : []),
    ...section(
      header,
      Object.entries(score.perCause).map(([cause, figures]) => causeRow(width, cause, figures)),
    ),
    ...section(
      'Confused (expected → got)',
      score.confusions.map(({ expected, got, count }) => `${String(count).padStart(4)} × ${expected} → ${got}`),
    ),
    ...section(
      'Not right',
      score.notRight.map(
        ({ file, judgement, expected, accept, got, summary }) =>
          `  ${file}: ${judgement}, expected ${[expected, ...accept].join(' or ')}, got ${got}: ${summary}`,
      ),
    ),
    ...section('Not proven', reasons(score.notProven)),
    ...section(
      'Unreadable',
      score.unreadable.map(({ file, reason }) => `  ${file}: ${reason}`),
    ),
  ].join('\n');
};
