import type { Scene } from '../causes/scene.ts';
import { findMethod } from '../gateway/routing.ts';
import type { ApiSnapshot, Method, StageSnapshot } from '../model/api.ts';
import type { Incident } from '../model/incident.ts';
import type { Observation } from '../model/observation.ts';

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
const methodOf = (api: ApiSnapshot | undefined, { request }: Observation): Method | undefined => {
  if (!api) return undefined;
  const routed = findMethod(api, request);
  if (routed) return routed;
  return request.path === undefined && request.resource === undefined && api.methods.length === 1 ? api.methods[0] : undefined;
};

const sceneOf = (stage: StageSnapshot, observation: Observation, all: readonly Observation[]): Scene => {
  const version = running(stage);
  const method = methodOf(version.api, observation);
  return { observation, stage, ...version, ...(method && { method }), siblings: all.filter((other) => other !== observation) };
};

const unobserved = (id: string): Observation => ({ id, sources: [], request: {}, events: [], functionLog: [] });

/** A scene per observed request; where nobody saw a request, one per configured method, or one for what stands beside all methods. */
export const scenesOf = ({ stage, observations }: Incident): readonly WeightedScene[] => {
  const all = observations.map(({ observation }) => observation);
  if (all.length > 0) return observations.map(({ observation, weight }) => ({ scene: sceneOf(stage, observation, all), weight }));
  const version = running(stage);
  const unseen = (name: string): Scene => ({ observation: unobserved(name), stage, ...version, siblings: [] });
  const methods = (version.api?.methods ?? []).slice(0, METHODS_AT_MOST);
  if (methods.length > 0) return methods.map((method, index) => ({ scene: { ...unseen(`method-${index + 1}`), method }, weight: 0 }));
  return version.api?.gatewayResponses ? [{ scene: unseen('api'), weight: 0 }] : [];
};
