import { authorizerOf } from '../causes/authorizer-scene.ts';
import { changeAround } from '../causes/change-around.ts';
import type { Scene } from '../causes/scene.ts';
import { methodFinder } from '../gateway/routing.ts';
import type { ApiSnapshot, Method, StageSnapshot } from '../model/api.ts';
import type { Incident } from '../model/incident.ts';
import type { Observation } from '../model/observation.ts';
import { signatureOf } from './signature.ts';

/** One request to judge, standing for `weight` requests that failed alike. */
export interface WeightedScene {
  readonly scene: Scene;
  readonly weight: number;
}

/** How many methods of a configuration without requests are looked at: an API holds at most 300 resources by default. */
const METHODS_AT_MOST = 2_000;

const running = ({ deployed, workingCopy }: StageSnapshot): Pick<Scene, 'api' | 'apiIs'> => {
  if (deployed) return { api: deployed, apiIs: 'deployed' };
  return workingCopy ? { api: workingCopy, apiIs: 'working-copy' } : { apiIs: 'working-copy' };
};

/** Without a path in the evidence the only method of a configuration is the one: people cut out just what they complain about. */
const methodOf = (api: ApiSnapshot | undefined): ((observation: Observation) => Method | undefined) => {
  if (!api) return () => undefined;
  const find = methodFinder(api);
  const only = api.methods.length === 1 ? api.methods[0] : undefined;
  return ({ request }) => find(request) ?? (request.path === undefined && request.resource === undefined ? only : undefined);
};

/** Requests that fell into a change are told apart by this many milliseconds: how long after it a request came decides. */
const CHANGE_STEP = 10_000;

const mayCache = ({ settings: { cacheClusterEnabled, methodSettings = {} } }: StageSnapshot): boolean =>
  cacheClusterEnabled === true || Object.values(methodSettings).some(({ cachingEnabled }) => cachingEnabled === true);

const signatureIn = (scene: Scene): string => {
  const { observation, method, stage } = scene;
  const near = changeAround(scene);
  const source = /header\.([\w-]+)/i.exec(authorizerOf(scene)?.identitySource ?? '')?.[1];
  return signatureOf(observation, {
    isConfigured: scene.api !== undefined,
    caches: mayCache(stage),
    ...(method && { method }),
    ...(source !== undefined && { credential: source }),
    ...(near && { change: `${near.change.event} ${near.change.at.getTime()} ${Math.floor(near.delay / CHANGE_STEP)}` }),
  });
};

/** First the request that was seen from the most sides, then the earliest. */
export const bySight = ({ observation: a }: Scene, { observation: b }: Scene): number =>
  b.sources.length - a.sources.length || (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0);

/** Requests that look alike to every cause, as one: the work grows with the kinds of failure, not with the requests. */
const grouped = (kin: readonly WeightedScene[]): readonly WeightedScene[] => {
  const groups = new Map<string, WeightedScene>();
  for (const { scene, weight } of kin) {
    const signature = signatureIn(scene);
    const known = groups.get(signature);
    groups.set(
      signature,
      known ? { scene: bySight(known.scene, scene) > 0 ? scene : known.scene, weight: known.weight + weight } : { scene, weight },
    );
  }
  return [...groups.values()];
};

const unobserved = (id: string): Observation => ({ id, sources: [], request: {}, events: [], functionLog: [] });

/** A scene that holds nothing but the configuration. */
export const bareScene = ({ stage, changes, metrics }: Incident, name: string): Scene => ({
  observation: unobserved(name),
  stage,
  ...running(stage),
  siblings: [],
  changes,
  metrics,
});

const observedScenes = (incident: Incident): readonly WeightedScene[] => {
  const { stage, observations, changes, metrics } = incident;
  const version = running(stage);
  const find = methodOf(version.api);
  const kin = observations.map(({ observation, weight }): WeightedScene => {
    const method = find(observation);
    return { weight, scene: { observation, stage, ...version, ...(method && { method }), siblings: [], changes, metrics } };
  });
  const all = observations.map(({ observation }) => observation);
  return grouped(kin).map(({ scene, weight }) => ({
    weight,
    scene: { ...scene, siblings: all.filter((other) => other !== scene.observation) },
  }));
};

/** A scene per kind of observed request; where nobody saw a request, one per configured method, or one for what stands beside all methods. */
export const scenesOf = (incident: Incident): readonly WeightedScene[] => {
  const { stage, observations } = incident;
  if (observations.length > 0) return observedScenes(incident);
  const { api } = running(stage);
  const methods = (api?.methods ?? []).slice(0, METHODS_AT_MOST);
  if (methods.length > 0)
    return methods.map((method, index) => ({ scene: { ...bareScene(incident, `method-${index + 1}`), method }, weight: 0 }));
  return api?.gatewayResponses || stage.domains ? [{ scene: bareScene(incident, 'api'), weight: 0 }] : [];
};
