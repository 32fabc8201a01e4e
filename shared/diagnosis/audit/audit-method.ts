import { causes } from '../../causes/index.ts';
import { integrationOf, type Scene } from '../../causes/scene.ts';
import { isFailure } from '../../logs/grammar.ts';
import { printLine } from '../../logs/print.ts';
import type { Method, Templates } from '../../model/api.ts';
import type { AuditEffect } from '../../model/audit.ts';
import type { CauseId } from '../../model/cause-id.ts';
import type { FoundCause } from '../../model/diagnosis.ts';
import type { FailureEvent } from '../../model/trace.ts';
import { isNamed, judge } from '../judge.ts';
import { atMostConfirmed } from '../judge-by-replay.ts';
import { observeReplay } from '../prove/observe-replay.ts';
import { shows } from '../prove/prove.ts';
import { type Replayable, replayableOf } from '../prove/replayable.ts';
import { asLogged } from '../prove/replayed-failure.ts';
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

/** An export leaves out what is not set. A MOCK without any template fails, so there a missing one may be one that nobody noted. */
const withTemplates = (integration: Method['integration'], isDeployed: boolean): Method['integration'] =>
  isDeployed && integration !== undefined && integration !== 'NONE' && integration.type !== 'MOCK'
    ? { requestTemplates: {}, ...integration }
    : integration;

/** The audit asks what becomes of callers who are let in, on the stage itself. */
const letIn = (scene: Scene): Scene => {
  const { canary: _canary, ...settings } = scene.stage.settings;
  const { method, api, apiIs, stage } = scene;
  if (method === undefined) return scene;
  const integration = withTemplates(method.integration, apiIs === 'deployed');
  return {
    ...scene,
    stage: { ...stage, settings },
    ...(api && { api: { binaryMediaTypes: [], ...api } }),
    method: { ...method, authorizationType: 'NONE', apiKeyRequired: false, ...(integration && { integration }) },
  };
};

/** What an error that nobody saw can show without anything else being made up. */
const HIDING: ReadonlySet<CauseId> = new Set<CauseId>([
  'lambda-error-as-success',
  'backend-error-as-success',
  'selection-pattern-mismatch',
]);

const hides = ({ replay }: Run): boolean => !brokeDown(replay) && replay.response.status < 400;

const hiding = (scene: Scene, trials: readonly Trial[]): readonly Suspect[] => {
  const [witness] = trials.flatMap(({ replayable, badly }) => badly.filter(hides).map((run): Witness => ({ replayable, run })));
  if (witness === undefined || integrationOf(scene)?.responses === undefined) return [];
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

/** Faults of the mapping of answers: what they show hangs on no data. */
const MAPPING: ReadonlySet<FailureEvent['kind']> = new Set<FailureEvent['kind']>(['no-output-mapping', 'invalid-method-response']);
/** Failures that no template decides, though it read a request that nobody saw. */
const UNTEMPLATED: ReadonlySet<FailureEvent['kind']> = new Set<FailureEvent['kind']>([
  ...MAPPING,
  'invalid-permissions',
  'assume-role-denied',
]);

const reads = (templates: readonly (Templates | undefined)[]): boolean =>
  templates.some((all) => Object.values(all ?? {}).some((template) => template.includes('$input')));

const isSettled = (scene: Scene): boolean => {
  const replayable = replayableOf(letIn(scene));
  return replayable.ok && replayable.value.assumed.configuration.length === 0;
};

/** Whether a failure may come of what was made up: a template, or a list of media types, fails on one input and not on another. */
const hangsOnData = (scene: Scene, { kind }: FailureEvent): boolean => {
  const { type, contentHandling, requestTemplates, responses = [] } = integrationOf(scene) ?? {};
  if (scene.api?.binaryMediaTypes === undefined && !UNTEMPLATED.has(kind)) return true;
  const isBytes =
    kind === 'transform-request-failed' && contentHandling !== 'CONVERT_TO_TEXT' && scene.api?.binaryMediaTypes?.includes('*/*');
  if (reads([requestTemplates]) && !isBytes && (type === 'MOCK' || !UNTEMPLATED.has(kind))) return true;
  return kind === 'transform-response-failed' && type !== 'MOCK' && reads(responses.map(({ responseTemplates }) => responseTemplates));
};

const failureOf = ({ replay }: Run): FailureEvent | undefined => replay.trace.find(isFailure);

/** What the failure lines of these runs show, once for each that they have. */
const shownBy = (scene: Scene, runs: readonly Run[], counts: (failure: FailureEvent) => boolean): readonly FoundCause[] => {
  const byLine = new Map(
    runs.flatMap((run) => {
      const failure = failureOf(run);
      return failure && counts(failure) && !hangsOnData(scene, failure) ? [[printLine(failure), run] as const] : [];
    }),
  );
  return [...byLine.values()].flatMap(({ replay }) =>
    judge({ ...scene, observation: { ...scene.observation, events: replay.trace.map(asLogged) } })
      .found.filter(isNamed)
      .map(atMostConfirmed),
  );
};

/** What becomes clear when the made-up calls fail: all of them, or those that the endpoint answers with an error. */
const replayedFailures = (scene: Scene, trials: readonly Trial[]): readonly FoundCause[] => {
  if (trials.length === 0 || !isSettled(scene)) return [];
  const well = trials.flatMap((trial) => trial.well);
  return well.every(breaks)
    ? shownBy(scene, well, () => new Set(well.map((run) => failureOf(run)?.kind)).size === 1)
    : shownBy(scene, trials.flatMap(({ badly }) => badly).filter(breaks), ({ kind }) => MAPPING.has(kind));
};

/** What the settings forbid by themselves; where they forbid nothing, what a replay shows. */
const failing = (scene: Scene, trials: readonly Trial[]): readonly Suspect[] => {
  const forbidden = judge(scene).found.filter(isNamed);
  if (forbidden.length > 0) return forbidden.map((cause) => failure(cause, trials) ?? { cause, effect: 'wrong-setting' });
  const shown = new Map(replayedFailures(scene, trials).map((cause) => [cause.cause, cause]));
  return [...shown.values()].flatMap((cause) => failure(cause, trials) ?? []);
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
