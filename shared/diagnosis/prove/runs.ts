import type { EndpointAnswer } from '../../gateway/exchange.ts';
import { encodeUtf8 } from '../../gateway/payload.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { Assumed } from './assumed.ts';
import { rebuildEndpoint } from './rebuild-endpoint.ts';
import { refusal } from './refusal.ts';
import type { Repaired } from './repaired-stage.ts';
import type { Replayable } from './replayable.ts';
import { replayOn } from './rig.ts';
import { answerFor, standInErrors, standInSuccess } from './stand-in.ts';
import type { Answered } from './worse.ts';

/** A replay that came to an end, with what it was told of the endpoint. */
export interface Run {
  readonly replay: Answered;
  readonly endpoint: EndpointAnswer | undefined;
  readonly assumptions: readonly string[];
}

const ASKED_ANEW = 'The repair changes what the endpoint is asked: a success stands in for its new answer.';

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

/** One run where the answer is known, or IAM dictates it, or none is needed (MOCK); else one for each answer that may stand in. */
export const deployedRuns = (replayable: Replayable): readonly Run[] => {
  const { scene, rig, request } = replayable;
  const unasked = replayOn(rig, scene, request, undefined);
  if (unasked.kind === 'answered') return [{ replay: unasked, endpoint: undefined, assumptions: [] }];
  const seen = rebuildEndpoint(scene);
  if (seen.ok) return runWith(replayable, seen.value);
  const refused = refusal(scene);
  if (refused) return runWith(replayable, { value: refused, assumptions: [] });
  return standIns(replayable).flatMap((value) => runWith(replayable, { value, assumptions: [`${seen.failure} A stand-in was taken.`] }));
};

const asked = ({ integrationRequest }: Pick<Answered, 'integrationRequest'>): string => JSON.stringify(integrationRequest ?? null);

/** The endpoint says again what it said where it is asked the same; what it would say to another question nobody knows. */
export const repairedRun = ({ request }: Replayable, before: Run, { rig, scene, output }: Repaired): Result<Run, string> => {
  const unasked = replayOn(rig, scene, request, undefined);
  if (unasked.kind === 'answered') return ok({ replay: unasked, endpoint: undefined, assumptions: [] });
  const wasRefused = before.endpoint?.kind === 'refused';
  const corrected = output === undefined ? undefined : ({ kind: 'answered', status: 200, headers: [], body: encodeUtf8(output) } as const);
  const stillRefused = wasRefused ? refusal(scene) : undefined;
  const again = !wasRefused && asked(unasked) === asked(before.replay) ? before.endpoint : undefined;
  const known = corrected ?? stillRefused ?? again;
  const endpoint = known ?? (rig.kind && standInSuccess(rig.kind));
  const replay = replayOn(rig, scene, request, endpoint);
  if (replay.kind !== 'answered') return err('What the endpoint answers after the repair is not known.');
  return ok({ replay, endpoint, assumptions: known ? [] : [ASKED_ANEW] });
};
