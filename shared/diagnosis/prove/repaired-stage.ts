import type { Scene } from '../../causes/scene.ts';
import { findMethod } from '../../gateway/routing.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { FoundCause } from '../../model/diagnosis.ts';
import type { Change } from '../../model/repair.ts';
import { applyChanges } from '../../repairs/apply-changes.ts';
import { type Replayable, rigFor } from './replayable.ts';
import { type Rig, rigOf } from './rig.ts';

/** What the request meets once the repair is made. */
export interface Repaired {
  readonly rig: Rig;
  /** The scene with the policies and the deployed version as they are then. */
  readonly scene: Scene;
  /** What was taken of the version that a deployment brings, where the evidence does not say. */
  readonly assumptions: readonly string[];
  /** A repair of code: what the function answers then. */
  readonly output?: string;
  /** The whole API before and after: an edit of it all reaches other methods. Absent: the edit stays in one method. */
  readonly whole?: { readonly before: Rig; readonly after: Rig };
}

const WIDE: ReadonlySet<Change['kind']> = new Set<Change['kind']>([
  'add-binary-media-type',
  'remove-binary-media-type',
  'set-stage-variable',
  'set-gateway-response',
]);

const onlyDeploys = (changes: readonly Change[]): boolean => changes.every(({ kind }) => kind === 'redeploy-stage');

/** A deployment alone brings the working copy to the stage. */
const redeployed = ({ scene, request }: Replayable): Result<Repaired, string> => {
  const { workingCopy } = scene.stage;
  if (workingCopy === undefined || scene.apiIs === 'working-copy')
    return err('The working copy that a deployment would bring is not known.');
  const method = findMethod(workingCopy, request);
  const rig = rigFor({ ...scene, ...(method && { method }) }, workingCopy, request);
  if (!rig.ok) return rig;
  const { value, assumptions } = rig.value;
  return ok({ rig: value, scene: { ...scene, stage: { ...scene.stage, deployed: workingCopy } }, assumptions });
};

const edited = ({ scene, rig: { api } }: Replayable, changes: readonly Change[]): Result<Repaired, string> => {
  const { functions, roles, settings } = scene.stage;
  const own = applyChanges({ api, functions, roles, settings }, changes);
  if (!own.ok) return own;
  const { api: version, ...around } = own.value;
  const then: Scene = { ...scene, stage: { ...scene.stage, ...around } };
  const repaired = { rig: rigOf(then, version), scene: then, assumptions: [] };
  if (!scene.api || !changes.some(({ kind }) => WIDE.has(kind))) return ok(repaired);
  const whole = applyChanges({ api: scene.api, functions, roles, settings }, changes);
  return whole.ok ? ok({ ...repaired, whole: { before: rigOf(scene, scene.api), after: rigOf(then, whole.value.api) } }) : whole;
};

/** The failure says in one sentence why the repair cannot be replayed. */
export const repairedStage = (replayable: Replayable, { repair }: FoundCause): Result<Repaired, string> => {
  switch (repair.kind) {
    case 'config':
      return onlyDeploys(repair.changes) ? redeployed(replayable) : edited(replayable, repair.changes);
    case 'code':
      return repair.corrected === undefined
        ? err('The repair is a change of code, and what it would answer is not known.')
        : ok({ rig: replayable.rig, scene: replayable.scene, assumptions: [], output: repair.corrected });
    case 'advice':
      return err('The repair needs a decision or a value that the evidence does not hold.');
  }
};
