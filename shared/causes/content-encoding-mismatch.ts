import { headerValue } from '../lib/headers.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { type EncodingFault, encodingDisagreement } from './encoding-disagreement.ts';
import { endpointOf, type Scene } from './scene.ts';

/** All headers are known, and none of them names an encoding. */
const namesNoEncoding = (scene: Scene): boolean => {
  const { request, response } = scene.observation;
  const known = [request.headers, response?.headers].filter((headers) => headers !== undefined && Object.keys(headers).length > 0);
  const named = known.some((headers) => headerValue(headers, 'content-encoding') !== undefined);
  return known.length === 2 && !named && !/content-encoding/i.test(endpointOf(scene)?.output ?? '');
};

interface Cure {
  readonly todo: string;
  readonly code: { readonly advice: string; readonly wrong: string; readonly right: string };
}

const ANSWER: Cure = {
  todo: 'Treat every compressed body as binary: base64, isBase64Encoded: true, and a matching binary media type.',
  code: {
    advice: 'Send compressed bytes as base64, and the header only with them.',
    wrong: "{ statusCode: 200, headers: { 'content-encoding': 'gzip' }, body: gzipSync(text).toString() }",
    right: "{ statusCode: 200, headers: { 'content-encoding': 'gzip' }, body: gzipSync(text).toString('base64'), isBase64Encoded: true }",
  },
};

const CURES: Readonly<Record<EncodingFault, Cure>> = {
  'request-inflated-twice': {
    todo: 'Ignore or remove Content-Encoding in the function: the body that arrives is plain.',
    code: {
      advice: 'Do not inflate what the gateway has inflated.',
      wrong: "if (event.headers['Content-Encoding'] === 'gzip') body = gunzipSync(body);",
      right: "delete event.headers['Content-Encoding']; // a REST API has inflated the body already",
    },
  },
  'request-read-as-text': {
    todo: 'Decode the body from base64 and inflate it, before anything reads it as text.',
    code: {
      advice: 'Undo base64 first, then the encoding that the header names.',
      wrong: "const text = Buffer.from(event.body, 'base64').toString('utf8');",
      right: "const text = gunzipSync(Buffer.from(event.body, 'base64')).toString('utf8');",
    },
  },
  'response-read-as-text': ANSWER,
  'response-not-compressed': ANSWER,
};

export default defineCause({
  id: 'content-encoding-mismatch',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gzip-compression-decompression.html'),
  step: 'integration response',
  seenAs: ['success', 'gateway-502', 'gateway-500', 'client-error'],
  asks: ['client-answer', 'endpoint-answer'],
  detect(scene) {
    const fault = encodingDisagreement(scene);
    if (!fault) return namesNoEncoding(scene) ? excluded('Neither the request nor the answer has a Content-Encoding.') : undefined;
    const { fault: kind, encoding, reason, certain, evidence } = fault;
    return found(certain ? 'conclusive' : 'confirmed', { kind, encoding, reason }, ...evidence);
  },
  explain: ({ kind, encoding, reason }) => ({
    what: `The body of the ${kind.startsWith('request') ? 'request' : 'answer'} and its Content-Encoding${encoding === undefined ? '' : ` (${encoding})`} disagree.`,
    why: reason,
    todo: CURES[kind].todo,
  }),
  repair: ({ kind }) => ({ kind: 'code', ...CURES[kind].code }),
});
