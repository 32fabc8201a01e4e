import type { Question } from '../causes/question.ts';
import { type Scene, statusOf } from '../causes/scene.ts';
import { type CauseId, isCauseId, type VerdictId } from '../model/cause-id.ts';
import type { Diagnosis, NamedCause, NextQuery, OpenCause } from '../model/diagnosis.ts';
import type { Incident } from '../model/incident.ts';
import { isAnswered } from './answered.ts';
import { healthOf } from './health.ts';
import { causalOrder, isNamed, judge } from './judge.ts';
import { judgeByReplay } from './judge-by-replay.ts';
import { nextQuery } from './next-query.ts';
import { ruledOutByProof } from './prove/ruled-out-by-proof.ts';
import { type ProvedCause, type ProvedJudgement, type ReplayCount, weighProofs } from './prove/weigh-proofs.ts';
import type { Inquiry } from './query-commands.ts';
import { bareScene, bySight, scenesOf, type WeightedScene } from './scenes.ts';
import { bestQuestion } from './undecided.ts';

interface Judged extends WeightedScene, ProvedJudgement {
  readonly verdict: VerdictId;
  readonly reason: string;
}

const UNDECIDED = 'The evidence fits several causes, and nothing in it decides between them.';
const NONE_LEFT = 'Something failed, and what is known rules out every cause that looks like it.';

/** A replay costs more than a look: with more kinds of request (or methods, where nobody saw one) than this only what is written counts. */
const REPLAYED_AT_MOST = 200;

const judged = (weighted: WeightedScene, replays: ReplayCount, isFew: boolean): Judged => {
  const judgement = weighProofs(weighted.scene, (isFew ? judgeByReplay : judge)(weighted.scene), replays);
  const [best] = judgement.found;
  if (best && isNamed(best)) return { ...weighted, ...judgement, verdict: best.cause, reason: best.what };
  const health = judgement.found.length + judgement.refuted.length === 0 ? healthOf(weighted.scene) : undefined;
  return health === undefined
    ? {
        ...weighted,
        ...judgement,
        verdict: 'insufficient-evidence',
        reason: judgement.open.length === 0 ? NONE_LEFT : UNDECIDED,
      }
    : { ...weighted, ...judgement, verdict: 'no-fault', reason: health };
};

const weightOf = (all: readonly Judged[]): number => all.reduce((sum, { weight }) => sum + weight, 0);

/** The verdict that explains the most failures; a cause outranks an outcome, and a doubt outranks a healthy request. */
const OUTCOME_RANK: Readonly<Record<'cause' | 'insufficient-evidence' | 'no-fault', number>> = {
  cause: 0,
  'insufficient-evidence': 1,
  'no-fault': 2,
};

const rankOf = ({ verdict }: Judged): number =>
  OUTCOME_RANK[verdict === 'no-fault' || verdict === 'insufficient-evidence' ? verdict : 'cause'];

/** A fault of the API's own stays when the backend has recovered, so it goes before the backend's. */
const orderOf = ({ verdict }: Judged): number => {
  if (!isCauseId(verdict)) return 0;
  return verdict === 'backend-error' ? Number.MAX_SAFE_INTEGER : causalOrder(verdict);
};

/** A 4xx beside another failure is more often the caller's own mistake. */
const isRefusal = ({ scene }: Judged): boolean => Math.floor((statusOf(scene) ?? 0) / 100) === 4;

/** First what the answer is about. Of equals what comes first on the request's way, so that the order of the requests decides nothing. */
const ranked = (all: readonly Judged[]): readonly Judged[] => {
  const shares = new Map<VerdictId, number>();
  for (const { verdict, weight } of all) shares.set(verdict, (shares.get(verdict) ?? 0) + weight);
  return all.toSorted(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      (shares.get(b.verdict) ?? 0) - (shares.get(a.verdict) ?? 0) ||
      Number(isRefusal(a)) - Number(isRefusal(b)) ||
      orderOf(a) - orderOf(b) ||
      b.weight - a.weight ||
      bySight(a.scene, b.scene),
  );
};

/**
 * Every cause found in any request, once each, with the requests it stands in: the verdict's own and what else its request shows, in causal
 * order; then those of other requests, the most frequent first.
 */
