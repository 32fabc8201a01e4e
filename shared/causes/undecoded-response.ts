import { matchingBinaryMediaType } from '../gateway/binary-media-types.ts';
import { checkProxyOutput } from '../gateway/proxy-output.ts';
import { headerValue } from '../lib/headers.ts';
import { base64Format, isMush } from './binary-signature.ts';
import { proxyFlavourOf } from './proxy-flavour.ts';
import { endpointOf, integrationOf, type Scene } from './scene.ts';

export interface UndecodedResponse {
  readonly seenAs: 'base64 text' | 'damaged text';
  readonly reason: string;
  readonly fault: 'flag' | 'list';
  readonly mediaType?: string;
}

/** What a proxy function said about its body; `undefined` where its output is unknown or no proxy answer. */
const proxyAnswer = (scene: Scene): { readonly flagged: boolean; readonly body: string } | undefined => {
  const endpoint = endpointOf(scene);
  if (endpoint?.output === undefined || endpoint.outputTruncated) return undefined;
  const check = checkProxyOutput(endpoint.output, proxyFlavourOf(scene));
  return check.ok ? { flagged: check.isBase64Encoded, body: check.body } : undefined;
};

const contentTypeOf = (scene: Scene): string | undefined =>
  (headerValue(scene.observation.response?.headers, 'content-type') ?? headerValue(endpointOf(scene)?.headers, 'content-type'))
    ?.split(';')[0]
    ?.trim();

const sameText = (sent: string, written: string): boolean => {
  const head = sent.trim().slice(0, 24);
  return head.length >= 8 && written.startsWith(head.replace(/…$/, ''));
};

/** How the body reached the client: as the base64 text, or with its bytes read as UTF-8. */
export const arrivedAs = (scene: Scene): UndecodedResponse['seenAs'] | undefined => {
  const body = scene.observation.response?.body;
  if (body === undefined || body === '') return undefined;
  const answer = proxyAnswer(scene);
  if (base64Format(body) !== undefined || (answer?.flagged === true && sameText(body, answer.body))) return 'base64 text';
  return isMush(body) && !body.startsWith('%PDF') ? 'damaged text' : undefined;
};

/** The narrowest entry that this caller's Accept matches: the answer's own type, its family, or everything. */
const entryFor = (accept: string | undefined, mediaType: string | undefined): string => {
  const narrow = mediaType === undefined ? [] : [mediaType, `${mediaType.split('/', 1)[0]}/*`];
  return narrow.find((entry) => matchingBinaryMediaType(accept, [entry], 'response') !== undefined) ?? '*/*';
};

const restProxyReason = (scene: Scene, seenAs: UndecodedResponse['seenAs']): Omit<UndecodedResponse, 'seenAs'> | undefined => {
  const answer = proxyAnswer(scene);
  const accept = headerValue(scene.observation.request.headers, 'accept');
  const list = scene.api?.binaryMediaTypes;
  const mediaType = contentTypeOf(scene);
  const about = mediaType === undefined ? {} : { mediaType };
  if (seenAs === 'damaged text' && answer?.flagged !== true)
    return { fault: 'flag', reason: 'The function returned bytes as a string, without base64 and isBase64Encoded.', ...about };
  if (answer && !answer.flagged)
    return { fault: 'flag', reason: 'The function encoded the body and did not set isBase64Encoded.', ...about };
  const accepted = list && matchingBinaryMediaType(accept, list, 'response');
  if (accepted !== undefined) return undefined;
  if (!list && !answer) return undefined;
  if (!answer && list && list.length > 0 && accept === undefined) return undefined;
  const shown = list === undefined ? 'binaryMediaTypes' : `binaryMediaTypes ${JSON.stringify(list)}`;
  return {
    fault: 'list',
    reason: `The first type of Accept: ${accept ?? '(absent)'} matches nothing in ${shown}, so the base64 text is not decoded.`,
    mediaType: entryFor(accept, mediaType),
  };
};

const mappedReason = (scene: Scene, seenAs: UndecodedResponse['seenAs']): Omit<UndecodedResponse, 'seenAs'> | undefined => {
  const list = scene.api?.binaryMediaTypes;
  const mediaType = contentTypeOf(scene);
  const about = mediaType === undefined ? {} : { mediaType };
  if (seenAs === 'damaged text')
    return list && list.length > 0 && matchingBinaryMediaType(mediaType, list, 'response') !== undefined
      ? undefined
      : {
          fault: 'list',
          reason: `${mediaType ?? "The backend's type"} is not in binaryMediaTypes, so its bytes were read as UTF-8 and each invalid one was replaced.`,
          ...about,
        };
  const accept = headerValue(scene.observation.request.headers, 'accept');
  return list && matchingBinaryMediaType(accept, list, 'response') === undefined
    ? {
        fault: 'list',
        reason: `The payload is binary and the first type of Accept: ${accept ?? '(absent)'} is not, so it leaves as base64 text.`,
        ...about,
      }
    : undefined;
};

export const reasonOf = (scene: Scene, seenAs: UndecodedResponse['seenAs']): Omit<UndecodedResponse, 'seenAs'> | undefined => {
  const type = integrationOf(scene)?.type;
  if (scene.stage.kind === 'HTTP') {
    const answer = proxyAnswer(scene);
    return answer?.flagged === true
      ? undefined
      : { fault: 'flag', reason: 'An HTTP API decodes a body only when the function sets isBase64Encoded: true on base64 text.' };
  }
  return type === 'AWS' || type === 'HTTP' || type === 'HTTP_PROXY' ? mappedReason(scene, seenAs) : restProxyReason(scene, seenAs);
};
