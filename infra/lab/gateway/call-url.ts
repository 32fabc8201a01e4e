import type { EndpointAnswer, IntegrationRequest } from '../../../shared/gateway/exchange.ts';

/** Headers that speak of the connection: fetch writes its own. */
const OF_THE_CONNECTION = new Set(['connection', 'content-length', 'host', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/** fetch has unpacked the body, and the gateway counts anew. */
const NOT_TRUE_ANY_MORE = new Set([...OF_THE_CONNECTION, 'content-encoding']);

const WITHOUT_BODY = new Set(['GET', 'HEAD']);

/** An HTTP integration's call to a server on this machine; redirects are the backend's answer and not followed. */
export const callUrl = async (
  url: URL,
  { method, headers, query, body }: IntegrationRequest,
  signal: AbortSignal,
): Promise<EndpointAnswer> => {
  for (const [name, value] of query) url.searchParams.append(name, value);
  const startedAt = Date.now();
  try {
    const response = await fetch(url, {
      method,
      headers: headers.filter(([name]) => !OF_THE_CONNECTION.has(name.toLowerCase())).map(([name, value]) => [name, value]),
      redirect: 'manual',
      signal,
      ...(!WITHOUT_BODY.has(method) && { body: new Uint8Array(body) }),
    });
    const received = new Uint8Array(await response.arrayBuffer());
    const kept = [...response.headers].filter(([name]) => !NOT_TRUE_ANY_MORE.has(name));
    return { kind: 'answered', status: response.status, headers: kept, body: received, latencyMs: Date.now() - startedAt };
  } catch {
    // fetch tells a refused connection, a reset and an aborted call alike: none of them answered.
    return { kind: 'unreachable' };
  }
};
