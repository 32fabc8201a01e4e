import type { CauseId, VerdictId } from '../model/cause-id.ts';
import type { Diagnosis, FoundCause, NamedCause } from '../model/diagnosis.ts';
import type { Incident } from '../model/incident.ts';
import { healthOf } from './health.ts';
import { type Judgement, judge } from './judge.ts';
import { nextQuery } from './next-query.ts';
import { scenesOf, type WeightedScene } from './scenes.ts';

interface Judged extends WeightedScene, Judgement {
  readonly verdict: VerdictId;
  readonly reason: string;
}

const isNamed = ({ strength }: Pick<FoundCause, 'strength'>): boolean => strength !== 'suggested';

const judged = (weighted: WeightedScene): Judged => {
  const judgement = judge(weighted.scene);
  const [best] = judgement.found;
  if (best && isNamed(best)) return { ...weighted, ...judgement, verdict: best.cause, reason: best.what };
  const health = judgement.found.length === 0 ? healthOf(weighted.scene) : undefined;
  return health === undefined
    ? {
        ...weighted,
        ...judgement,
        verdict: 'insufficient-evidence',
        reason: 'The evidence fits several causes, and nothing in it decides between them.',
      }
    : { ...weighted, ...judgement, verdict: 'no-fault', reason: health };
};

const isCause = (verdict: VerdictId): verdict is CauseId =>
  verdict !== 'no-fault' && verdict !== 'insufficient-evidence' && verdict !== 'logging-disabled';

const weightOf = (all: readonly Judged[]): number => all.reduce((sum, { weight }) => sum + weight, 0);

/** The verdict that explains the most failures; a cause outranks an outcome, and a doubt outranks a healthy request. */
const OUTCOME_RANK: Readonly<Record<'cause' | 'insufficient-evidence' | 'no-fault', number>> = {
  cause: 0,
  'insufficient-evidence': 1,
  'no-fault': 2,
};

const rankOf = ({ verdict }: Judged): number =>
  OUTCOME_RANK[verdict === 'no-fault' || verdict === 'insufficient-evidence' ? verdict : 'cause'];

const leading = (all: readonly Judged[]): Judged | undefined => {
  const share = (one: Judged): number => weightOf(all.filter(({ verdict }) => verdict === one.verdict));
  return [...all].sort((a, b) => rankOf(a) - rankOf(b) || share(b) - share(a))[0];
};

/** Every cause found in any request, once each, with the requests it stands in; the verdict's own first. */
const causesOf = (lead: Judged, all: readonly Judged[], failed: number): readonly NamedCause[] => {
  const ordered = [lead, ...all.filter((one) => one !== lead)];
  const first = new Map<CauseId, FoundCause>();
  for (const { found } of ordered) for (const cause of found) if (isNamed(cause) && !first.has(cause.cause)) first.set(cause.cause, cause);
  return [...first.values()].map((cause) => ({
    ...cause,
    proof: { kind: 'not-attempted', reason: 'The request was not replayed.' },
    share: { requests: weightOf(all.filter(({ found }) => found.some((one) => one.cause === cause.cause && isNamed(one)))), of: failed },
  }));
};

const nothingSeen = ({ gaps, observations }: Incident): boolean =>
  observations.length === 0 && gaps.some(({ kind }) => kind === 'logging-disabled');

const LOGGING_DISABLED = 'The stage writes no logs, so nothing can be said about single requests.';
const NOTHING_KNOWN = 'Neither a request nor a configuration was found that a cause could be read from.';

/** Judges every request of an incident and says what explains the failures. Pure: the same incident gives the same answer. */
export const diagnose = (incident: Incident): Diagnosis => {
  const all = scenesOf(incident).map(judged);
  const lead = leading(all);
  const failed = weightOf(all.filter(({ verdict }) => verdict !== 'no-fault'));
  const causes = lead && isCause(lead.verdict) ? causesOf(lead, all, failed) : [];
  const outcome: VerdictId = lead?.verdict ?? 'insufficient-evidence';
  const verdict: VerdictId = !isCause(outcome) && nothingSeen(incident) ? 'logging-disabled' : outcome;
  const undecided = verdict === 'insufficient-evidence' || verdict === 'logging-disabled';
  return {
    target: incident.target,
    ...(incident.window && { window: incident.window }),
    verdict,
    summary: verdict === 'logging-disabled' ? LOGGING_DISABLED : (lead?.reason ?? NOTHING_KNOWN),
    causes,
    candidates: undecided ? (lead?.open ?? []) : [],
    ruledOut: (lead?.ruledOut ?? []).filter(({ cause }) => !causes.some((one) => one.cause === cause)),
    open: [],
    gaps: incident.gaps,
    next: undecided && lead ? [nextQuery(lead.scene)] : [],
    requests: { failed, sampled: all.filter(({ scene }) => scene.observation.sources.length > 0).length },
  };
};
