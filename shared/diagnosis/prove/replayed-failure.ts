import { failedOf } from '../../causes/failed.ts';
import { integrationOf, type Scene } from '../../causes/scene.ts';
import type { GatewayRequest } from '../../gateway/exchange.ts';
import { encodeUtf8 } from '../../gateway/payload.ts';
import { isFailure } from '../../logs/grammar.ts';
import { printLine } from '../../logs/print.ts';
import type { LoggedEvent, TraceEvent } from '../../model/trace.ts';
import { compare } from './compare.ts';
import { type Replayable, replayableOf } from './replayable.ts';
import { deployedRuns, type Run } from './runs.ts';
import { sendsBody } from './sends-body.ts';

const isConfigOnly = ({ observation }: Scene): boolean => observation.sources.length === 0;

/** Media types that are not in the evidence: what fails in the same way without any and with all of them fails whatever they are. */
const listsOf = ({ api }: Scene): readonly (readonly string[])[] => (api?.binaryMediaTypes ? [api.binaryMediaTypes] : [[], ['*/*']]);

const withList = (scene: Scene, binaryMediaTypes: readonly string[]): Scene => ({
  ...scene,
  ...(scene.api && { api: { ...scene.api, binaryMediaTypes } }),
});

/** Nobody knows the whole request: what a template makes of it could be anything. */
const isGuessed = ({ scene, assumed }: Replayable): boolean => isConfigOnly(scene) || assumed.request.length > 0;

const readsRequest = ({ scene }: Replayable): boolean =>
  Object.values(integrationOf(scene)?.requestTemplates ?? {}).some((template) => template.includes('$input'));

/** Callers of a method whose own caller was not seen, or not seen whole. */
const CALLERS: readonly GatewayRequest['headers'][] = [[], [['Accept', 'application/json']], [['Accept', 'image/png']]];

/** What the method has a template for, somebody sends. */
const MEDIA_TYPES_AT_MOST = 4;

const bodiesFor = (scene: Scene): readonly (readonly [contentType: string, body: string])[] =>
  Object.keys(integrationOf(scene)?.requestTemplates ?? {})
    .filter((mediaType) => mediaType !== 'application/json' && mediaType.includes('/'))
    .slice(0, MEDIA_TYPES_AT_MOST)
    .map((mediaType) => [mediaType, '']);

/** Calls that may have been: with several headers, and with each type of body that the method knows. */
export const callersOf = (replayable: Replayable): readonly Replayable[] => {
  const { request, scene } = replayable;
  if (!isGuessed(replayable)) return [replayable];
  const others = CALLERS.filter((headers) => headers.length + request.headers.length > 0).map((headers) => ({ ...request, headers }));
  const bodies = [...(sendsBody(request.method) ? [['application/json', '{}'] as const] : []), ...bodiesFor(scene)];
  const sent = bodies.map(
    ([contentType, body]): GatewayRequest => ({ ...request, headers: [['Content-Type', contentType]], body: encodeUtf8(body) }),
  );
  return [request, ...others, ...sent].map((one) => ({ ...replayable, request: one }));
};

const isSettled = (replayable: Replayable): boolean =>
  replayable.assumed.configuration.length === 0 && !(isGuessed(replayable) && readsRequest(replayable));

const failureOf = ({ replay }: Run): TraceEvent | undefined => replay.trace.find(isFailure);

/** Every way in which the unknown parts could have been ends in one and the same failure line, and nothing that was seen contradicts it. */
const onlyFailure = (scene: Scene): Run | undefined => {
  const replayables = listsOf(scene).map((list) => replayableOf(withList(scene, list)));
  const runs = replayables.flatMap((replayable) =>
    replayable.ok && isSettled(replayable.value) ? callersOf(replayable.value).flatMap(deployedRuns) : [undefined],
  );
  const [first] = runs;
  const failure = first && failureOf(first);
  if (first === undefined || failure === undefined) return undefined;
  const line = printLine(failure);
  const agree = runs.every((run) => {
    const own = run && failureOf(run);
    return run !== undefined && own !== undefined && printLine(own) === line && compare(scene.observation, run.replay) === undefined;
  });
  return agree ? first : undefined;
};

/** As nobody logged it. */
export const asLogged = (event: TraceEvent): LoggedEvent => ({
  event,
  line: { source: 'replay', text: printLine(event) },
  truncated: false,
});

/**
 * The scene with the failure line that the gateway must have written, where nobody kept its log: the request, replayed on a configuration
 * that is known, ends in it whatever the endpoint answered. `undefined`: there is a log, nothing failed, or the replay leaves it open.
 */
export const withReplayedFailure = (scene: Scene): Scene | undefined => {
  const { observation } = scene;
  if (observation.events.length > 0 || (!isConfigOnly(scene) && failedOf(scene) !== true)) return undefined;
  const run = onlyFailure(scene);
  return run && { ...scene, observation: { ...observation, events: run.replay.trace.map(asLogged) } };
};
