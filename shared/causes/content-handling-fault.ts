import { isBase64 } from '../gateway/base64.ts';
import { matchingBinaryMediaType } from '../gateway/binary-media-types.ts';
import { chooseRequestTemplate } from '../gateway/template-choice.ts';
import { headerValue } from '../lib/headers.ts';
import type { ContentHandling, Integration, IntegrationResponse } from '../model/api.ts';
import type { Evidence } from '../model/evidence.ts';
import { base64Format, isMush } from './binary-signature.ts';
import { failedOf, succeeded } from './failed.ts';
import { configured, contentHandlingEvidence, endpointOf, methodPointer, type Scene, seen, statusOf } from './scene.ts';
import { arrivedAs } from './undecoded-response.ts';

export type Side = 'request' | 'response';

export interface ConversionFault {
  readonly side: Side;
  readonly reason: string;
  readonly better: ContentHandling;
  readonly evidence: Evidence;
}

const pointerOf = (scene: Scene, ...rest: readonly string[]): string =>
  scene.method ? methodPointer(scene.method, 'integration', ...rest) : '/methods';

const hasTemplates = ({ responseTemplates }: IntegrationResponse): boolean =>
  Object.values(responseTemplates ?? {}).some((template) => template !== '');

const requestIsBinary = (scene: Scene): boolean => {
  const list = scene.api?.binaryMediaTypes;
  const contentType = headerValue(scene.observation.request.headers, 'content-type');
  return (
    scene.observation.request.binaryBody === true ||
    (list !== undefined && matchingBinaryMediaType(contentType, list, 'request') !== undefined)
  );
};

/** A template meets bytes: the body is of a binary type and not converted, or it is decoded to bytes on purpose. */
const requestFault = (scene: Scene, integration: Integration): ConversionFault | undefined => {
  const line = seen(scene, 'transform-request-failed');
  const { contentHandling } = integration;
  const decodes = contentHandling === 'CONVERT_TO_BINARY';
  const bytes = decodes || (requestIsBinary(scene) && contentHandling !== 'CONVERT_TO_TEXT');
  if (!bytes || (!line && failedOf(scene) !== true)) return undefined;
  const choice = integration.requestTemplates
    ? chooseRequestTemplate(integration, headerValue(scene.observation.request.headers, 'content-type'))
    : undefined;
  if (!line && typeof choice !== 'object') return undefined;
  return {
    side: 'request',
    better: 'CONVERT_TO_TEXT',
    reason: decodes
      ? 'CONVERT_TO_BINARY decodes the body to bytes, and the request template takes only text.'
      : "The body's type is binary and contentHandling does not convert it, so the request template meets bytes.",
    evidence: contentHandlingEvidence(scene, pointerOf(scene, 'contentHandling'), contentHandling),
  };
};

/** CONVERT_TO_BINARY takes the text of the request for base64, and it is none: the backend is not called. */
const decodedRequest = (scene: Scene, { contentHandling }: Integration): ConversionFault | undefined => {
  const { body } = scene.observation.request;
  const notDecodable = body !== undefined && body !== '' && !isBase64(body);
  const line = scene.observation.endpoint === 'NOT_CALLED' && seen(scene, 'base64-decode-failed');
  if (contentHandling !== 'CONVERT_TO_BINARY' || requestIsBinary(scene) || !(line || (notDecodable && failedOf(scene) === true)))
    return undefined;
  return {
    side: 'request',
    better: 'CONVERT_TO_TEXT',
    reason: 'CONVERT_TO_BINARY decodes the body of the request as base64, and it is none.',
    evidence: contentHandlingEvidence(scene, pointerOf(scene, 'contentHandling'), contentHandling),
  };
};

/** The bytes of the request are turned into base64 text, and no template makes anything of it: the backend stores or reads that text. */
const encodedRequest = (scene: Scene, integration: Integration): ConversionFault | undefined => {
  const sent = endpointOf(scene)?.input?.body ?? seen(scene, 'endpoint-request-body')?.event.body;
  if (integration.contentHandling !== 'CONVERT_TO_TEXT' || sent === undefined || !requestIsBinary(scene)) return undefined;
  const { headers, body } = scene.observation.request;
  const contentType = headerValue(headers, 'content-type');
  if (integration.requestTemplates && typeof chooseRequestTemplate(integration, contentType) === 'object') return undefined;
  if (base64Format(sent) === undefined || (body !== undefined && body !== '' && body === sent)) return undefined;
  return {
    side: 'request',
    better: 'NONE',
    reason: `CONVERT_TO_TEXT turns a body of a binary type into base64 text, and the backend got "${sent.slice(0, 12)}…" in place of the file.`,
    evidence: contentHandlingEvidence(scene, pointerOf(scene, 'contentHandling'), integration.contentHandling),
  };
};

/** The same on the way back. */
const encodedResponse = (scene: Scene, integration: Integration): ConversionFault | undefined => {
  const entry = entryOf(scene, integration);
  const list = scene.api?.binaryMediaTypes ?? [];
  const payload = headerValue(endpointOf(scene)?.headers, 'content-type');
  if (entry?.contentHandling !== 'CONVERT_TO_TEXT' || !succeeded(scene) || arrivedAs(scene)?.seenAs !== 'base64 text') return undefined;
  if (payload !== undefined && matchingBinaryMediaType(payload, list, 'response') === undefined) return undefined;
  return {
    side: 'response',
    better: 'CONVERT_TO_BINARY',
    reason: 'CONVERT_TO_TEXT turns an answer of a binary type into base64 text, whatever the client accepts.',
    evidence: configured(scene, pointerOf(scene, 'responses', entry.statusCode, 'contentHandling'), entry.contentHandling),
  };
};

