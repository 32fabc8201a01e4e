import { headerValue } from '../lib/headers.ts';
import type { Evidence } from '../model/evidence.ts';
import { base64Format, isMush } from './binary-signature.ts';
import { functionFailureOf } from './function-failure.ts';
import { proxiedRequest } from './proxied-request.ts';
import { proxyAnswer } from './proxy-answer.ts';
import { endpointOf, exchanged, type Scene, statusOf } from './scene.ts';

/** What stands against what: a request inflated once more, compressed bytes taken for text, an answer that only says that it is compressed. */
export type EncodingFault = 'request-inflated-twice' | 'request-read-as-text' | 'response-read-as-text' | 'response-not-compressed';

export interface EncodingDisagreement {
  readonly fault: EncodingFault;
  readonly encoding?: string;
  readonly reason: string;
  /** Only compressed bytes can leave this. */
  readonly certain: boolean;
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

const SHOWN = 120;

/** The second byte of gzip (1f 8b): the first that is no UTF-8. */
const DECODED_AS_TEXT = /can't decode byte 0x8b in position 1\b/;
/** How zlib, Python, Go and Java say that what they were to inflate is not compressed. */
const NOT_COMPRESSED = /incorrect header check|not a gzip(?:ped)? file|gzip: invalid header|not in GZIP format|unknown compression method/i;

/** Codings that change the bytes of a body. */
const ENCODINGS: ReadonlySet<string> = new Set(['gzip', 'x-gzip', 'br', 'deflate', 'zstd', 'compress']);

const encodingIn = (headers: Readonly<Record<string, string>> | undefined): string | undefined => {
  const value = headerValue(headers, 'content-encoding')?.trim().toLowerCase();
  return value !== undefined && ENCODINGS.has(value) ? value : undefined;
};

const LOGGED_ENCODING = /content-encoding['"]?\s*[:=]\s*['"]?([\w-]{2,10})/i;

/** The request's own header, or what the function noted of it. */
const encodingSent = ({ observation: { request, functionLog } }: Scene): string | undefined => {
  const noted = functionLog.map(({ line: { text } }) => LOGGED_ENCODING.exec(text)?.[1]).find((name) => name !== undefined);
  return encodingIn(request.headers) ?? (noted === undefined ? undefined : encodingIn({ 'content-encoding': noted }));
};

/** What the function, or its log, complained of. */
const complaint = (scene: Scene, pattern: RegExp): Evidence | undefined => {
  const failure = functionFailureOf(scene);
  if (failure && pattern.test(failure.message)) return failure.evidence;
  const line = scene.observation.functionLog.find(({ line: { text } }) => pattern.test(text))?.line;
  return line && { kind: 'log-line', line };
};

/** REST APIs inflate the body and leave the header as it was (recorded). */
const inflatedRequest = (scene: Scene): EncodingDisagreement | undefined => {
  const encoding = encodingSent(scene);
  if (encoding === undefined || scene.stage.kind !== 'REST') return undefined;
  const reason = `A REST API inflates a request with Content-Encoding: ${encoding} and leaves the header, so the backend inflates it once more.`;
  const said = complaint(scene, NOT_COMPRESSED);
  if (said) return { fault: 'request-inflated-twice', encoding, reason, certain: true, evidence: [said] };
  const received = proxiedRequest(scene);
  const body = received?.body;
  const plain =
    body !== undefined && body !== '' && received?.isBase64Encoded !== true && !isMush(body) && base64Format(body) === undefined;
  if (!plain || encodingIn(received?.headers) === undefined || (statusOf(scene) ?? 500) < 400) return undefined;
  const evidence = [exchanged('endpoint.input.body', body.slice(0, SHOWN))] as const;
  return { fault: 'request-inflated-twice', encoding, reason, certain: false, evidence };
};

const GZIP = /^(?:x-)?gzip$/;

/** The function says that its body is compressed, and it is not. */
const plainAnswer = (scene: Scene): EncodingDisagreement | undefined => {
  const { output } = endpointOf(scene) ?? {};
  const answer = proxyAnswer(scene);
  const encoding = answer && encodingIn(answer.headers);
  if (output === undefined || encoding === undefined || answer?.flagged === undefined || answer.body === '' || isMush(answer.body))
    return undefined;
  const format = base64Format(answer.body);
  const plain = answer.flagged ? GZIP.test(encoding) && format !== 'gzip' : format === undefined && /[\s{}<>"]/.test(answer.body);
  return plain
    ? {
        fault: 'response-not-compressed',
        encoding,
        certain: false,
        reason: `The function answers with Content-Encoding: ${encoding}, and its body is not compressed so: a client cannot decode it.`,
        evidence: [exchanged('endpoint.output', output.slice(0, SHOWN))],
      }
    : undefined;
};

/** A compressed body, and something in the function that reads it as text: a request that it got, or an answer that it made. */
const decodedAsText = (scene: Scene): EncodingDisagreement | undefined => {
  const said = complaint(scene, DECODED_AS_TEXT);
  if (!said) return undefined;
  const sent = encodingIn(scene.observation.request.headers);
  const encoding = sent ?? encodingIn(scene.observation.response?.headers);
  return {
    fault: sent === undefined ? 'response-read-as-text' : 'request-read-as-text',
    ...(encoding !== undefined && { encoding }),
    certain: true,
    reason: `The body is gzip (its second byte says so), and the function reads it as UTF-8 text in place of ${sent === undefined ? 'encoding it as base64' : 'inflating it'}.`,
    evidence: [said],
  };
};

/** A body and the header that names its encoding say different things. */
export const encodingDisagreement = (scene: Scene): EncodingDisagreement | undefined =>
  inflatedRequest(scene) ?? decodedAsText(scene) ?? plainAnswer(scene);
