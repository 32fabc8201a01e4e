import { CAUSE_IDS, type VerdictId } from '../../../shared/model/cause-id.ts';
import { type Judgement, judge } from './judge.ts';
import type { Case, Got, Outcome } from './outcome.ts';
import { type NotProven, notProven, type ProofFigures, proofFigures } from './proof-figures.ts';
import { type Interval, wilson } from './wilson.ts';

export interface Rate extends Interval {
  readonly rate: number;
}

interface Counts {
  readonly cases: number;
  readonly right: number;
  readonly wrong: number;
  readonly abstained: number;
}

export interface Figures extends Counts {
  readonly proof: ProofFigures;
  readonly rates: { readonly right: Rate; readonly wrong: Rate; readonly abstained: Rate };
}

export interface Miss {
  readonly file: string;
  readonly judgement: Exclude<Judgement, 'right'>;
  readonly expected: VerdictId;
  readonly accept: readonly VerdictId[];
  readonly got: Got;
  readonly summary: string;
}

export interface Confusion {
  readonly expected: VerdictId;
  readonly got: Got;
  readonly count: number;
}

export interface Score extends Figures {
  /** Cases whose expected answer is `no-fault`. */
  readonly controls: number;
  /** Controls on which a cause was named. */
  readonly falseAlarms: number;
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
  readonly perCause: Readonly<Partial<Record<VerdictId, Figures>>>;
  readonly confusions: readonly Confusion[];
  readonly notRight: readonly Miss[];
  readonly notProven: readonly NotProven[];
}

interface Judged extends Omit<Miss, 'judgement'> {
  readonly judgement: Judgement;
  readonly of: Case;
}

const isVerdict = (got: Got): got is VerdictId => got !== 'refused' && got !== 'crashed';

const rate = (hits: number, of: number): Rate => ({ rate: of === 0 ? 0 : hits / of, ...wilson(hits, of) });

const figures = (judged: readonly Judged[]): Figures => {
  const cases = judged.length;
  const count = (judgement: Judgement) => judged.filter((one) => one.judgement === judgement).length;
  const [right, wrong, abstained] = [count('right'), count('wrong'), count('abstained')];
  return {
    cases,
    right,
    wrong,
    abstained,
    proof: proofFigures(judged.map(({ of }) => of)),
    rates: { right: rate(right, cases), wrong: rate(wrong, cases), abstained: rate(abstained, cases) },
  };
};

const judged = (of: Case): Judged => ({
  file: of.file,
  judgement: isVerdict(of.got) ? judge(of.got, of.label) : 'wrong',
  expected: of.label.cause,
  accept: of.label.accept,
  got: of.got,
  summary: of.summary,
  of,
});

const missOf = ({ of: _of, judgement, ...rest }: Judged): readonly Miss[] => (judgement === 'right' ? [] : [{ ...rest, judgement }]);

const confusionsOf = (misses: readonly Miss[]): readonly Confusion[] =>
  [...Map.groupBy(misses, ({ expected, got }) => `${expected} → ${got}`).values()]
    .flatMap(([first, ...rest]) => (first ? [{ expected: first.expected, got: first.got, count: rest.length + 1 }] : []))
    .sort((a, b) => b.count - a.count || a.expected.localeCompare(b.expected) || a.got.localeCompare(b.got));

const namesACause = ({ got }: Pick<Judged, 'got'>): boolean => CAUSE_IDS.some((id) => id === got);

/** A labelled case without an answer counts as wrong; a file without a label is listed and is in none of the rates. */
export const tally = (outcomes: readonly Outcome[]): Score => {
  const cases = outcomes.flatMap((outcome) => (outcome.kind === 'unreadable' ? [] : [judged(outcome)]));
  const controls = cases.filter(({ expected }) => expected === 'no-fault');
  const notRight = cases.flatMap(missOf);
  const byCause = [...Map.groupBy(cases, ({ expected }) => expected)].sort(([a], [b]) => a.localeCompare(b));
  return {
    ...figures(cases),
    controls: controls.length,
    falseAlarms: controls.flatMap(missOf).filter(namesACause).length,
    unreadable: outcomes.flatMap((outcome) => (outcome.kind === 'unreadable' ? [{ file: outcome.file, reason: outcome.reason }] : [])),
    perCause: Object.fromEntries(byCause.map(([cause, of]) => [cause, figures(of)])),
    confusions: confusionsOf(notRight),
    notRight,
    notProven: notProven(cases.map(({ of }) => of)),
  };
};
