import { err, ok, type Result } from '../../lib/result.ts';
import { collectFailureOf } from '../collect-failure.ts';
import type { Raw } from '../collect-ports.ts';
import type { CollectFailure, CollectQuery } from '../collect-query.ts';
import type { Gate } from './budget.ts';
import { type FoundApi, readStage, readStages } from './control-plane.ts';
import { textOf } from './raw.ts';
import { countErrors } from './read-metrics.ts';

export interface ChosenStage {
  readonly stage: string;
  /** GetStage. */
  readonly settings: Raw;
}

/** One GetMetricData takes 500 series; nobody needs more stages than this told apart. */
const MOST_STAGES = 100;

const chosen = (settings: Raw): ChosenStage => ({ stage: textOf(settings, 'stageName', 'StageName') ?? '', settings });

const named = async (gate: Gate, api: FoundApi, stage: string): Promise<Result<ChosenStage, CollectFailure>> => {
  const settings = await readStage(gate, api, stage);
  if (settings.ok) return ok({ stage, settings: settings.value });
  if (settings.failure.kind !== 'not-found') return err(collectFailureOf(settings.failure));
  const others = await readStages(gate, api);
  const stages = others.ok ? others.value.map((other) => chosen(other).stage) : [];
  return err({ kind: 'stage-not-found', api: api.name || api.id, stage, stages });
};

const neededOf = (api: FoundApi, stages: readonly ChosenStage[]): CollectFailure => ({
  kind: 'stage-needed',
  api: api.name || api.id,
  stages: stages.map(({ stage }) => stage),
});

/**
 * An alarm on `ApiName` alone covers all stages: the one that failed most in the window is read, and the answer says which others failed.
 * When none failed, or nobody may read the metrics, a person has to say.
 */
const failing = async (
  gate: Gate,
  api: FoundApi,
  stages: readonly ChosenStage[],
  { window }: CollectQuery,
): Promise<Result<ChosenStage, CollectFailure>> => {
  const needed = neededOf(api, stages);
  const asked = stages.slice(0, MOST_STAGES);
  const errors = await countErrors(
    gate,
    asked.map(({ stage }) => ({ api, stage })),
    window,
  );
  if (!errors.ok) return err(needed);
  const failed = asked
    .map((stage, index) => ({ ...stage, count: errors.value[index] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const [most, ...others] = failed;
  if (!most) return err(needed);
  if (others.length > 0) {
    gate.note({
      kind: 'ambiguous',
      what: `stage of ${api.name || api.id}`,
      why: `No stage was named and several failed; ${most.stage} was read because it failed most (${most.count} server errors). Also failing: ${others.map(({ stage, count }) => `${stage} (${count})`).join(', ')}.`,
      remedy: 'Diagnose each of the other stages by its name, and give the alarm a Stage dimension.',
    });
  }
  return ok({ stage: most.stage, settings: most.settings });
};

export const chooseStage = async (gate: Gate, api: FoundApi, query: CollectQuery): Promise<Result<ChosenStage, CollectFailure>> => {
  if (query.stage !== undefined) return named(gate, api, query.stage);
  const answer = await readStages(gate, api);
  if (!answer.ok) return err(collectFailureOf(answer.failure));
  const stages = answer.value.map(chosen);
  const [only] = stages;
  if (!only) return err({ kind: 'stage-needed', api: api.name || api.id, stages: [] });
  if (stages.length === 1) return ok(only);
  return query.only === 'configuration' ? err(neededOf(api, stages)) : failing(gate, api, stages, query);
};
