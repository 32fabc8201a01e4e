import type { ApiSnapshot, GatewayResponse, StageSettings } from '../model/api.ts';
import { type CompiledMethod, compileMethod } from './compile-method.ts';
import { compileRoutes, type Routes } from './compile-routes.ts';
import { type Place, placeOf } from './place.ts';
import { findStageProblems, type StageProblem } from './stage-problems.ts';

/** One version of an API on one stage, ready to replay requests. Methods are compiled at their first request. */
export interface CompiledStage {
  readonly place: Place;
  readonly settings: StageSettings;
  readonly stageName: string;
  readonly routes: Routes<CompiledMethod>;
  readonly binaryMediaTypes: readonly string[];
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
  /** Edge endpoints rewrite two header names (HD-11); the default of CreateRestApi. */
  readonly isEdge: boolean;
  /** What is wrong with the configuration before any request, with a pointer into the snapshot. */
  readonly problems: () => readonly StageProblem[];
}

/** Entries that somebody has put; AWS lists the untouched ones too, and they say nothing (GR-1). */
const customised = (responses: readonly GatewayResponse[]): ReadonlyMap<string, GatewayResponse> =>
  new Map(responses.filter(({ defaultResponse }) => defaultResponse !== true).map((response) => [response.responseType, response]));

export const compileStage = (api: ApiSnapshot, settings: StageSettings, place: Partial<Place> = {}): CompiledStage => ({
  place: placeOf(place),
  settings,
  stageName: settings.stageName ?? 'prod',
  routes: compileRoutes(api.methods.map((method) => compileMethod(method, api))),
  binaryMediaTypes: api.binaryMediaTypes ?? [],
  gatewayResponses: customised(api.gatewayResponses ?? []),
  isEdge: api.endpointTypes === undefined || api.endpointTypes.includes('EDGE'),
  problems: () => findStageProblems(api),
});
