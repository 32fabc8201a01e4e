import { matchesBinaryMediaTypes, matchingBinaryMediaType } from '../gateway/binary-media-types.ts';
import { headerValue } from '../lib/headers.ts';
import { parseJson } from '../lib/json.ts';
import type { Strength } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import { isMush } from './binary-signature.ts';
import { functionFailureOf } from './function-failure.ts';
import { backendCalled } from './gateway-words.ts';
import { hasGrown, type LoggedRequest, loggedRequest } from './logged-request.ts';
import { type ProxiedRequest, proxiedRequest } from './proxied-request.ts';
import { configured, exchanged, integrationOf, type Scene, statusOf } from './scene.ts';

export interface UndecodedRequest {
  /** `wide`: text arrives as base64. `narrow`: bytes were read as text. */
  readonly fault: 'wide' | 'narrow';
  readonly mediaType?: string;
  readonly strength: Strength;
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

type Fault = Omit<UndecodedRequest, 'mediaType'>;

const SHOWN = 120;

const TEXT = /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml)$|application\/(?:x-www-form-urlencoded|javascript|graphql)$)/;
const BINARY =
  /^(?:image\/(?!svg)|audio\/|video\/|font\/|application\/(?:octet-stream|pdf|zip|gzip|x-gzip|x-tar|protobuf|x-protobuf|msgpack|x-msgpack|vnd\.(?:ms-|openxmlformats)))/;
