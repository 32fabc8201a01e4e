import type { Scene } from '../../causes/scene.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { FoundCause } from '../../model/diagnosis.ts';
import type { Change } from '../../model/repair.ts';
import { applyChanges, type Repairable } from '../../repairs/apply-changes.ts';
import { type Rig, rigOf } from './rig.ts';

/** What the request meets once the repair is made. */
export interface Repaired {
  readonly rig: Rig;
  readonly grants: Pick<Repairable, 'functions' | 'roles'>;
  /** A repair of code: what the function answers then. */
  readonly output?: string;
  /** The whole API before and after: an edit of it all reaches other methods. Absent: the edit stays in one method. */
  readonly whole?: { readonly before: Rig; readonly after: Rig };
}

const WIDE: ReadonlySet<Change['kind']> = new Set<Change['kind']>(['add-binary-media-type', 'remove-binary-media-type']);

const onlyDeploys = (changes: readonly Change[]): boolean => changes.every(({ kind }) => kind === 'redeploy-stage');

/** A deployment alone brings the working copy to the stage. */
const redeployed = (scene: Scene): Result<Repaired, string> => {
  const { workingCopy } = scene.stage;
  return workingCopy === undefined || scene.apiIs === 'working-copy'
    ? err('The working copy that a deployment would bring is not known.')
    : ok({ rig: rigOf(scene, workingCopy), grants: scene.stage });
};

const edited = (scene: Scene, { api }: Rig, changes: readonly Change[]): Result<Repaired, string> => {
  const { functions, roles } = scene.stage;
  const own = applyChanges({ api, functions, roles }, changes);
  if (!own.ok) return own;
  const repaired = { rig: rigOf(scene, own.value.api), grants: own.value };
  if (!scene.api || !changes.some(({ kind }) => WIDE.has(kind))) return ok(repaired);
  const whole = applyChanges({ api: scene.api, functions, roles }, changes);
  return whole.ok ? ok({ ...repaired, whole: { before: rigOf(scene, scene.api), after: rigOf(scene, whole.value.api) } }) : whole;
};

/** The failure says in one sentence why the repair cannot be replayed. */
export const repairedStage = (scene: Scene, rig: Rig, { repair }: FoundCause): Result<Repaired, string> => {
  switch (repair.kind) {
    case 'config':
      return onlyDeploys(repair.changes) ? redeployed(scene) : edited(scene, rig, repair.changes);
    case 'code':
      return repair.corrected === undefined
        ? err('The repair is a change of code, and what it would answer is not known.')
        : ok({ rig, grants: scene.stage, output: repair.corrected });
    case 'advice':
      return err('The repair needs a decision or a value that the evidence does not hold.');
  }
};
