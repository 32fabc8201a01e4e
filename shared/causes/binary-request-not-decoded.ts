import { headerValue } from '../lib/headers.ts';
import type { Change } from '../model/repair.ts';
import { hasNoBody } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { decodedBody } from './handler-code.ts';
import { proxiedRequest } from './proxied-request.ts';
import { runtimeOf } from './runtime-of.ts';
import { integrationOf, seen } from './scene.ts';
import { undecodedRequest } from './undecoded-request.ts';

export default defineCause({
  id: 'binary-request-not-decoded',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html'),
  step: 'method request',
  seenAs: ['success', 'client-error', 'forbidden-403', 'gateway-500', 'gateway-502'],
  asks: ['deployed-export', 'function-log'],
  detect(scene) {
    const { request } = scene.observation;
    const type = integrationOf(scene)?.type;
    if (type === 'MOCK') return excluded('The integration is a MOCK: no backend reads the body.');
    if (headerValue(request.headers, 'content-encoding') !== undefined)
      return excluded('The request is compressed (Content-Encoding): that is another fault than its media type.');
    const fault = undecodedRequest(scene);
    const line = seen(scene, 'transform-request-failed');
    if (!fault || line)
      return proxiedRequest(scene)?.isBase64Encoded === false
        ? excluded('The body reached the backend as text, and whole.')
        : excludedIf(hasNoBody(scene));
    const facts = { fault: fault.fault, mediaType: fault.mediaType, kind: scene.stage.kind, runtime: runtimeOf(scene) };
    return found(fault.strength, facts, ...fault.evidence);
  },
  explain: ({ fault, mediaType, kind }) => ({
    what:
      fault === 'wide'
        ? `The body (${mediaType ?? 'without a Content-Type'}) reaches the backend as base64, and the backend reads it as text.`
        : `The bytes of a ${mediaType ?? 'binary'} request are read as UTF-8 on the way, and what is no UTF-8 is lost.`,
    why:
      fault === 'narrow'
        ? "The request's own type is not in binaryMediaTypes (a part's type does not count), so each invalid byte becomes U+FFFD: the file grows and is damaged, with status 200."
        : kind === 'HTTP'
          ? 'An HTTP API hands over everything but text/*, application/json, xml and javascript in base64, form posts and bodies without a type included, and says so by isBase64Encoded: true.'
          : 'binaryMediaTypes matches the type of the request, so the event carries base64 and isBase64Encoded: true.',
    todo:
      fault === 'wide'
        ? 'Decode the body whenever isBase64Encoded is true, and list only types that are binary.'
        : "Put the request's type into binaryMediaTypes, decode by isBase64Encoded, and redeploy.",
  }),
  repair: ({ fault, mediaType, runtime }) => {
    if (fault === 'wide')
      return {
        kind: 'code',
        advice: 'Let the flag decide, in one place.',
        ...decodedBody(runtime),
      };
    const add: Change = { kind: 'add-binary-media-type', mediaType: mediaType ?? 'application/octet-stream' };
    return {
      kind: 'config',
      changes: [add, { kind: 'redeploy-stage' }],
      sideEffects: `Every ${mediaType ?? 'binary'} request then arrives as base64 with isBase64Encoded: true, so the function must decode it; templates of that type need CONVERT_TO_TEXT.`,
    };
  },
});
