import { type GatewayResponseFault, gatewayResponseFault, isLeftBy, isVelocity } from '../gateway/gateway-response-rules.ts';
import { headerValue } from '../lib/headers.ts';
import { parseJson } from '../lib/json.ts';
import type { GatewayResponse } from '../model/api.ts';
import { backendCalled } from './gateway-words.ts';
import { type Scene, seen } from './scene.ts';

export interface FaultyGatewayAnswer {
  readonly fault: GatewayResponseFault;
  /** Absent: the gateway responses are not known. */
  readonly response?: GatewayResponse;
}

/** A customised answer that the client got as it stands: a directive that nobody ran, or text where JSON was meant. */
const fromTemplate = (responses: readonly GatewayResponse[], body: string): FaultyGatewayAnswer | undefined =>
  responses
    .flatMap((response) => {
      const fault = gatewayResponseFault(response);
      return fault && fault.kind !== 'unquoted-header' && isLeftBy(fault.text, body) ? [{ response, fault }] : [];
    })
    .find(({ fault }) => fault.kind === 'velocity' || parseJson(body) === undefined);

/** The gateway made the error itself: it names its type, and no backend was called. */
const isGatewaysOwn = (scene: Scene): boolean =>
  !backendCalled(scene) &&
  (headerValue(scene.observation.response?.headers, 'x-amzn-errortype') !== undefined ||
    scene.observation.access?.fields['error.responseType'] !== undefined ||
    seen(scene, 'gateway-response') !== undefined);

/** What the client read cannot be what anybody meant to send. */
const fromBody = (scene: Scene, body: string): FaultyGatewayAnswer | undefined => {
  if (scene.api?.gatewayResponses !== undefined || !isGatewaysOwn(scene)) return undefined;
  const at = headerValue(scene.observation.response?.headers, 'content-type') ?? 'application/json';
  if (isVelocity(body)) return { fault: { kind: 'velocity', at, text: body } };
  const isBroken = /json/i.test(at) && /^\s*[{[]/.test(body) && parseJson(body) === undefined;
  return isBroken ? { fault: { kind: 'broken-json', at, text: body } } : undefined;
};

export const faultyGatewayAnswer = (scene: Scene, responses: readonly GatewayResponse[], body: string): FaultyGatewayAnswer | undefined =>
  fromTemplate(responses, body) ?? fromBody(scene, body);