const causesOf = (all: readonly Judged[], failed: number): readonly NamedCause[] => {
  const found = new Map<CauseId, ProvedCause>();
  const requests = new Map<CauseId, number>();
  for (const one of all)
    for (const cause of one.found.filter(isNamed)) {
      if (!found.has(cause.cause)) found.set(cause.cause, cause);
      requests.set(cause.cause, (requests.get(cause.cause) ?? 0) + one.weight);
    }
  const [lead] = all;
  const [own, ...beside] = lead?.found.filter(isNamed) ?? [];
  const together = [...(own ? [own] : []), ...beside.toSorted((a, b) => causalOrder(a.cause) - causalOrder(b.cause))].map(
    ({ cause }) => cause,
  );
  const elsewhere = [...found.keys()]
    .filter((cause) => !together.includes(cause))
    .sort((a, b) => (requests.get(b) ?? 0) - (requests.get(a) ?? 0) || causalOrder(a) - causalOrder(b));
  return [...together, ...elsewhere].flatMap((id) => {
    const cause = found.get(id);
    return cause ? [{ ...cause, share: { requests: requests.get(id) ?? 0, of: failed } }] : [];
  });
};

/** Last, so that nobody looks for them in vain: what the evidence of the leading request speaks for and its replay against. */
const refutedOf = (lead: Judged | undefined, found: readonly NamedCause[], failed: number): readonly NamedCause[] =>
  (lead?.refuted ?? [])
    .filter(({ cause }) => !found.some((one) => one.cause === cause))
    .map((cause) => ({ ...cause, share: { requests: 0, of: failed } }));

const inquiryOf = ({ target, window }: Incident, scene: Scene): Inquiry => ({ scene, target, ...(window && { window }) });

/** Every cause of the symptom is ruled out: the gateway's own account, or what the backend said, has to tell of something else. */
const fallback = (scene: Scene): Question => (isAnswered(scene, 'execution-trace') ? 'endpoint-answer' : 'execution-trace');

const openOf = (incident: Incident, lead: Judged | undefined): readonly OpenCause[] =>
  lead?.open.map(({ cause, question }) => ({ cause, query: nextQuery(inquiryOf(incident, lead.scene), question) })) ?? [];

const nextOf = (incident: Incident, lead: Judged | undefined): NextQuery => {
  const scene = lead?.scene ?? bareScene(incident, 'api');
  return nextQuery(inquiryOf(incident, scene), bestQuestion(lead?.open ?? []) ?? fallback(scene));
};

/** A stage with an access log writes something, even where nobody has handed it over. */
const nothingSeen = ({ gaps, observations, stage: { settings } }: Incident): boolean =>
  observations.length === 0 && typeof settings.accessLog !== 'object' && gaps.some(({ kind }) => kind === 'logging-disabled');

const LOGGING_DISABLED = 'The stage writes no logs, so nothing can be said about single requests.';
const NOTHING_KNOWN = 'Neither a request nor a configuration was found that a cause could be read from.';

/** Judges every request of an incident and says what explains the failures. Pure: the same incident gives the same answer. */
export const diagnose = (incident: Incident): Diagnosis => {
  const scenes = scenesOf(incident).toSorted((a, b) => b.weight - a.weight || bySight(a.scene, b.scene));
  const replays: ReplayCount = new Map();
  const all = ranked(scenes.map((one) => judged(one, replays, scenes.length <= REPLAYED_AT_MOST)));
  const [lead] = all;
  const failed = weightOf(all.filter(({ verdict }) => verdict !== 'no-fault'));
  const found = lead && isCauseId(lead.verdict) ? causesOf(all, failed) : [];
  const causes = [...found, ...refutedOf(lead, found, failed)];
  const outcome: VerdictId = lead?.verdict ?? 'insufficient-evidence';
  const verdict: VerdictId = !isCauseId(outcome) && nothingSeen(incident) ? 'logging-disabled' : outcome;
  const byProof = ruledOutByProof(
    lead?.found ?? [],
    (lead?.open ?? []).map(({ cause }) => cause),
  );
  const notNamed = ({ cause }: { readonly cause: CauseId }): boolean => !causes.some((one) => one.cause === cause);
  const undecided = verdict === 'insufficient-evidence' || verdict === 'logging-disabled';
  return {
    target: incident.target,
    ...(incident.window && { window: incident.window }),
    verdict,
    summary: verdict === 'logging-disabled' ? LOGGING_DISABLED : (lead?.reason ?? NOTHING_KNOWN),
    causes,
    candidates: undecided ? (lead?.open ?? []).map(({ cause }) => cause) : [],
    ruledOut: [...(lead?.ruledOut ?? []), ...byProof].filter(notNamed),
    open:
      verdict === 'no-fault'
        ? []
        : openOf(incident, lead).filter((one) => notNamed(one) && !byProof.some(({ cause }) => cause === one.cause)),
    gaps: incident.gaps,
    next: undecided ? [nextOf(incident, lead)] : [],
    requests: { failed, sampled: incident.observations.filter(({ observation }) => observation.sources.length > 0).length },
  };
};
