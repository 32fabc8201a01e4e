import type { Scene } from '../causes/scene.ts';
import type { FoundCause } from '../model/diagnosis.ts';
import { isNamed, type Judgement, judge } from './judge.ts';
import { withReplayedFailure } from './prove/replayed-failure.ts';

/** A line that the simulator wrote is no line of AWS: it confirms, by the rules of the data plane, and concludes nothing. */
export const atMostConfirmed = (cause: FoundCause): FoundCause =>
  cause.strength === 'conclusive' ? { ...cause, strength: 'confirmed' } : cause;

/** What the evidence says; where it names nothing, what it says together with the failure line that a replay writes. */
export const judgeByReplay = (scene: Scene): Judgement => {
  const seen = judge(scene);
  if (seen.found.some(isNamed)) return seen;
  const replayed = withReplayedFailure(scene);
  if (replayed === undefined) return seen;
  const judgement = judge(replayed);
  return judgement.found.some(isNamed) ? { ...judgement, found: judgement.found.map(atMostConfirmed) } : seen;
};
