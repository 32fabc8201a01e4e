import { configuredCorsHeaders, preflightProblem } from '../gateway/cors.ts';
import { checkProxyOutput } from '../gateway/proxy-output.ts';
import { headerValue } from '../lib/headers.ts';
import type { Method } from '../model/api.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Change } from '../model/repair.ts';
import { backendCalled, gatewaySaid, MISSING_TOKEN } from './gateway-words.ts';
import { preflightOf } from './preflight.ts';
import { preflightHeaders } from './preflight-headers.ts';
import { absent, configured, endpointOf, exchanged, integrationOf, logLine, methodPointer, type Scene, seen, statusOf } from './scene.ts';
import { verbsAtPath } from './verbs-at-path.ts';

export type PreflightFaultKind = 'credentials' | 'no-method' | 'any-route' | 'backend' | 'headers';

export interface PreflightFault {
  readonly kind: PreflightFaultKind;
  readonly reason: string;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly changes?: readonly [Change, ...Change[]];
}

const refusedWith = (scene: Scene, ...statuses: readonly number[]): boolean => {
  const status = statusOf(scene);
  return status === undefined || statuses.includes(status);
};

/** What the method asks of its callers and no preflight carries. */
const credentialOf = ({
  authorizationType,
  apiKeyRequired,
}: Method): readonly ['authorizationType' | 'apiKeyRequired', unknown] | undefined => {
  if (authorizationType !== undefined && authorizationType !== 'NONE') return ['authorizationType', authorizationType];
  return apiKeyRequired === true ? ['apiKeyRequired', true] : undefined;
};

const LINES = ['unauthorized', 'api-key-refused', 'authorizer-start'] as const;

/** The gateway says that it asked for a credential: in a line of its log, or in the refusal. */
const credentialMissed = (scene: Scene): Evidence | undefined => {
  const logged = backendCalled(scene) ? undefined : LINES.map((kind) => seen(scene, kind)).find((line) => line !== undefined);
  if (logged) return logLine(logged);
  return gatewaySaid(scene, {
    responseTypes: ['UNAUTHORIZED', 'INVALID_API_KEY'],
    errorTypes: ['UnauthorizedException'],
    message: /^Unauthorized$/,
  });
};

const credentials = (scene: Scene): PreflightFault | undefined => {
  const { method, observation } = scene;
  const asked = method && credentialOf(method);
  const reason = 'A browser sends a preflight without credentials, and this one is asked for them.';
  if (method && asked && refusedWith(scene, 401, 403) && !headerValue(observation.request.headers, 'authorization')) {
    if (observation.sources.length === 0 && integrationOf(scene)?.type !== 'MOCK') return undefined;
    return {
      kind: 'credentials',
      reason,
      evidence: [configured(scene, methodPointer(method, asked[0]), asked[1])],
      ...(method.verb === 'OPTIONS' && { changes: [{ kind: 'remove-method-authorization', path: method.path, verb: method.verb }] }),
    };
  }
  const unknown = method?.authorizationType === undefined || method.apiKeyRequired === undefined;
  const refused = unknown && statusOf(scene) !== undefined && refusedWith(scene, 401, 403) ? credentialMissed(scene) : undefined;
  return refused && { kind: 'credentials', reason, evidence: [refused] };
};

const noMethod = (scene: Scene): PreflightFault | undefined => {
  if (scene.method || (scene.api?.methodsComplete && verbsAtPath(scene).length === 0)) return undefined;
  const http = scene.stage.kind === 'HTTP' && statusOf(scene) === 404 && scene.api !== undefined;
  const said = gatewaySaid(scene, http ? { message: /^Not Found$/ } : MISSING_TOKEN);
  return said && { kind: 'no-method', reason: 'The path has no OPTIONS method that could answer the preflight.', evidence: [said] };
};

/** HTTP APIs: the CORS configuration answers only what no route takes. */
const anyRoute = (scene: Scene): PreflightFault | undefined => {
  const { method, api, stage } = scene;
  const cors = api?.corsConfiguration;
  if (stage.kind !== 'HTTP' || method?.verb !== 'ANY' || !cors || Object.keys(cors).length === 0) return undefined;
  const status = statusOf(scene);
  if (!backendCalled(scene) && status !== 401 && status !== 403) return undefined;
  const answered = scene.observation.response?.headers;
  if (answered && headerValue(answered, 'access-control-allow-origin') !== undefined) return undefined;
  if ((status ?? 500) < 400 && Object.keys(answered ?? {}).length === 0) return undefined;
  return {
    kind: 'any-route',
    reason: `The route ${method.routeKey ?? 'ANY'} takes OPTIONS as well, so the CORS configuration never answers.`,
    evidence: [configured(scene, '/methods', method.routeKey ?? 'ANY'), configured(scene, '/corsConfiguration', cors)],
  };
};

