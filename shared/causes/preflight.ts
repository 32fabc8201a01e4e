import { headerValue } from '../lib/headers.ts';
import type { Scene } from './scene.ts';

/** A request that a browser sends by itself before the real one. `headers`: it carries the headers that tell it from any other OPTIONS. */
export const preflightOf = ({ observation: { request, sources }, method }: Scene): 'headers' | 'verb' | undefined => {
  const verb = request.method ?? (sources.length === 0 ? method?.verb : undefined);
  if (verb !== 'OPTIONS') return undefined;
  return headerValue(request.headers, 'access-control-request-method') === undefined ? 'verb' : 'headers';
};
