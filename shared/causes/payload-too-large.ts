import { headerValue } from '../lib/headers.ts';
import type { Evidence } from '../model/evidence.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { failedOf } from './failed.ts';
import { functionFailureOf } from './function-failure.ts';
import { endpointOf, exchanged, integrationOf, logLine, type Scene, seen, statusOf } from './scene.ts';

const GATEWAY_LIMIT = 10_485_760;
const LAMBDA_LIMIT = 6_291_556;

type Facts = { readonly what: 'request' | 'function answer' | 'backend answer'; readonly limit: number; readonly bytes?: number };

const refusedRequest = (scene: Scene): { readonly facts: Facts; readonly evidence: Evidence } | undefined => {
  if (statusOf(scene) !== 413 || endpointOf(scene)?.status === 413) return undefined;
  const body = scene.observation.response?.body ?? '';
  const limit = /Request Too Long/.test(body) ? LAMBDA_LIMIT : GATEWAY_LIMIT;
  return { facts: { what: 'request', limit }, evidence: body ? exchanged('response.body', body) : exchanged('response.status', '413') };
};

const backendBytes = (scene: Scene): number | undefined => {
  const endpoint = endpointOf(scene);
  const length = Number(headerValue(endpoint?.headers, 'content-length') ?? Number.NaN);
  return endpoint?.outputBytes ?? (Number.isFinite(length) ? length : undefined);
};

const oversizedAnswer = (scene: Scene): { readonly facts: Facts; readonly evidence: Evidence } | undefined => {
  const bytes = backendBytes(scene);
  if (bytes === undefined || failedOf(scene) === false) return undefined;
  const isLambda = endpointOf(scene)?.kind === 'lambda' || integrationOf(scene)?.type === 'AWS_PROXY';
  const limit = isLambda ? LAMBDA_LIMIT : GATEWAY_LIMIT;
  if (bytes <= limit) return undefined;
  return {
    facts: { what: isLambda ? 'function answer' : 'backend answer', limit, bytes },
    evidence: exchanged('endpoint.outputBytes', String(bytes)),
  };
};

export default defineCause({
  id: 'payload-too-large',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html'),
  step: 'integration response',
  seenAs: ['too-large-413', 'gateway-502', 'gateway-500'],
  asks: ['execution-trace'],
  leaves: ['response-too-large', 'function-error', 'malformed-proxy-response'],
  detect(scene) {
    const line = seen(scene, 'response-too-large');
    if (line)
      return found('conclusive', { what: 'backend answer', limit: GATEWAY_LIMIT, bytes: line.event.bytes } satisfies Facts, logLine(line));
    const failure = functionFailureOf(scene);
    if (failure?.kind === 'answer-too-large')
      return found('conclusive', { what: 'function answer', limit: LAMBDA_LIMIT } satisfies Facts, failure.evidence);
    if (failure) return excluded('The function failed for another reason than the size of its answer.');
    const refused = refusedRequest(scene);
    if (refused) return found<Facts>('conclusive', refused.facts, refused.evidence);
    const oversized = oversizedAnswer(scene);
    if (oversized) return found<Facts>('confirmed', oversized.facts, oversized.evidence);
    const bytes = backendBytes(scene);
    return bytes === undefined ? undefined : excluded(`The backend's answer has ${bytes} bytes, which is within the limits.`);
  },
  explain: ({ what, limit, bytes }) => ({
    what: `The ${what} is too large${bytes === undefined ? '' : `: ${bytes} bytes`} (limit ${limit} bytes).`,
    why:
      what === 'request'
        ? 'The gateway refuses it with 413 before it reaches the backend; base64 makes bytes a third larger.'
        : 'The answer cannot be handed over, so the client receives a 5xx although the handler succeeded.',
    todo: 'Page the answer, compress it inside the function, or hand out a presigned URL to the object store.',
  }),
  repair: () => ({
    kind: 'advice',
    steps: [
      'Return pages, or only the fields that the caller needs.',
      'For files: upload and download by presigned URL, and answer with a redirect.',
      'For text: compress in the function and return base64 with isBase64Encoded, its type listed in binaryMediaTypes.',
    ],
  }),
});
