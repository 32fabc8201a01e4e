import { causes } from '../../causes/index.ts';
import type { Scene } from '../../causes/scene.ts';
import type { AuditEffect } from '../../model/audit.ts';
import type { CauseId } from '../../model/cause-id.ts';
import type { FoundCause } from '../../model/diagnosis.ts';
import { isNamed, judge } from '../judge.ts';
import { atMostConfirmed } from '../judge-by-replay.ts';
import { observeReplay } from '../prove/observe-replay.ts';
import { shows } from '../prove/prove.ts';
import { type Replayable, replayableOf } from '../prove/replayable.ts';
import { withReplayedFailure } from '../prove/replayed-failure.ts';
import type { Run } from '../prove/runs.ts';
import { brokeDown } from '../prove/worse.ts';
import { type Trial, trialsOf } from './trials.ts';

/** A replay that shows a cause. */
export interface Witness {
  readonly replayable: Replayable;
  readonly run: Run;
}

/** A cause in one method. */
export interface Suspect {
  readonly cause: FoundCause;
  readonly effect: AuditEffect;
  readonly witness?: Witness;
}

export interface MethodAudit {
  readonly suspects: readonly Suspect[];
  /** Why nothing could be replayed. */
  readonly notReplayed?: string;
}

/** The audit asks what becomes of callers who are let in, on the stage itself. */
const letIn = (scene: Scene): Scene => {
  const { canary: _canary, ...settings } = scene.stage.settings;
  const { method } = scene;
  return {
    ...scene,
    stage: { ...scene.stage, settings },
    ...(method && { method: { ...method, authorizationType: 'NONE', apiKeyRequired: false } }),
  };
};

/** What an error that nobody saw can show without anything else being made up. */
const HIDING: ReadonlySet<CauseId> = new Set<CauseId>(['lambda-error-as-success', 'backend-error-as-success']);

const hides = ({ replay }: Run): boolean => !brokeDown(replay) && replay.response.status < 400;

/** Nothing of the configuration had to be taken for granted, except that the caller is let in. */
const isSettled = (scene: Scene): boolean => {
  const replayable = replayableOf(letIn(scene));
  return replayable.ok && replayable.value.assumed.configuration.length === 0;
};

const hiding = (scene: Scene, trials: readonly Trial[]): readonly Suspect[] => {
  const [witness] = trials.flatMap(({ replayable, badly }) => badly.filter(hides).map((run): Witness => ({ replayable, run })));
  if (witness === undefined || !isSettled(scene)) return [];
  const {
    replayable: { request, rig },
    run: { endpoint, replay },
  } = witness;
  const seen = { ...scene, observation: observeReplay({ request, endpoint, integration: rig.kind, replay }, scene.observation) };
  return causes.flatMap((cause) => {
    const examined = HIDING.has(cause.id) ? cause.examine(seen) : undefined;
    return examined?.kind === 'found' && isNamed(examined.cause)
      ? [{ cause: atMostConfirmed(examined.cause), effect: 'hides-error', witness } as const]
      : [];
  });
};

const breaks = ({ replay }: Run): boolean => brokeDown(replay);

/** The call that shows the cause by the gateway's own failure: whatever the endpoint answers well, else at one of its errors. */
const failure = (cause: FoundCause, trials: readonly Trial[]): Suspect | undefined => {
  for (const [effect, runsOf] of [
    ['fails', ({ well }: Trial) => (well.every(breaks) ? well : [])],
    ['fails-on-error', ({ badly }: Trial) => badly.filter(breaks)],
  ] as const)
    for (const trial of trials) {
      const run = runsOf(trial).find((one) => shows(cause, trial.replayable, one));
      if (run) return { cause, effect, witness: { replayable: trial.replayable, run } };
    }
  return undefined;
};

/** What the settings forbid by themselves; where they do not, what the failure line shows in which every call ends. */
const failing = (scene: Scene, trials: readonly Trial[]): readonly Suspect[] => {
  const forbidden = judge(scene).found.filter(isNamed);
  if (forbidden.length > 0) return forbidden.map((cause) => failure(cause, trials) ?? { cause, effect: 'wrong-setting' });
  const replayed = trials.every(({ well }) => well.every(breaks)) ? withReplayedFailure(letIn(scene)) : undefined;
  if (replayed === undefined) return [];
  const found = judge({ ...scene, observation: replayed.observation }).found.filter(isNamed);
  return found.flatMap((cause) => failure(atMostConfirmed(cause), trials) ?? []);
};

/** One configured method that nobody was seen to call: what would go wrong with it whoever calls. */
export const auditMethod = (scene: Scene): MethodAudit => {
  const trials = trialsOf(scene);
  const replayed = trials.ok ? trials.value : [];
  return {
    suspects: [...failing(scene, replayed), ...hiding(scene, replayed)],
    ...(!trials.ok && { notReplayed: trials.failure }),
  };
};