/** The function or backend behind a catch-all does not know OPTIONS. */
const backend = (scene: Scene): PreflightFault | undefined => {
  const status = statusOf(scene);
  if (preflightOf(scene) !== 'headers' || !backendCalled(scene) || status === undefined || status < 400 || status >= 500) return undefined;
  return {
    kind: 'backend',
    reason: `The backend answered the preflight with ${status}; a browser goes on only after 2xx.`,
    evidence: [exchanged('response.status', String(status))],
  };
};

interface Answered {
  readonly headers: Readonly<Record<string, string>>;
  readonly evidence: Evidence;
}

const shown = (headers: Answered['headers']): string => JSON.stringify(headers).slice(0, 300);

/** The headers of the answer, from whoever wrote them down: the client, an uncut trace, or the function whose answer passes as it is. */
const answeredHeaders = (scene: Scene): Answered | undefined => {
  const headers = scene.observation.response?.headers;
  const logged = seen(scene, 'response-headers');
  if (headers && logged && !logged.truncated) return { headers, evidence: logLine(logged) };
  if (headers && !logged && Object.keys(headers).length > 0) return { headers, evidence: exchanged('response.headers', shown(headers)) };
  const { output, outputTruncated } = endpointOf(scene) ?? {};
  const proxied = output === undefined || outputTruncated ? undefined : checkProxyOutput(output, 'HTTP-2.0');
  return proxied?.ok && output?.includes('"headers"')
    ? { headers: proxied.headers, evidence: exchanged('endpoint.output', shown(proxied.headers)) }
    : undefined;
};

const MAPPED = /^method\.response\.header\.(access-control-.+)$/i;

/** What the only success of a MOCK maps; `undefined` where an entry is not known or a value is not fixed. */
const mappedHeaders = (scene: Scene): Answered | undefined => {
  const { method } = scene;
  const integration = integrationOf(scene);
  const [entry, ...others] = (integration?.responses ?? []).filter(({ statusCode }) => /^[23]/.test(statusCode));
  if (!method || integration?.type !== 'MOCK' || others.length > 0 || !entry?.responseParameters) return undefined;
  const mapped = Object.entries(entry.responseParameters).flatMap(([target, value]): [string, string][] => {
    const name = MAPPED.exec(target)?.[1];
    return name === undefined ? [] : [[name, value]];
  });
  if (!mapped.every(([, value]) => /^'.*'$/s.test(value))) return undefined;
  const pointer = methodPointer(method, 'integration', 'responses', entry.statusCode, 'responseParameters');
  return {
    headers: Object.fromEntries(mapped.map(([name, value]) => [name, value.slice(1, -1)])),
    evidence: mapped.length === 0 ? absent(scene, pointer) : configured(scene, pointer, entry.responseParameters),
  };
};

/** HTTP APIs answer by themselves what no route takes. */
const corsHeaders = ({ stage, method, api, observation, ...scene }: Scene): Answered | undefined => {
  const cors = stage.kind === 'HTTP' && !method ? api?.corsConfiguration : undefined;
  return (
    cors && {
      headers: configuredCorsHeaders(cors, observation.request.headers ?? {}),
      evidence: { kind: 'config', pointer: '/corsConfiguration', value: cors, of: scene.apiIs },
    }
  );
};

const headers = (scene: Scene): PreflightFault | undefined => {
  const status = statusOf(scene);
  if (preflightOf(scene) !== 'headers' || (status !== undefined && status >= 400)) return undefined;
  const answered = (status === undefined ? undefined : answeredHeaders(scene)) ?? corsHeaders(scene) ?? mappedHeaders(scene);
  const problem = answered && preflightProblem(scene.observation.request.headers ?? {}, answered.headers);
  if (!answered || !problem) return undefined;
  return { kind: 'headers', reason: problem, evidence: [answered.evidence], ...(scene.method && preflightHeaders(scene, scene.method)) };
};

/** Why the browser does not get past this preflight: the first of the ways, in the order in which a request meets them. */
export const preflightFault = (scene: Scene): PreflightFault | undefined =>
  noMethod(scene) ?? credentials(scene) ?? anyRoute(scene) ?? backend(scene) ?? headers(scene);