export const entryOf = (scene: Scene, integration: Integration): IntegrationResponse | undefined =>
  integration.responses?.find(({ statusCode }) => statusCode === String(statusOf(scene))) ??
  integration.responses?.find(({ selectionPattern }) => selectionPattern === '') ??
  integration.responses?.[0];

/** Types of files whose bytes are no base64 text. */
const FILE = /^(?:image\/|audio\/|video\/|font\/|(?:application|binary)\/octet-stream|application\/(?:pdf|zip|gzip))/i;

/** The endpoint answered well with a file that nobody noted. */
const sendsFile = (scene: Scene): boolean => {
  const { status, headers } = endpointOf(scene) ?? {};
  return status !== undefined && status < 300 && FILE.test(headerValue(headers, 'content-type') ?? '');
};

/** Text that the conversion table decodes as base64, or bytes that meet a response template. */
const responseFault = (scene: Scene, integration: Integration): ConversionFault | undefined => {
  const entry = entryOf(scene, integration);
  const endpoint = endpointOf(scene);
  const list = scene.api?.binaryMediaTypes ?? [];
  const payload = headerValue(endpoint?.headers, 'content-type');
  const accept = headerValue(scene.observation.request.headers, 'accept');
  const handling = entry?.contentHandling ?? 'NONE';
  const pointer = pointerOf(scene, 'responses', entry?.statusCode ?? 'default', 'contentHandling');
  const evidence = contentHandlingEvidence(scene, pointer, handling);
  const line = seen(scene, 'base64-decode-failed');
  const decodes =
    handling === 'CONVERT_TO_BINARY' || (handling === 'NONE' && matchingBinaryMediaType(accept, list, 'response') !== undefined);
  const payloadIsBinary = payload !== undefined && matchingBinaryMediaType(payload, list, 'response') !== undefined;
  const undecodable = endpoint?.output === undefined ? sendsFile(scene) : !endpoint.outputTruncated && !isBase64(endpoint.output);
  if (line || (decodes && !payloadIsBinary && undecodable && failedOf(scene) === true))
    return {
      side: 'response',
      better: 'CONVERT_TO_TEXT',
      reason:
        "The gateway decodes the backend's text as base64, because contentHandling or the caller's Accept asks for bytes, and it is not base64.",
      evidence,
    };
  const transform = seen(scene, 'transform-response-failed');
  const mapped = entry ? hasTemplates(entry) : undefined;
  const bytes = payloadIsBinary || handling === 'CONVERT_TO_BINARY';
  if ((transform || (failedOf(scene) === true && mapped)) && bytes && handling !== 'CONVERT_TO_TEXT')
    return {
      side: 'response',
      better: 'CONVERT_TO_TEXT',
      reason: 'The answer is bytes, and the response template takes only text.',
      evidence,
    };
  return undefined;
};

/** Velocity cannot emit bytes: what `$util.base64Decode` gives above 0x7F leaves as UTF-8. */
const garbledByTemplate = (scene: Scene, integration: Integration): ConversionFault | undefined => {
  const body = scene.observation.response?.body;
  if (!succeeded(scene) || body === undefined || !isMush(body)) return undefined;
  const entry = integration.responses?.find(({ responseTemplates }) =>
    Object.values(responseTemplates ?? {}).some((template) => template.includes('$util.base64Decode')),
  );
  return (
    entry && {
      side: 'response',
      better: 'CONVERT_TO_BINARY',
      reason: '$util.base64Decode writes text: bytes above 0x7F leave as UTF-8 and the file is damaged.',
      evidence: configured(scene, pointerOf(scene, 'responses', entry.statusCode, 'responseTemplates'), entry.responseTemplates),
    }
  );
};

/** From configuration alone: an error entry that decodes its text as base64 can never answer its text. */
const decodedErrors = (scene: Scene, integration: Integration): ConversionFault | undefined => {
  if (scene.observation.sources.length > 0) return undefined;
  const entry = integration.responses?.find(
    ({ statusCode, contentHandling }) => Number(statusCode) >= 400 && contentHandling === 'CONVERT_TO_BINARY',
  );
  return (
    entry && {
      side: 'response',
      better: 'NONE',
      reason: `The ${entry.statusCode} response decodes its body as base64, and an error text is none.`,
      evidence: configured(scene, pointerOf(scene, 'responses', entry.statusCode, 'contentHandling'), entry.contentHandling),
    }
  );
};

/** The first conversion that turns this request into an error or a damaged file. */
export const conversionFault = (scene: Scene, integration: Integration): ConversionFault | undefined =>
  requestFault(scene, integration) ??
  decodedRequest(scene, integration) ??
  encodedRequest(scene, integration) ??
  encodedResponse(scene, integration) ??
  responseFault(scene, integration) ??
  garbledByTemplate(scene, integration) ??
  decodedErrors(scene, integration);
