import type { EndpointAnswer, IntegrationRequest } from '../../../shared/gateway/exchange.ts';
import { parseLambdaUri } from '../../../shared/gateway/lambda-uri.ts';
import type { Handler } from '../invoke.ts';
import type { LabFunction } from '../lambda.ts';
import type { LogStore } from '../log-store.ts';
import { callFunction } from './call-function.ts';
import { callUrl } from './call-url.ts';

/** What stands in for a backend: an answer, a function of the request, or the address of a server on this machine. */
export type Backend = EndpointAnswer | ((request: IntegrationRequest) => EndpointAnswer) | URL;

export interface Endpoints {
  readonly region: string;
  readonly logs: LogStore;
  readonly functions: readonly LabFunction[];
  /** Answers for every function that is not in the list. */
  readonly anyFunction?: Handler;
  /** By the beginning of the integration's URI (`https://orders.example.com/`); the longest that fits is taken. */
  readonly backends: Readonly<Record<string, Backend>>;
}

export interface Asked {
  readonly answer: EndpointAnswer;
  /** The Lambda request id of the call. */
  readonly requestId?: string;
  /** Why nothing answered, for whoever runs the lab: the gateway says nothing of it. */
  readonly missing?: string;
}

const DEFAULT_TIMEOUT_MS = 29_000;

const LOOPBACK = /^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?=[:/?]|$)/;

const unreachable = (missing: string): Asked => ({ answer: { kind: 'unreachable' }, missing });

const longestFirst = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number => right.length - left.length;

const askFunction = async (name: string, request: IntegrationRequest, endpoints: Endpoints): Promise<Asked> => {
  const found = endpoints.functions.find(({ configuration }) => configuration.FunctionName === name);
  const handler = found?.handler ?? endpoints.anyFunction;
  if (!handler) return unreachable(`No local code answers for the function ${name}.`);
  const configuration = found?.configuration ?? { FunctionName: name };
  const { requestId, ...answer } = await callFunction({ configuration, handler }, request, endpoints);
  return { answer, ...(requestId !== undefined && { requestId }) };
};

const askBackend = async (request: IntegrationRequest, { backends }: Endpoints, signal: AbortSignal): Promise<Asked> => {
  const { uri } = request;
  const [prefix, backend] =
    Object.entries(backends)
      .toSorted(longestFirst)
      .find(([start]) => uri.startsWith(start)) ?? [];
  if (backend instanceof URL) return { answer: await callUrl(new URL(uri.slice(prefix?.length), backend), request, signal) };
  if (typeof backend === 'function') return { answer: backend(request) };
  if (backend) return { answer: backend };
  if (LOOPBACK.test(uri)) return { answer: await callUrl(new URL(uri), request, signal) };
  return unreachable(`No local backend answers for ${uri}.`);
};

/** The call that leaves the gateway, made on this machine: nothing of it reaches AWS or the network. */
export const askEndpoint = async (request: IntegrationRequest, timeoutMs: number | undefined, endpoints: Endpoints): Promise<Asked> => {
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Asked>((resolve) => {
    timer = setTimeout(() => resolve({ answer: { kind: 'timeout' } }), timeoutMs ?? DEFAULT_TIMEOUT_MS);
  });
  const lambda = parseLambdaUri(request.uri);
  const asked = lambda ? askFunction(lambda.name, request, endpoints) : askBackend(request, endpoints, giveUp.signal);
  try {
    return await Promise.race([asked, timeout]);
  } finally {
    clearTimeout(timer);
    giveUp.abort();
  }
};
