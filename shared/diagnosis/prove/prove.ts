import { causes } from '../../causes/index.ts';
import { methodIn, type Scene } from '../../causes/scene.ts';
import type { FoundCause } from '../../model/diagnosis.ts';
import type { Divergence, Proof } from '../../model/proof.ts';
import { compare } from './compare.ts';
import { neighbourHarmed } from './harm.ts';
import { observeReplay } from './observe-replay.ts';
import { outcomeText } from './outcome-text.ts';
import { OUTSIDE } from './outside.ts';
import { repairedStage } from './repaired-stage.ts';
import { type Replayable, replayableOf } from './replayable.ts';
import { deployedRuns, type Run, repairedRun } from './runs.ts';
import { brokeDown } from './worse.ts';

/** Whether the cause itself, asked about the replay, finds what it found in the evidence. */
export const shows = (cause: FoundCause, { scene, rig, request }: Replayable, { replay, endpoint }: Run): boolean => {
  const observation = observeReplay({ request, endpoint, integration: rig.kind, replay }, scene.observation);
  const method = methodIn(rig.api, scene);
  const replayed: Scene = { ...scene, observation, api: rig.api, ...(method && { method }) };
  const examined = causes.find(({ id }) => id === cause.cause)?.examine(replayed);
  return examined?.kind === 'found' && examined.cause.strength !== 'suggested';
};

/** A fault that no failure line shows has to be seen by its cause. */
const divergenceOf = (cause: FoundCause, replayable: Replayable, run: Run): Divergence | undefined => {
  const divergence = compare(replayable.scene.observation, run.replay);
  if (divergence || brokeDown(run.replay) || shows(cause, replayable, run)) return divergence;
  return { aspect: 'answer', observed: `what ${cause.cause} describes`, replayed: `${outcomeText(run.replay)} without a fault` };
};

const assumedIn = ({ assumed }: Replayable): readonly string[] => [...assumed.request, ...assumed.configuration];

/** What a replay that shows the cause says of its repair. */
export const repairedProof = (cause: FoundCause, replayable: Replayable, before: Run): Proof => {
  const replayed = outcomeText(before.replay);
  const assumptions = [...assumedIn(replayable), ...before.assumptions];
  const reproduced = (open: string): Proof => ({ kind: 'reproduced', replayed, open, assumptions });
  const repaired = repairedStage(replayable, cause);
  if (!repaired.ok) return reproduced(repaired.failure);
  const after = repairedRun(replayable, before, repaired.value);
  if (!after.ok) return reproduced(after.failure);
  const { replay } = after.value;
  if (brokeDown(replay) || shows(cause, { ...replayable, ...repaired.value }, after.value))
    return reproduced(`With the repair the request still ends in ${outcomeText(replay)}.`);
  const harm = neighbourHarmed(replayable, repaired.value, before.endpoint);
  if (harm.harmed !== undefined) return reproduced(`The repair is not free: ${harm.harmed}.`);
  return {
    kind: 'proven',
    replayed,
    repaired: outcomeText(replay),
    neighbours: harm.replayed,
    assumptions: [...new Set([...assumptions, ...repaired.value.assumptions, ...after.value.assumptions])],
  };
};

const tooLittle = ({ observed, replayed }: Divergence, assumptions: readonly string[]): string =>
  `Too little is known: a replay gives ${replayed} where ${observed} was seen. ${assumptions.join(' ')}`;

/**
 * Replays the failing request on what the stage runs and compares it with what happened; then once more with the repair, beside
 * neighbouring requests. Only where nothing had to be assumed does a difference refute the cause.
 */
export const prove = (scene: Scene, cause: FoundCause): Proof => {
  const outside = OUTSIDE[cause.cause];
  if (outside !== undefined) return { kind: 'not-attempted', reason: outside };
  if (scene.observation.sources.length === 0) return { kind: 'not-attempted', reason: 'No request was seen that could be replayed.' };
  const replayable = replayableOf(scene);
  if (!replayable.ok) return { kind: 'not-attempted', reason: replayable.failure };
  const runs = deployedRuns(replayable.value).map((run) => ({ run, divergence: divergenceOf(cause, replayable.value, run) }));
  const same = runs.find(({ divergence }) => divergence === undefined);
  if (same) return repairedProof(cause, replayable.value, same.run);
  const [first] = runs;
  if (first?.divergence === undefined) return { kind: 'not-attempted', reason: 'What the endpoint answered is not known.' };
  const assumptions = [...first.run.assumptions, ...assumedIn(replayable.value)];
  return assumptions.length === 0
    ? { kind: 'refuted', divergence: first.divergence }
    : { kind: 'not-attempted', reason: tooLittle(first.divergence, assumptions), divergence: first.divergence };
};
