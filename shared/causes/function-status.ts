import { isLambdaUri } from '../gateway/lambda-uri.ts';
import { checkProxyOutput } from '../gateway/proxy-output.ts';
import { selectIntegrationResponse } from '../gateway/selection.ts';
import { headerValue } from '../lib/headers.ts';
import { integrationLog } from './authorizer-scene.ts';
import { failureLines } from './failure-line.ts';
import { messageOf } from './gateway-words.ts';
import { proxyFlavourOf } from './proxy-flavour.ts';
import { endpointOf, integrationOf, type Scene, seen, statusOf } from './scene.ts';

export const callsFunction = (scene: Scene): boolean => {
  const { type, uri } = integrationOf(scene) ?? {};
  return type === 'AWS_PROXY' || endpointOf(scene)?.kind === 'lambda' || (uri !== undefined && isLambdaUri(uri));
};

/** The log cuts an output at about 1,024 bytes; most functions write the status first. */
const CUT_STATUS = /^\s*\{\s*"statusCode"\s*:\s*"?(\d{3})\b/;

const inOutput = (scene: Scene): number | undefined => {
  const { output, outputTruncated } = endpointOf(scene) ?? {};
  if (output === undefined) return undefined;
  if (outputTruncated) {
    const status = CUT_STATUS.exec(output)?.[1];
    return status === undefined ? undefined : Number(status);
  }
  const check = checkProxyOutput(output, proxyFlavourOf(scene));
  return check.ok && /"statusCode"/.test(output) ? check.status : undefined;
};

/** `$context.integration.status`: on Lambda proxy integrations what the function returned, not what Lambda did. */
const inAccessLog = ({ observation: { access } }: Scene): number | undefined => {
  const status = access?.fields['integration.status'];
  return status === undefined || !/^\d{3}$/.test(status) ? undefined : Number(status);
};

const ranWell = (scene: Scene): boolean => integrationLog(scene).some(({ event }) => event.kind === 'report' && event.status === undefined);

/** Lambda ran it, and neither its header, nor its log, nor the gateway tells of an error. */
const didWell = (scene: Scene): boolean =>
  integrationOf(scene)?.type === 'AWS_PROXY' || endpointOf(scene)?.functionError === 'NONE' || ranWell(scene);

/**
 * The status that the function put into its answer: Lambda's own 200 says nothing of it. Of a custom integration, which does not read it,
 * there is none. Where the gateway completed a proxy's request without an error, the client's status is the function's.
 */
export const functionStatus = (scene: Scene): number | undefined => {
  const type = integrationOf(scene)?.type;
  if (type === 'AWS') return undefined;
  const told = inOutput(scene) ?? inAccessLog(scene);
  if (type === undefined && told !== undefined && told !== statusOf(scene)) return undefined;
  return told ?? (seen(scene, 'success') && didWell(scene) ? statusOf(scene) : undefined);
};

/** What the gateway says where it fails by itself, if nobody has customised it. */
const STOCK =
  /^(?:Internal [sS]erver [eE]rror|Endpoint request timed out|Network error communicating with endpoint|Service Unavailable|There was an error evaluating the AWS WAF|WAF call got timed out)/;

/** Nothing in front of the backend, or in the gateway, could have put another body in the place of its own error. */
const mayDress = (scene: Scene): boolean => {
  const { response } = scene.observation;
  if (headerValue(response?.headers, 'x-amzn-errortype') !== undefined || headerValue(response?.headers, 'x-cache') !== undefined)
    return true;
  if (scene.stage.kind === 'HTTP') return false;
  const known = scene.api?.gatewayResponses;
  return known === undefined ? !ranWell(scene) : known.some(({ defaultResponse }) => defaultResponse !== true);
};

/** The gateway renames these headers of an endpoint's answer, and writes none of the kind by itself: whoever sees them sees what the endpoint sent. */
const REMAPPED = /^x-amzn-remapped-(?:server|date|content-length|connection)$/i;

const isPassedOn = ({ observation: { response } }: Scene): boolean =>
  Object.keys(response?.headers ?? {}).some((name) => REMAPPED.test(name)) &&
  headerValue(response?.headers, 'x-amzn-errortype') === undefined;

/** A proxy's 5xx with a body that the gateway does not write: the words are the backend's own, and so is the status. */
export const inOwnWords = (scene: Scene): number | undefined => {
  const type = integrationOf(scene)?.type;
  const status = statusOf(scene);
  const text = messageOf(scene);
  const body = scene.observation.response?.body?.trim() ?? '';
  if ((type !== 'AWS_PROXY' && type !== 'HTTP_PROXY') || status === undefined || status < 500 || body === '') return undefined;
  if (isPassedOn(scene)) return status;
  const isStock = /^\{\s*"message"\s*:\s*null\s*\}$/.test(body) || STOCK.test(text ?? '');
  return isStock || failureLines(scene).length > 0 || mayDress(scene) ? undefined : status;
};

/** The integration response that takes the backend's status and gives the client's. */
export const mappingOf = (scene: Scene, backend: number, status: number): 'pattern' | 'default' | undefined => {
  const selected = selectIntegrationResponse(integrationOf(scene) ?? {}, String(backend));
  return typeof selected === 'object' && selected.entry.statusCode === String(status) ? selected.how : undefined;
};
