import type { Scene } from '../../causes/scene.ts';
import { compare } from './compare.ts';
import { replayableOf } from './replayable.ts';
import { deployedRuns } from './runs.ts';
import { brokeDown } from './worse.ts';

/**
 * A replay on the configuration ends as the request did, without an error of the gateway and with nothing taken for the endpoint's answer:
 * a template or a MOCK chose this status.
 */
export const endsAsConfigured = (scene: Scene): boolean => {
  const replayable = replayableOf(scene);
  if (!replayable.ok) return false;
  const [run] = deployedRuns(replayable.value);
  return (
    run !== undefined && run.assumptions.length === 0 && !brokeDown(run.replay) && compare(scene.observation, run.replay) === undefined
  );
};
