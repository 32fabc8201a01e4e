import { compileStage } from '../gateway/compile-stage.ts';
import type { EndpointAnswer } from '../gateway/exchange.ts';
import { type Replay, replay } from '../gateway/gateway.ts';
import { isTyped } from '../gateway/integration-kind.ts';
import { decodeUtf8, encodeUtf8 } from '../gateway/payload.ts';
import type { ApiSnapshot } from '../model/api.ts';
import { endpointOf, methodIn, type Scene } from './scene.ts';

/** What the backend said to the request that was seen. */
export const backendAnswer = (scene: Scene): EndpointAnswer | undefined => {
  const { status = 200, headers = {}, output, outputTruncated, functionError } = endpointOf(scene) ?? {};
  if (output === undefined || outputTruncated) return undefined;
  const answered = { headers: Object.entries(headers), body: encodeUtf8(output) };
  const failed = functionError !== undefined && functionError !== 'NONE';
  return failed ? { kind: 'function-error', ...answered } : { kind: 'answered', status, ...answered };
};

/** The request that was seen on one version of the API; `undefined` where the path or the type of the integration is not known. */
export const replayOn = (scene: Scene, api: ApiSnapshot, endpoint: EndpointAnswer | undefined): Replay | undefined => {
  const { observation, stage } = scene;
  const { request } = observation;
  const own = methodIn(api, scene);
  if (request.path === undefined || !own || !isTyped(own.integration)) return undefined;
  const sent = {
    method: request.method ?? own.verb,
    path: request.path,
    headers: Object.entries(request.headers ?? {}),
    query: Object.entries(request.query ?? {}),
    body: encodeUtf8(request.body ?? ''),
  };
  return replay(compileStage({ ...api, methods: [own] }, stage.settings), sent, endpoint);
};

/** The body with which the backend would be called; `undefined` where the gateway calls none, or too little is known. */
export const bodySent = (scene: Scene): string | undefined => {
  const result = scene.api && replayOn(scene, scene.api, undefined);
  return result?.kind === 'awaiting-endpoint' ? decodeUtf8(result.integrationRequest.body) : undefined;
};
