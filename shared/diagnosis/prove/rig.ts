import { methodIn, type Scene } from '../../causes/scene.ts';
import { type CompiledStage, compileStage } from '../../gateway/compile-stage.ts';
import type { EndpointAnswer, GatewayRequest } from '../../gateway/exchange.ts';
import { type Replay, replay } from '../../gateway/gateway.ts';
import { type IntegrationKind, integrationKind, isTyped } from '../../gateway/integration-kind.ts';
import type { ReplayOptions } from '../../gateway/replay-options.ts';
import type { ApiSnapshot } from '../../model/api.ts';
import type { ReplayStage } from '../replay/read-stage.ts';

/** One version of the stage on which the failing request and its neighbours are replayed. */
export interface Rig {
  readonly api: ApiSnapshot;
  readonly compiled: CompiledStage;
  /** Of the method that the failing request meets; `undefined` where it meets none. */
  readonly kind: IntegrationKind | undefined;
}

export const placeOf = ({ stage: { apiId, region, account } }: Scene): ReplayStage['place'] => ({
  ...(apiId !== undefined && { apiId }),
  ...(region !== undefined && { region }),
  ...(account !== undefined && { account }),
});

const kindIn = (api: ApiSnapshot, scene: Scene): IntegrationKind | undefined => {
  const integration = methodIn(api, scene)?.integration;
  return isTyped(integration) ? integrationKind(integration) : undefined;
};

export const rigOf = (scene: Scene, api: ApiSnapshot): Rig => ({
  api,
  compiled: compileStage(api, scene.stage.settings, placeOf(scene)),
  kind: kindIn(api, scene),
});

/** The same for every replay of a proof, so that nothing but configuration and request makes a difference. */
const optionsOf = ({ observation: { requestId, at, sources } }: Scene): Partial<ReplayOptions> => ({
  ...(requestId !== undefined && { requestId }),
  ...(at && { at }),
  caller: sources.length === 1 && sources[0] === 'test-log' ? 'console-test' : 'client',
});

export const replayOn = (rig: Rig, scene: Scene, request: GatewayRequest, endpoint: EndpointAnswer | undefined): Replay =>
  replay(rig.compiled, request, endpoint, optionsOf(scene));
