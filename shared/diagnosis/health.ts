import { endpointOf, type Scene, seen, statusOf } from '../causes/scene.ts';

/** Why a request counts as healthy, or as a refusal that works as designed; `undefined` when the evidence does not say so. */
export const healthOf = (scene: Scene): string | undefined => {
  const status = statusOf(scene);
  const { events } = scene.observation;
  if (seen(scene, 'validation-failed') || seen(scene, 'api-key-refused'))
    return 'The gateway refused the request before it reached the backend, as it is configured to.';
  if (status === undefined) return seen(scene, 'success') && 'The log ends with "Successfully completed execution".';
  if (status < 400) return `The request was answered with ${status}, and nothing in the evidence contradicts it.`;
  if (status >= 500) return undefined;
  if (/Missing required request parameters|Invalid request body/.test(scene.observation.response?.body ?? ''))
    return 'The request validator refused the request, as it is configured to.';
  const endpoint = endpointOf(scene);
  const answeredSo = endpoint?.status === status || new RegExp(`"statusCode"\\s*:\\s*"?${status}"?`).test(endpoint?.output ?? '');
  if (answeredSo) return `The backend itself answered ${status}, and the gateway passed it on.`;
  return events.length > 0 && seen(scene, 'success') ? `The gateway completed the request with ${status}, as it is mapped.` : undefined;
};
