import { headerValue } from '../lib/headers.ts';
import type { Change } from '../model/repair.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { succeeded } from './failed.ts';
import { configured, exchanged, integrationOf } from './scene.ts';
import { arrivedAs, contradictsItself, reasonOf, type UndecodedResponse } from './undecoded-response.ts';

export default defineCause({
  id: 'binary-response-not-decoded',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html'),
  step: 'integration response',
  seenAs: ['success'],
  asks: ['client-answer', 'deployed-export'],
  detect(scene) {
    if (!succeeded(scene)) return undefined;
    const arrived = arrivedAs(scene);
    if (!arrived)
      return scene.observation.response?.body
        ? excluded('The body that the client received is neither base64 of a binary format nor damaged.')
        : undefined;
    const { seenAs, evidence } = arrived;
    const accept = headerValue(scene.observation.request.headers, 'accept');
    const facts = reasonOf(scene, seenAs);
    if (!facts)
      return found<UndecodedResponse>(
        contradictsItself(scene) && integrationOf(scene) === undefined ? 'confirmed' : 'suggested',
        { seenAs, fault: 'flag', reason: 'Either the flag is missing or the list was not deployed: the function output decides.' },
        evidence,
      );
    return found<UndecodedResponse>(
      'confirmed',
      { seenAs, ...facts },
      evidence,
      ...(accept === undefined ? [] : [exchanged('request.headers.Accept', accept)]),
      ...(scene.api?.binaryMediaTypes && facts.fault === 'list'
        ? [configured(scene, '/binaryMediaTypes', scene.api.binaryMediaTypes)]
        : []),
    );
  },
  explain: ({ seenAs, reason, fault }) => ({
    what: `A binary answer reached the client as ${seenAs}.`,
    why: reason,
    todo:
      fault === 'flag'
        ? 'Return the bytes as base64 with isBase64Encoded: true.'
        : "Put the type into binaryMediaTypes (the caller's first Accept type counts), and redeploy.",
  }),
  repair: ({ fault, mediaType }) => {
    if (fault === 'flag')
      return {
        kind: 'code',
        advice: 'Encode the bytes and say so.',
        wrong: '{ statusCode: 200, body: bytes.toString() }',
        right: "{ statusCode: 200, headers: { 'content-type': 'image/png' }, body: bytes.toString('base64'), isBase64Encoded: true }",
      };
    const add: Change = { kind: 'add-binary-media-type', mediaType: mediaType ?? '*/*' };
    return {
      kind: 'config',
      changes: [add, { kind: 'redeploy-stage' }],
      sideEffects:
        'Requests of that type reach the backend as base64 too. Callers that do not send this type first in Accept (browsers, curl) need */* instead, which then also turns the body of every MOCK into bytes.',
    };
  },
});
