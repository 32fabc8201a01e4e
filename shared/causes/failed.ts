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

/** The client saw 2xx or 3xx. */
export const succeeded = (scene: Scene): boolean => {
  const status = statusOf(scene);
  return status !== undefined && status < 400;
};
