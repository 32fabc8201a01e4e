import type { Observation } from '../model/observation.ts';

/** How a request looks from outside, before anybody knows why. */
export type Symptom =
  | 'gateway-500'
  | 'gateway-502'
  | 'gateway-503'
  | 'gateway-504'
  /** `{"message":null}`: an authorizer that the gateway could not use. */
  | 'authorizer-500'
  | 'unauthorized-401'
  | 'forbidden-403'
  | 'not-found-404'
  | 'too-large-413'
  | 'unsupported-415'
  | 'throttled-429'
  | 'client-error'
  /** 2xx or 3xx: whether the answer is right is another question. */
  | 'success'
  | 'unknown';

const BY_STATUS: Readonly<Record<number, Symptom>> = {
  401: 'unauthorized-401',
  403: 'forbidden-403',
  404: 'not-found-404',
  413: 'too-large-413',
  415: 'unsupported-415',
  429: 'throttled-429',
  502: 'gateway-502',
  503: 'gateway-503',
  504: 'gateway-504',
};

const isAuthorizerFault = ({ response }: Observation): boolean => /^\s*\{\s*"message"\s*:\s*null\s*\}\s*$/.test(response?.body ?? '');

export const symptomOf = (observation: Observation): Symptom => {
  const status = observation.response?.status;
  if (status === undefined) return 'unknown';
  if (status === 500 && isAuthorizerFault(observation)) return 'authorizer-500';
  const known = BY_STATUS[status];
  if (known) return known;
  if (status >= 500) return 'gateway-500';
  return status >= 400 ? 'client-error' : 'success';
};
