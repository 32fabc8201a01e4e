import { isLambdaUri } from '../gateway/lambda-uri.ts';
import { checkProxyOutput } from '../gateway/proxy-output.ts';
import { selectIntegrationResponse } from '../gateway/selection.ts';
import { integrationLog } from './authorizer-scene.ts';
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

/** Lambda ran it, and neither its header, nor its log, nor the gateway tells of an error. */
const didWell = (scene: Scene): boolean =>
  integrationOf(scene)?.type === 'AWS_PROXY' ||
  endpointOf(scene)?.functionError === 'NONE' ||
  integrationLog(scene).some(({ event }) => event.kind === 'report' && event.status === undefined);

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

/** The integration response that takes the backend's status and gives the client's. */
export const mappingOf = (scene: Scene, backend: number, status: number): 'pattern' | 'default' | undefined => {
  const selected = selectIntegrationResponse(integrationOf(scene) ?? {}, String(backend));
  return typeof selected === 'object' && selected.entry.statusCode === String(status) ? selected.how : undefined;
};
