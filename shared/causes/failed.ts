import { type Scene, statusOf } from './scene.ts';

const GENERIC_BODY = /internal server error/i;

/** The client saw a 5xx, or the body that goes with one, or the access log names a gateway error. `undefined`: nobody wrote down what the client saw. */
export const failedOf = (scene: Scene): boolean | undefined => {
  const status = statusOf(scene);
  if (status !== undefined) return status >= 500;
  if (scene.observation.access?.fields['error.responseType'] !== undefined) return true;
  const body = scene.observation.response?.body;
  return body === undefined ? undefined : GENERIC_BODY.test(body) || undefined;
};

/**
 * REST APIs answer 502 where the function itself failed or answered wrongly; another 5xx then has another cause, unless a gateway response
 * rewrites the status.
 */
export const unlikelyOnRest = (scene: Scene): string | undefined => {
  const status = statusOf(scene);
  if (scene.stage.kind !== 'REST' || status === undefined || status < 500 || status === 502) return undefined;
  const rewritten = scene.api?.gatewayResponses?.some(({ statusCode }) => statusCode === String(status));
  return rewritten ? undefined : `A REST API answers 502 for it, and the client saw ${status}.`;
};

/** The client saw 2xx or 3xx. */
export const succeeded = (scene: Scene): boolean => {
  const status = statusOf(scene);
  return status !== undefined && status < 400;
};
