import { isRecord, parseJson } from '../lib/json.ts';
import type { Headers } from '../model/observation.ts';
import { endpointOf, type Scene } from './scene.ts';

/** The request as the backend received it. */
export interface ProxiedRequest {
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly headers?: Headers;
}

const textsOf = (headers: Readonly<Record<string, unknown>>): Headers =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));

/** From a person's note, or out of the proxy event that the execution log shows. */
export const proxiedRequest = (scene: Scene): ProxiedRequest | undefined => {
  const input = endpointOf(scene)?.input;
  if (!input || input.isBase64Encoded !== undefined || input.body === undefined) return input;
  const event = parseJson(input.body);
  if (!isRecord(event) || typeof event.isBase64Encoded !== 'boolean') return input;
  const { body, headers, isBase64Encoded } = event;
  return {
    isBase64Encoded,
    ...(typeof body === 'string' && { body }),
    ...(isRecord(headers) && { headers: textsOf(headers) }),
  };
};
