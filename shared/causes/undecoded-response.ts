import { matchingBinaryMediaType } from '../gateway/binary-media-types.ts';
import { headerValue } from '../lib/headers.ts';
import type { Evidence } from '../model/evidence.ts';
import { base64Format, isMush } from './binary-signature.ts';
import { proxyAnswer } from './proxy-answer.ts';
import { endpointOf, exchanged, integrationOf, logLine, type Scene, seen } from './scene.ts';

export interface UndecodedResponse {
  readonly seenAs: 'base64 text' | 'damaged text';
  readonly reason: string;
  readonly fault: 'flag' | 'list';
  readonly mediaType?: string;
}

const SHOWN = 120;

/** Media types of files whose bytes are no text. */
const BYTES = /^(?:image\/(?!svg)|audio\/|video\/|font\/|application\/(?:octet-stream|pdf|zip|gzip|x-gzip|msgpack|vnd\.))/i;

const contentTypeOf = (scene: Scene): string | undefined =>
  (headerValue(scene.observation.response?.headers, 'content-type') ?? headerValue(endpointOf(scene)?.headers, 'content-type'))
    ?.split(';')[0]
    ?.trim();

const sameText = (sent: string, written: string): boolean => {
  const head = sent.trim().slice(0, 24);
  return head.length >= 8 && written.startsWith(head.replace(/…$/, ''));
};

/** The body that the client got; where the log cut it, its beginning. */
const clientBody = (scene: Scene): { readonly text: string; readonly evidence: Evidence } | undefined => {
  const body = scene.observation.response?.body;
  if (body !== undefined) return { text: body, evidence: exchanged('response.body', body.slice(0, SHOWN)) };
  const line = seen(scene, 'response-body');
  return line && { text: line.event.body, evidence: logLine(line) };
};

/** What is left of a file whose bytes were read as text: more than a stray character. */
const looksDamaged = (body: string): boolean => isMush(body) && !body.startsWith('%PDF');

export interface Arrival {
  readonly seenAs: UndecodedResponse['seenAs'];
  readonly evidence: Evidence;
}

/** A proxy hands the text of its function on as it stands, unless it decodes it (recorded): what the function said tells what arrived. */
const fromAnswer = (scene: Scene): Arrival | undefined => {
  const answer = proxyAnswer(scene);
  if (answer?.flagged === undefined) return undefined;
  const evidence = exchanged('endpoint.output', (endpointOf(scene)?.output ?? '').slice(0, SHOWN));
  if (looksDamaged(answer.body) && !answer.flagged) return { seenAs: 'damaged text', evidence };
  const list = scene.api?.binaryMediaTypes;
  const accept = headerValue(scene.observation.request.headers, 'accept');
  const isDecoded =
    answer.flagged &&
    (scene.stage.kind === 'HTTP' || list === undefined || matchingBinaryMediaType(accept, list, 'response') !== undefined);
  return base64Format(answer.body) !== undefined && !isDecoded ? { seenAs: 'base64 text', evidence } : undefined;
};

/** Text takes the place of bytes in either of two lengths: four characters for three bytes, or three bytes for each that is no UTF-8. */
const fromLengths = (scene: Scene): Arrival | undefined => {
  const sent = endpointOf(scene)?.outputBytes;
  const got = scene.observation.response?.bodyBytes;
  const mediaType = contentTypeOf(scene);
  if (sent === undefined || got === undefined || sent < 32 || mediaType === undefined || !BYTES.test(mediaType)) return undefined;
  if (integrationOf(scene)?.type === 'AWS_PROXY' || endpointOf(scene)?.kind === 'lambda') return undefined;
  const evidence = exchanged('response.bodyBytes', `${got}, and the backend sent ${sent}`);
  if (got === Math.ceil(sent / 3) * 4) return { seenAs: 'base64 text', evidence };
  return got > sent * 1.2 ? { seenAs: 'damaged text', evidence } : undefined;
};

/** How the body reached the client: as the base64 text, or with its bytes read as UTF-8. */
export const arrivedAs = (scene: Scene): Arrival | undefined => {
  const body = clientBody(scene);
  if (body === undefined) return fromAnswer(scene) ?? fromLengths(scene);
  if (body.text === '') return undefined;
  const answer = proxyAnswer(scene);
  if (base64Format(body.text) !== undefined || (answer?.flagged === true && sameText(body.text, answer.body)))
    return { seenAs: 'base64 text', evidence: body.evidence };
  return looksDamaged(body.text) ? { seenAs: 'damaged text', evidence: body.evidence } : undefined;
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
  if (answer?.flagged === false)
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

/** The answer says of itself that it is a file of bytes, and what the client got is text: whatever is not known of the API, it was not decoded. */
export const contradictsItself = ({ observation: { response } }: Scene): boolean =>
  BYTES.test(headerValue(response?.headers, 'content-type') ?? '');

export const reasonOf = (scene: Scene, seenAs: UndecodedResponse['seenAs']): Omit<UndecodedResponse, 'seenAs'> | undefined => {
  const type = integrationOf(scene)?.type;
  if (scene.stage.kind === 'HTTP') {
    const answer = proxyAnswer(scene);
    return answer?.flagged === true
      ? undefined
      : { fault: 'flag', reason: 'An HTTP API decodes a body only when the function sets isBase64Encoded: true on base64 text.' };
  }
  const kind = type === undefined ? endpointOf(scene)?.kind : undefined;
  const isMapped = type === 'AWS' || type === 'HTTP' || type === 'HTTP_PROXY' || kind === 'http' || kind === 'aws';
  return isMapped ? mappedReason(scene, seenAs) : restProxyReason(scene, seenAs);
};
