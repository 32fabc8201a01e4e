import { err, ok, type Result } from '../../lib/result.ts';
import { collectFailureOf } from '../collect-failure.ts';
import type { CollectFailure, CollectQuery } from '../collect-query.ts';
import type { Gate } from './budget.ts';
import { type ChosenStage, chooseStage } from './choose-stage.ts';
import { type FoundApi, readStage } from './control-plane.ts';
import { executionLogGroups } from './execution-log.ts';
import { FAILURE_PATTERN, isFailureEvent } from './failure-signature.ts';
import { findApis } from './find-api.ts';
import { countErrors } from './read-metrics.ts';
import { scanLog } from './scan-log.ts';

/** The one API and stage that is looked at, with what was read on the way. */
export type ResolvedTarget = FoundApi & ChosenStage;

/** More namesakes than this are not told apart by asking each. */
const MOST_CANDIDATES = 10;

/** Those of the namesakes that have the stage. */
const withStage = async (
  gate: Gate,
  apis: readonly FoundApi[],
  stage: string,
): Promise<Result<readonly ResolvedTarget[], CollectFailure>> => {
  const targets: ResolvedTarget[] = [];
  for (const api of apis) {
    const settings = await readStage(gate, api, stage);
    if (settings.ok) targets.push({ ...api, stage, settings: settings.value });
    else if (settings.failure.kind !== 'not-found') return err(collectFailureOf(settings.failure));
  }
  return ok(targets);
};

/** Namesakes share their metric on REST, so the execution log tells; HTTP and WebSocket metrics carry the id. */
const wasFailing = async (gate: Gate, target: ResolvedTarget, { window }: CollectQuery): Promise<boolean> => {
  if (target.kind === 'REST') {
    const [logGroupName = ''] = executionLogGroups(target);
    const scan = await scanLog(gate, { logGroupName, window, filterPattern: FAILURE_PATTERN, keep: isFailureEvent, mostPages: 2 });
    return scan.events.length > 0;
  }
  const errors = await countErrors(gate, [{ api: target, stage: target.stage }], window);
  return errors.ok && errors.value.some((count) => count > 0);
};

const onlyFailing = async (
  gate: Gate,
  targets: readonly ResolvedTarget[],
  query: CollectQuery,
): Promise<Result<ResolvedTarget, CollectFailure>> => {
  const active: ResolvedTarget[] = [];
  for (const target of targets) if (await wasFailing(gate, target, query)) active.push(target);
  const [only] = active;
  if (!only || active.length > 1) return err({ kind: 'api-ambiguous', api: query.api, ids: targets.map(({ id }) => id) });
  gate.note({
    kind: 'ambiguous',
    what: `API named ${query.api}`,
    why: `${targets.length} APIs of this name have the stage ${only.stage}; only ${only.id} failed in the window, so it was read.`,
    remedy: `Name the API by its id if another was meant: ${targets.map(({ id }) => id).join(', ')}.`,
  });
  return ok(only);
};

/** From a name or id and perhaps a stage to exactly one API and stage. Never picks silently. */
export const resolveTarget = async (gate: Gate, query: CollectQuery): Promise<Result<ResolvedTarget, CollectFailure>> => {
  const found = await findApis(gate, query);
  if (!found.ok) return found;
  const [api, ...namesakes] = found.value;
  if (api && namesakes.length === 0) {
    const stage = await chooseStage(gate, api, query);
    return stage.ok ? ok({ ...api, ...stage.value }) : stage;
  }
  const ambiguous: CollectFailure = { kind: 'api-ambiguous', api: query.api, ids: found.value.map(({ id }) => id) };
  if (query.stage === undefined || found.value.length > MOST_CANDIDATES) return err(ambiguous);
  const staged = await withStage(gate, found.value, query.stage);
  if (!staged.ok) return staged;
  const [only] = staged.value;
  if (!only) return err({ kind: 'stage-not-found', api: query.api, stage: query.stage, stages: [] });
  if (staged.value.length === 1) return ok(only);
  return query.only === 'configuration'
    ? err({ kind: 'api-ambiguous', api: query.api, ids: staged.value.map(({ id }) => id) })
    : onlyFailing(gate, staged.value, query);
};
