import { causes } from '../../causes/index.ts';
import { endpointOf, type Scene } from '../../causes/scene.ts';
import type { EndpointAnswer, GatewayRequest } from '../../gateway/exchange.ts';
import { encodeUtf8 } from '../../gateway/payload.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { Method } from '../../model/api.ts';
import type { FoundCause } from '../../model/diagnosis.ts';
import type { Divergence, Proof } from '../../model/proof.ts';
import { settleMethod } from '../replay/settle-method.ts';
import type { Assumed } from './assumed.ts';
import { compare } from './compare.ts';
import { neighbourHarmed } from './harm.ts';
import { observeReplay } from './observe-replay.ts';
import { outcomeText } from './outcome-text.ts';
import { OUTSIDE } from './outside.ts';
import { rebuildEndpoint } from './rebuild-endpoint.ts';
import { rebuildRequest } from './rebuild-request.ts';
import { refusal } from './refusal.ts';
import { type Repaired, repairedStage } from './repaired-stage.ts';
import { placeOf, type Rig, replayOn, rigOf } from './rig.ts';
import { answerFor, standInErrors, standInSuccess } from './stand-in.ts';
import { type Answered, brokeDown } from './worse.ts';

/** A failing request that can be replayed. */
interface Replayable {
  readonly scene: Scene;
  readonly rig: Rig;
  readonly request: GatewayRequest;
  readonly assumptions: readonly string[];
}

/** A replay that came to an end, with what it was told of the endpoint. */
interface Run {
  readonly replay: Answered;
  readonly endpoint: EndpointAnswer | undefined;
  readonly assumptions: readonly string[];
}

const UNNOTED_FUNCTION =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:unknown/invocations';

const ASKED_ANEW = 'The repair changes what the endpoint is asked: a success stands in for its new answer.';

/** An address that the configuration lacks may stand in the log; a function that answered was called by the address of a function. */
const withNotedAddress = (scene: Scene, method: Method): Method => {
  const { integration } = method;
  const endpoint = endpointOf(scene);
  if (integration === undefined || integration === 'NONE' || integration.uri !== undefined || integration.type !== 'AWS') return method;
  const uri = endpoint?.uri ?? (endpoint?.kind === 'lambda' ? UNNOTED_FUNCTION : undefined);
  return uri === undefined ? method : { ...method, integration: { ...integration, uri } };
};

const prepare = (scene: Scene): Result<Replayable, string> => {
  const { api, stage, observation } = scene;
  if (stage.kind !== 'REST') return err(`The simulator replays REST APIs, and this one is of kind ${stage.kind}.`);
  if (observation.sources.length === 0) return err('No request was seen that could be replayed.');
  if (api === undefined) return err('The configuration is not known.');
  const request = rebuildRequest(scene);
  if (!request.ok) return request;
  const own = scene.method ? { ...api, methods: [withNotedAddress(scene, scene.method)] } : api;
  const unsettled = { api: own, settings: stage.settings, place: placeOf(scene), domains: [], source: '', notes: [] };
  const settled = settleMethod(unsettled, request.value.value);
  if (!settled.ok) return err(`The configuration is not known well enough. ${settled.failure}`);
  return ok({
    scene,
    rig: rigOf(scene, settled.value.api),
    request: request.value.value,
    assumptions: [...request.value.assumptions, ...settled.value.notes],
  });
};

/** What may stand for an answer that nobody saw, the likeliest first. */
const standIns = ({ rig: { kind }, scene }: Replayable): readonly EndpointAnswer[] => {
  if (kind === undefined) return [];
  const client = scene.observation.response && answerFor(kind, scene.observation.response);
  return [...(client ? [client] : []), standInSuccess(kind), ...standInErrors(kind)];
};

const runWith = ({ rig, scene, request }: Replayable, { value, assumptions }: Assumed<EndpointAnswer>): readonly Run[] => {
  const replay = replayOn(rig, scene, request, value);
  return replay.kind === 'answered' ? [{ replay, endpoint: value, assumptions }] : [];
};

/** One run where the answer is known, or the policy dictates it, or none is needed (MOCK); else one for each answer that may stand in. */
const deployedRuns = (replayable: Replayable): readonly Run[] => {
  const { scene, rig, request } = replayable;
  const unasked = replayOn(rig, scene, request, undefined);
  if (unasked.kind === 'answered') return [{ replay: unasked, endpoint: undefined, assumptions: [] }];
  const seen = rebuildEndpoint(scene);
  if (seen.ok) return runWith(replayable, seen.value);
  const refused = refusal(scene, scene.stage);
  if (refused) return runWith(replayable, { value: refused, assumptions: [] });
  return standIns(replayable).flatMap((value) => runWith(replayable, { value, assumptions: [`${seen.failure} A stand-in was taken.`] }));
};

