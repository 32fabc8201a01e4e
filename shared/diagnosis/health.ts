import { isMush } from '../causes/binary-signature.ts';
import { endpointOf, integrationOf, type Scene, seen, statusOf } from '../causes/scene.ts';
import { checkProxyOutput } from '../gateway/proxy-output.ts';
import { selectIntegrationResponse, selectionValue } from '../gateway/selection.ts';
import { headerValue } from '../lib/headers.ts';
import { endsAsConfigured } from './prove/as-configured.ts';
import { refusedByDesign } from './refused-by-design.ts';

/** The status that the backend asked for, by itself or through the mapping. */
const askedFor = (scene: Scene, status: number): string | undefined => {
  const endpoint = endpointOf(scene);
  const integration = integrationOf(scene);
  if (!endpoint) return undefined;
  const proxied = endpoint.output === undefined ? undefined : checkProxyOutput(endpoint.output, 'REST');
  if (endpoint.status === status || (proxied?.ok && proxied.status === status))
    return `The backend itself answered ${status}, and the gateway passed it on.`;
  const value = integration && selectionValue(integration, endpoint);
  const selected = integration && value !== undefined ? selectIntegrationResponse(integration, value) : undefined;
  return typeof selected === 'object' && selected.how === 'pattern' && selected.entry.statusCode === String(status)
    ? `The backend's "${value}" is mapped to ${status}, as it is configured.`
    : undefined;
};

const ERROR_VARIABLES: ReadonlySet<string> = new Set([
  'error.message',
  'error.responseType',
  'integration.error',
  'integrationErrorMessage',
  'authorizer.error',
]);

const noErrorLogged = ({ observation }: Scene): string | undefined =>
  observation.access?.absent.some((name) => ERROR_VARIABLES.has(name)) && !observation.access.fields['error.responseType']
    ? 'The access log records the request without an error.'
    : undefined;

/** A template or a MOCK chose the status. */
const mappedTo = (scene: Scene, status: number): string | undefined =>
  endsAsConfigured(scene) ? `The configuration answers this request with ${status}: a replay ends the same way.` : undefined;

const HARMLESS: ReadonlySet<string> = new Set(['start', 'end', 'report', 'other']);

/** A run that no request claims, beside requests that were seen: they tell how things went. */
const runEnded = ({ observation: { sources, functionLog }, siblings }: Scene): string | undefined => {
  const isAlone = sources.length === 1 && sources[0] === 'function-log' && siblings.length > 0;
  const isOver = functionLog.some(({ event }) => event.kind === 'end' || (event.kind === 'report' && event.status === undefined));
  return isAlone && isOver && functionLog.every(({ event }) => HARMLESS.has(event.kind))
    ? 'A run of the function that no request names ended without an error.'
    : undefined;
};

/** Why a request counts as healthy, or as a refusal that works as designed; `undefined` when the evidence does not say so. */
export const healthOf = (scene: Scene): string | undefined => {
  const status = statusOf(scene);
  const refusal = refusedByDesign(scene);
  if (refusal !== undefined) return refusal;
  if (isMush(endpointOf(scene)?.input?.body ?? '')) return undefined;
  if (status === undefined)
    return seen(scene, 'success') ? 'The log ends with "Successfully completed execution".' : (noErrorLogged(scene) ?? runEnded(scene));
  if (status < 400 && (endpointOf(scene)?.status ?? 0) >= 400) return askedFor(scene, status);
  if (status < 400 && /^Error from cloudfront/i.test(headerValue(scene.observation.response?.headers, 'x-cache') ?? '')) return undefined;
  if (status < 400) return `The request was answered with ${status}, and nothing in the evidence contradicts it.`;
  if (status >= 500) return integrationOf(scene)?.type === 'MOCK' ? mappedTo(scene, status) : undefined;
  return (
    askedFor(scene, status) ??
    (seen(scene, 'success') && `The gateway completed the request with ${status}, as it is mapped.`) ??
    mappedTo(scene, status)
  );
};
