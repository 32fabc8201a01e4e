import { endpointOf, type Scene, seen } from '../../causes/scene.ts';
import type { GatewayRequest } from '../../gateway/exchange.ts';
import { integrationKind, isProxy, isTyped } from '../../gateway/integration-kind.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { ApiSnapshot, Method } from '../../model/api.ts';
import { settleMethod, UNNOTED_FUNCTION } from '../replay/settle-method.ts';
import type { Assumed } from './assumed.ts';
import { rebuildRequest } from './rebuild-request.ts';
import { placeOf, type Rig, rigOf } from './rig.ts';

/** A failing request, and the configuration that it met. */
export interface Replayable {
  readonly scene: Scene;
  readonly rig: Rig;
  readonly request: GatewayRequest;
  /** What was taken of the request, and of the configuration, where the evidence does not say. */
  readonly assumed: { readonly request: readonly string[]; readonly configuration: readonly string[] };
}

const known = <Value>(value: Value): Assumed<Value> => ({ value, assumptions: [] });

/** An address that the configuration lacks may stand in the log; a function that answered was called by the address of a function. */
const withNotedAddress = (scene: Scene, method: Method): Assumed<Method> => {
  const { integration } = method;
  const endpoint = endpointOf(scene);
  if (integration === undefined || integration === 'NONE' || integration.uri !== undefined || integration.type !== 'AWS')
    return known(method);
  const at = (uri: string): Method => ({ ...method, integration: { ...integration, uri } });
  if (endpoint?.uri !== undefined)
    return { value: at(endpoint.uri), assumptions: ['The address of the integration was taken from where the request went.'] };
  return endpoint?.kind === 'lambda'
    ? { value: at(UNNOTED_FUNCTION), assumptions: ['The address of the function is not in the evidence: a made-up one was taken.'] }
    : known(method);
};

/** Without any integration response every answer would be a 500 of the simulator's own making. */
const withDefaultResponse = ({ value: method, assumptions }: Assumed<Method>): Assumed<Method> => {
  const { integration } = method;
  if (!isTyped(integration) || isProxy(integrationKind(integration)) || integration.responses !== undefined)
    return { value: method, assumptions };
  const responses = [{ selectionPattern: '', statusCode: '200' }];
  return {
    value: { ...method, integration: { ...integration, responses } },
    assumptions: [...assumptions, 'The integration responses are not in the evidence: one default of 200 was taken.'],
  };
};

/** The log names a customised gateway response that the export does not hold: GetGatewayResponses, of the working copy, may. */
const withGatewayResponses = (scene: Scene, api: ApiSnapshot): Assumed<ApiSnapshot> => {
  const saved = scene.stage.workingCopy?.gatewayResponses ?? [];
  const isMissing = (api.gatewayResponses ?? []).length === 0 && saved.length > 0 && seen(scene, 'gateway-response') !== undefined;
  return isMissing
    ? {
        value: { ...api, gatewayResponses: saved },
        assumptions: ["The working copy's gateway responses were taken for the deployed ones."],
      }
    : known(api);
};

/** The simulator lets every caller in. */
const admission = (method: Method | undefined): readonly string[] =>
  method?.apiKeyRequired || (method?.authorizationType ?? 'NONE') !== 'NONE' ? ['The caller was taken for one who is let in.'] : [];

/** A canary runs its own deployment with its own variables, and takes its requests at random. */
const servedBy = ({ stage: { settings } }: Scene): readonly string[] =>
  settings.canary === undefined ? [] : ['Whether the canary served the request is not known: the stage itself was taken.'];

const settle = (scene: Scene, api: ApiSnapshot, request: GatewayRequest): Result<Assumed<ApiSnapshot>, string> => {
  const { method, stage } = scene;
  const whole = method && withDefaultResponse(withNotedAddress(scene, method));
  const answering = withGatewayResponses(scene, api);
  const own = whole ? { ...answering.value, methods: [whole.value] } : answering.value;
  const unsettled = { api: own, settings: stage.settings, place: placeOf(scene), domains: [], source: '', notes: [] };
  const settled = settleMethod(unsettled, request);
  return settled.ok
    ? ok({
        value: settled.value.api,
        assumptions: [
          ...answering.assumptions,
          ...admission(method),
          ...servedBy(scene),
          ...(whole?.assumptions ?? []),
          ...settled.value.notes,
        ],
      })
    : err(`The configuration is not known well enough. ${settled.failure}`);
};

/** What a request met on one version of the API, its own method alone: other methods make no difference to it. */
export const rigFor = (scene: Scene, api: ApiSnapshot, request: GatewayRequest): Result<Assumed<Rig>, string> => {
  const settled = settle(scene, api, request);
  return settled.ok ? ok({ value: rigOf(scene, settled.value.value), assumptions: settled.value.assumptions }) : settled;
};

/** The failure says in one sentence what a replay lacks. */
export const replayableOf = (scene: Scene): Result<Replayable, string> => {
  const { api, stage } = scene;
  if (stage.kind !== 'REST') return err(`The simulator replays REST APIs, and this one is of kind ${stage.kind}.`);
  if (api === undefined) return err('The configuration is not known.');
  const request = rebuildRequest(scene);
  if (!request.ok) return request;
  const rig = rigFor(scene, api, request.value.value);
  if (!rig.ok) return rig;
  return ok({
    scene,
    rig: rig.value.value,
    request: request.value.value,
    assumed: { request: request.value.assumptions, configuration: rig.value.assumptions },
  });
};
