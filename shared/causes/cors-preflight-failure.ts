import { defineCause, excluded, found } from './define-cause.ts';
import { gatewaySaid } from './gateway-words.ts';
import { preflightOf } from './preflight.ts';
import { type PreflightFaultKind, preflightFault } from './preflight-fault.ts';
import { placeOf, statusOf } from './scene.ts';

const STEPS: Readonly<Record<PreflightFaultKind, readonly [string, ...string[]]>> = {
  credentials: [
    'Set authorizationType NONE and apiKeyRequired false on OPTIONS: aws apigateway update-method --rest-api-id API_ID --resource-id RESOURCE_ID --http-method OPTIONS --patch-operations op=replace,path=/authorizationType,value=NONE',
    'SAM: AddDefaultAuthorizerToCorsPreflight: false. CDK: give the OPTIONS method its own options, as default ones apply to it too.',
    'Redeploy the stage.',
  ],
  'no-method': [
    'Add OPTIONS to the resource: a MOCK that answers 200 or 204 with Access-Control-Allow-Origin, -Methods and -Headers (HTTP APIs: a CORS configuration).',
    'Redeploy the stage.',
  ],
  'any-route': ['Replace the ANY route by routes for the verbs that are served, or answer OPTIONS in the backend.'],
  backend: ['Answer OPTIONS with 2xx and the Access-Control-Allow-* headers in the backend, or give OPTIONS a method of its own.'],
  headers: [
    'Let the answer to OPTIONS carry Access-Control-Allow-Origin (the origin, or *), -Methods and -Headers for all that the page asks.',
    'Send Access-Control-Allow-Origin with the real answers too, and on the gateway responses DEFAULT_4XX and DEFAULT_5XX.',
    'Redeploy the stage.',
  ],
};

const CLOSED = 'Anybody may call OPTIONS on this path; its other methods ask for credentials as before.';
const OPEN =
  'Pages of every origin may then read what the path answers without credentials; with credentials a browser asks for the origin itself in place of *.';

export default defineCause({
  id: 'cors-preflight-failure',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html'),
  step: 'authorizer',
  seenAs: ['unauthorized-401', 'forbidden-403', 'not-found-404', 'client-error', 'success'],
  asks: ['client-answer', 'deployed-export'],
  detect(scene) {
    const verb = scene.observation.request.method;
    if (!preflightOf(scene)) return verb === undefined ? undefined : excluded(`The request is a ${verb}, not a preflight.`);
    if ((statusOf(scene) ?? 0) >= 500) return excluded('The preflight failed with a server error: that error is the cause.');
    if (gatewaySaid(scene, { responseTypes: ['WAF_FILTERED'], message: /execute-api:Invoke/ }))
      return excluded('The front door refused the preflight like any other request.');
    const fault = preflightFault(scene);
    return (
      fault && found('confirmed', { ...placeOf(scene), kind: fault.kind, reason: fault.reason, changes: fault.changes }, ...fault.evidence)
    );
  },
  explain: ({ path, reason }) => ({
    what: `The browser's preflight for ${path} is refused, so the real request is never sent.`,
    why: reason,
    todo: 'Let OPTIONS answer 2xx, without credentials, with the Access-Control-Allow-* headers that the page needs.',
  }),
  repair: ({ kind, changes }) =>
    changes
      ? { kind: 'config', changes: [...changes, { kind: 'redeploy-stage' }], sideEffects: kind === 'credentials' ? CLOSED : OPEN }
      : { kind: 'advice', steps: STEPS[kind] },
});