const sentText = ({ integrationRequest }: Pick<Answered, 'integrationRequest'>): string => JSON.stringify(integrationRequest ?? null);

/** The endpoint says again what it said where it is asked the same; what it would say to another question nobody knows. */
const runRepaired = ({ scene, request }: Replayable, before: Run, { rig, grants, output }: Repaired): Result<Run, string> => {
  const standIn = rig.kind && standInSuccess(rig.kind);
  const unasked = replayOn(rig, scene, request, undefined);
  if (unasked.kind === 'answered') return ok({ replay: unasked, endpoint: undefined, assumptions: [] });
  const corrected = output === undefined ? undefined : ({ kind: 'answered', status: 200, headers: [], body: encodeUtf8(output) } as const);
  const isSame = sentText(unasked) === sentText(before.replay);
  const allowed = before.endpoint?.kind === 'refused' ? refusal(scene, grants) : undefined;
  const said = isSame && before.endpoint?.kind !== 'refused' ? before.endpoint : undefined;
  const endpoint = corrected ?? allowed ?? said ?? standIn;
  const replay = replayOn(rig, scene, request, endpoint);
  if (replay.kind !== 'answered') return err('What the endpoint answers after the repair is not known.');
  return ok({ replay, endpoint, assumptions: endpoint === standIn ? [ASKED_ANEW] : [] });
};

/** Whether the cause itself, asked about the replay, finds what it found in the evidence. */
const shows = (cause: FoundCause, { scene, request }: Replayable, rig: Rig, { replay, endpoint }: Run): boolean => {
  const observation = observeReplay({ request, endpoint, integration: rig.kind, replay }, scene.observation);
  const method = rig.api.methods.find(({ path, verb }) => path === scene.method?.path && verb === scene.method.verb);
  const api = { ...scene.api, ...rig.api };
  const replayed: Scene = { ...scene, observation, api, ...(method && { method }) };
  const examined = causes.find(({ id }) => id === cause.cause)?.examine(replayed);
  return examined?.kind === 'found' && examined.cause.strength !== 'suggested';
};

/** A fault that no status shows has to be seen by its cause. */
const divergenceOf = (cause: FoundCause, replayable: Replayable, run: Run): Divergence | undefined => {
  const divergence = compare(replayable.scene.observation, run.replay);
  if (divergence || brokeDown(run.replay) || shows(cause, replayable, replayable.rig, run)) return divergence;
  return { aspect: 'answer', observed: `what ${cause.cause} describes`, replayed: `${outcomeText(run.replay)} without a fault` };
};

const repairedProof = (cause: FoundCause, replayable: Replayable, before: Run): Proof => {
  const replayed = outcomeText(before.replay);
  const assumptions = [...replayable.assumptions, ...before.assumptions];
  const reproduced = (open: string): Proof => ({ kind: 'reproduced', replayed, open, assumptions });
  const repaired = repairedStage(replayable.scene, replayable.rig, cause);
  if (!repaired.ok) return reproduced(repaired.failure);
  const after = runRepaired(replayable, before, repaired.value);
  if (!after.ok) return reproduced(after.failure);
  const { replay } = after.value;
  if (brokeDown(replay) || shows(cause, replayable, repaired.value.rig, after.value))
    return reproduced(`With the repair the request still ends in ${outcomeText(replay)}.`);
  const harm = neighbourHarmed(replayable, repaired.value, before.endpoint);
  if (harm.harmed !== undefined) return reproduced(`The repair is not free: ${harm.harmed}.`);
  return {
    kind: 'proven',
    replayed,
    repaired: outcomeText(replay),
    neighbours: harm.replayed,
    assumptions: [...assumptions, ...after.value.assumptions],
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
  const replayable = prepare(scene);
  if (!replayable.ok) return { kind: 'not-attempted', reason: replayable.failure };
  const runs = deployedRuns(replayable.value);
  const same = runs.find((run) => divergenceOf(cause, replayable.value, run) === undefined);
  if (same) return repairedProof(cause, replayable.value, same);
  const [run] = runs;
  const divergence = run && divergenceOf(cause, replayable.value, run);
  if (run === undefined || divergence === undefined) return { kind: 'not-attempted', reason: 'What the endpoint answered is not known.' };
  const assumptions = [...run.assumptions, ...replayable.value.assumptions];
  return assumptions.length === 0 ? { kind: 'refuted', divergence } : { kind: 'not-attempted', reason: tooLittle(divergence, assumptions) };
};
