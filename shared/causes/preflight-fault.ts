import { configuredCorsHeaders, preflightProblem } from '../gateway/cors.ts';
import { checkProxyOutput } from '../gateway/proxy-output.ts';
import { headerValue } from '../lib/headers.ts';
import type { Method } from '../model/api.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Change } from '../model/repair.ts';
import { backendCalled, gatewaySaid, MISSING_TOKEN } from './gateway-words.ts';
import { preflightOf } from './preflight.ts';
import { preflightHeaders } from './preflight-headers.ts';
import { configured, endpointOf, exchanged, integrationOf, methodPointer, type Scene, seen, statusOf } from './scene.ts';
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
  const refused =
    statusOf(scene) === 401 && !method
      ? gatewaySaid(scene, { responseTypes: ['UNAUTHORIZED'], errorTypes: ['UnauthorizedException'], message: /^Unauthorized$/ })
      : undefined;
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

/** The headers of the answer, from whoever wrote them down: the client, or the function whose answer passes as it is. */
const answeredHeaders = (scene: Scene): { readonly part: string; readonly headers: Readonly<Record<string, string>> } | undefined => {
  const { response } = scene.observation;
  if (response?.headers && Object.keys(response.headers).length > 0 && !seen(scene, 'response-headers'))
    return { part: 'response.headers', headers: response.headers };
  const { output, outputTruncated } = endpointOf(scene) ?? {};
  const proxied = output === undefined || outputTruncated ? undefined : checkProxyOutput(output, 'HTTP-2.0');
  return proxied?.ok && output?.includes('"headers"') ? { part: 'endpoint.output', headers: proxied.headers } : undefined;
};

/** Every answer of this method, by what its entries map; `undefined` where an entry is not known. */
const mapsNoOrigin = (scene: Scene): boolean => {
  const integration = integrationOf(scene);
  const entries = integration?.responses;
  return (
    integration?.type === 'MOCK' &&
    entries !== undefined &&
    entries.length > 0 &&
    entries.every(
      ({ responseParameters }) =>
        responseParameters !== undefined &&
        !Object.keys(responseParameters).some((name) => /header\.access-control-allow-origin$/i.test(name)),
    )
  );
};

const headers = (scene: Scene): PreflightFault | undefined => {
  const { observation, method, stage, api } = scene;
  const status = statusOf(scene);
  if (preflightOf(scene) !== 'headers' || (status !== undefined && status >= 400)) return undefined;
  const request = observation.request.headers ?? {};
  const answered = status === undefined ? undefined : answeredHeaders(scene);
  const problem = answered && preflightProblem(request, answered.headers);
  if (answered && problem)
    return { kind: 'headers', reason: problem, evidence: [exchanged(answered.part, JSON.stringify(answered.headers).slice(0, 300))] };
  if (answered) return undefined;
  const cors = stage.kind === 'HTTP' && !method ? api?.corsConfiguration : undefined;
  const refused = cors && preflightProblem(request, configuredCorsHeaders(cors, request));
  if (refused) return { kind: 'headers', reason: refused, evidence: [configured(scene, '/corsConfiguration', cors)] };
  return method && mapsNoOrigin(scene)
    ? {
        kind: 'headers',
        reason: 'No integration response of the MOCK sets Access-Control-Allow-Origin.',
        evidence: [{ kind: 'absent', pointer: methodPointer(method, 'integration', 'responses'), of: scene.apiIs }],
        ...preflightHeaders(scene, method),
      }
    : undefined;
};

/** Why the browser does not get past this preflight: the first of the ways, in the order in which a request meets them. */
export const preflightFault = (scene: Scene): PreflightFault | undefined =>
  noMethod(scene) ?? credentials(scene) ?? anyRoute(scene) ?? backend(scene) ?? headers(scene);
