import type { Scene } from '../../causes/scene.ts';
import type { EndpointAnswer } from '../../gateway/exchange.ts';
import { encodeUtf8, toBase64 } from '../../gateway/payload.ts';
import { ok, type Result } from '../../lib/result.ts';
import { type Replayable, replayableOf } from '../prove/replayable.ts';
import { callersOf } from '../prove/replayed-failure.ts';
import { replayOn } from '../prove/rig.ts';
import { deployedRuns, type Run } from '../prove/runs.ts';
import { SOME_BYTES, standInBytes } from '../prove/stand-in.ts';
import { endpointFailed } from '../prove/worse.ts';

/** A made-up call to a method, replayed over what its endpoint may answer. */
export interface Trial {
  readonly replayable: Replayable;
  /** Over successes. */
  readonly well: readonly Run[];
  /** Over errors of the endpoint. */
  readonly badly: readonly Run[];
}

/** A file as a function hands it over. */
const BASE64_TEXT: EndpointAnswer = { kind: 'answered', status: 200, headers: [], body: encodeUtf8(toBase64(SOME_BYTES)) };

const STOOD_IN = 'Nobody saw the endpoint answer. A stand-in was taken.';

/** Successes that an endpoint of this kind may give beside a plain JSON document. */
const otherRuns = ({ rig, scene, request }: Replayable): readonly Run[] =>
  [...(rig.kind === undefined ? [] : standInBytes(rig.kind)), ...(rig.kind === 'lambda' ? [BASE64_TEXT] : [])].flatMap((endpoint) => {
    const replay = replayOn(rig, scene, request, endpoint);
    return replay.kind === 'answered' ? [{ replay, endpoint, assumptions: [STOOD_IN] }] : [];
  });

/** A policy that keeps the gateway from its endpoint is the configuration's, not the endpoint's error. */
const endpointErred = ({ endpoint }: Run): boolean => endpoint !== undefined && endpoint.kind !== 'refused' && endpointFailed(endpoint);

/** Calls with several headers and bodies. The failure is one sentence: what a replay lacks. */
export const trialsOf = (scene: Scene): Result<readonly Trial[], string> => {
  const replayable = replayableOf(scene);
  if (!replayable.ok) return replayable;
  return ok(
    callersOf(replayable.value).map((call) => {
      const runs = deployedRuns(call);
      const isAsked = runs.some(({ endpoint }) => endpoint !== undefined && endpoint.kind !== 'refused');
      const { well = [], badly = [] } = Object.groupBy([...runs, ...(isAsked ? otherRuns(call) : [])], (run) =>
        endpointErred(run) ? 'badly' : 'well',
      );
      return { replayable: call, well, badly };
    }),
  );
};