/** A part of an upload that is a file of bytes. */
const BINARY_PART = /content-type:\s*(?:image\/(?!svg)|audio\/|video\/|application\/(?:octet-stream|pdf|zip|gzip))/i;
/** What a JSON parser of Python says of any text that does not begin as JSON does: base64 is such a text, and so is an empty one. */
const NO_JSON = /Expecting value: line 1 column 1 \(char 0\)/;
/** `eyJ` is base64 of `{"`: a JSON parser that meets the encoded body stops at its first letter. */
const PARSED_BASE64 =
  /Unexpected token '?e'?(?: in JSON at position 0|, "eyJ)|Unrecognized token 'eyJ|invalid character 'e' looking for beginning of value|unexpected (?:token|character)[^\n]{0,20}'eyJ|'e' is an invalid start of a value/;

const mediaTypeOf = ({ observation: { request } }: Scene): string | undefined =>
  headerValue(request.headers, 'content-type')?.split(';')[0]?.trim().toLowerCase();

const base64Of = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** The client got the encoded form of what it had sent: the function did not decode it. */
const echoed = ({ observation: { request, response } }: Scene): boolean =>
  (request.body ?? '') !== '' && response?.body !== undefined && response.body.includes(base64Of(request.body ?? ''));

/** The log shows, whole or cut, what the client had sent in its encoded form. */
const sentBase64 = ({ observation: { request } }: Scene, shown: string): boolean => {
  const start = shown.replace(/[.…]+$/, '').slice(0, SHOWN);
  return (request.body ?? '') !== '' && start.length >= 8 && base64Of(request.body ?? '').startsWith(start);
};

const listEvidence = (scene: Scene): readonly Evidence[] =>
  scene.api?.binaryMediaTypes === undefined ? [] : [configured(scene, '/binaryMediaTypes', scene.api.binaryMediaTypes)];

/** Whether the gateway hands this type over in base64: REST by the list, HTTP APIs everything that is no text of theirs. */
const isEncoded = (scene: Scene): boolean | undefined => {
  const type = headerValue(scene.observation.request.headers, 'content-type');
  if (scene.stage.kind === 'HTTP') return !/^(?:text\/|application\/(?:json|xml|javascript)\b)/.test(mediaTypeOf(scene) ?? '');
  const list = scene.api?.binaryMediaTypes;
  return list && matchingBinaryMediaType(type, list, 'request') !== undefined;
};

const isText = (mediaType: string | undefined): boolean => mediaType === undefined || TEXT.test(mediaType);

/** The request was answered as if all were well: then base64 in the event is only how bytes travel. */
const answeredWell = (scene: Scene): boolean => (statusOf(scene) ?? 500) < 400 && !echoed(scene);

/** How applications answer a body that they cannot read; 419 is how some answer a form without its CSRF token (inferred). */
const MISREAD: ReadonlySet<number> = new Set([400, 415, 419, 422, 500, 502]);

/** Somebody who notes what arrived, and no answer, complains of what arrived; a log that lacks the end of a request does not. */
const looksMisread = (scene: Scene): boolean => {
  const status = statusOf(scene);
  if (status === undefined) return scene.observation.sources.every((source) => source === 'exchange');
  return MISREAD.has(status) || (status === 403 && /csrf|forgery/i.test(scene.observation.response?.body ?? ''));
};

/** What the client sent is JSON: only another form of it cannot be parsed. */
const sentJson = ({ observation: { request } }: Scene): boolean =>
  request.body !== undefined && request.body !== '' && parseJson(request.body) !== undefined;

const couldNotParse = (scene: Scene, text: string): boolean => PARSED_BASE64.test(text) || (NO_JSON.test(text) && sentJson(scene));

/** A name in what a parser made of the body: `{'VG9Db3VudHJ5…': ['=']}`. */
const KEY_IN_BASE64 = /[{,]\s*['"]?([A-Za-z0-9+/]{20,400})={0,2}['"]?\s*:/;
const FORM = /^[\w.%~-]{1,100}=[^\s&]*(?:&|$)/;

/** The function parsed the encoded form as if it were the form: the whole body became the name of a field. */
const parsedEncoded = ({ observation: { functionLog } }: Scene): Fault | undefined => {
  const line = functionLog.find(({ line: { text } }) => {
    const name = KEY_IN_BASE64.exec(text)?.[1];
    return name !== undefined && FORM.test(Buffer.from(name, 'base64').toString('utf8'));
  })?.line;
  return line && { fault: 'wide', strength: 'confirmed', evidence: [{ kind: 'log-line', line }] };
};

/** The function's own log: the flag, the body, or a parser that stumbled over it. */
const wideInLog = (scene: Scene, logged: LoggedRequest, encoded: boolean | undefined): Fault | undefined => {
  const { unread, body, line } = logged;
  const parsed = unread !== undefined && couldNotParse(scene, unread.text);
  const shown = body !== undefined && sentBase64(scene, body);
  if ((!parsed && !shown && unread === undefined) || !looksMisread(scene)) return undefined;
  if (encoded !== true && !(parsed && PARSED_BASE64.test(unread.text))) return undefined;
  const sure = encoded === true && (parsed || shown);
  const lines = unread && unread !== line ? [line, unread] : [line];
  const [first, ...others] = [...lines.map((one): Evidence => ({ kind: 'log-line', line: one })), ...listEvidence(scene)];
  return (
    first && { fault: 'wide', strength: sure || logged.isBase64Encoded === true ? 'confirmed' : 'suggested', evidence: [first, ...others] }
  );
};

const wide = (scene: Scene, received: ProxiedRequest | undefined, logged: LoggedRequest | undefined): Fault | undefined => {
  const mediaType = mediaTypeOf(scene);
  if (received?.isBase64Encoded === false || logged?.isBase64Encoded === false || !isText(mediaType)) return undefined;
  const parsed = parsedEncoded(scene);
  if (parsed) return parsed;
  const flagged = received?.isBase64Encoded === true;
  const encoded = flagged || logged?.isBase64Encoded || isEncoded(scene);
  const failure = functionFailureOf(scene);
  if (failure && couldNotParse(scene, failure.message))
    return { fault: 'wide', strength: encoded === true ? 'conclusive' : 'suggested', evidence: [failure.evidence, ...listEvidence(scene)] };
  const inLog = logged && !answeredWell(scene) ? wideInLog(scene, logged, encoded) : undefined;
  if (inLog) return inLog;
  if (encoded !== true || answeredWell(scene)) return undefined;
  const { response } = scene.observation;
  if (echoed(scene))
    return {
      fault: 'wide',
      strength: 'confirmed',
      evidence: [exchanged('response.body', (response?.body ?? '').slice(0, SHOWN)), ...listEvidence(scene)],
    };
  return flagged && looksMisread(scene)
    ? {
        fault: 'wide',
        strength: failure === undefined ? 'confirmed' : 'suggested',
        evidence: [exchanged('endpoint.input.body', (received?.body ?? '').slice(0, SHOWN)), ...listEvidence(scene)],
      }
    : undefined;
};

/** Bytes of the request that a decoding as UTF-8 cannot leave whole. */
const sendsBytes = (scene: Scene): boolean => {
  const mediaType = mediaTypeOf(scene);
  if (mediaType === undefined || scene.observation.request.body === '') return false;
  return BINARY.test(mediaType) || (mediaType === 'multipart/form-data' && BINARY_PART.test(scene.observation.request.body ?? ''));
};

/** A request that the gateway turned away before it read the body. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 413, 415, 429]);

const refusedBefore = (scene: Scene): boolean => REFUSALS.has(statusOf(scene) ?? 0) && !backendCalled(scene);

const narrow = (scene: Scene, received: ProxiedRequest | undefined, logged: LoggedRequest | undefined): Fault | undefined => {
  if (received?.isBase64Encoded === true || logged?.isBase64Encoded === true || scene.stage.kind === 'HTTP') return undefined;
  const list = scene.api?.binaryMediaTypes;
  const type = headerValue(scene.observation.request.headers, 'content-type');
  if (list && matchesBinaryMediaTypes(type, list, 'request')) return undefined;
  const damaged = received?.body !== undefined && isMush(received.body);
  if (damaged)
    return {
      fault: 'narrow',
      strength: 'confirmed',
      evidence: [exchanged('endpoint.input.body', (received.body ?? '').slice(0, SHOWN)), ...listEvidence(scene)],
    };
  if (logged && !isText(mediaTypeOf(scene)) && (logged.damaged || hasGrown(scene, logged)))
    return { fault: 'narrow', strength: 'confirmed', evidence: [{ kind: 'log-line', line: logged.line }, ...listEvidence(scene)] };
  const [configuredList] = listEvidence(scene);
  const handling = integrationOf(scene)?.contentHandling ?? 'NONE';
  if (received?.body !== undefined || !configuredList || handling !== 'NONE' || scene.method === undefined) return undefined;
  if (!sendsBytes(scene) || refusedBefore(scene)) return undefined;
  const strength = (statusOf(scene) ?? 0) >= 500 ? 'suggested' : 'confirmed';
  return { fault: 'narrow', strength, evidence: [configuredList, exchanged('request.headers.Content-Type', type ?? '')] };
};

/** How the body of a request reached the backend in another form than it was sent. */
export const undecodedRequest = (scene: Scene): UndecodedRequest | undefined => {
  const received = proxiedRequest(scene);
  const logged = loggedRequest(scene);
  const fault = narrow(scene, received, logged) ?? wide(scene, received, logged);
  const mediaType = mediaTypeOf(scene);
  return fault && { ...fault, ...(mediaType !== undefined && { mediaType }) };
};
