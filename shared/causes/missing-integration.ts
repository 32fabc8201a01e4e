import { defineCause, excluded, found } from './define-cause.ts';
import { settingDecides } from './outcome.ts';
import { absent, endpointOf, exchanged, methodPointer, placeOf } from './scene.ts';

/** CreateDeployment's refusal. */
const REFUSED = /No integration defined for method/;

export default defineCause({
  id: 'missing-integration',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html'),
  step: 'integration request',
  seenAs: ['gateway-500'],
  asks: ['deployed-export'],
  leaves: ['configuration-error'],
  detect(scene) {
    const { method } = scene;
    const body = scene.observation.response?.body ?? '';
    const lacks = method?.integration === 'NONE' ? [absent(scene, methodPointer(method, 'integration'))] : [];
    if (REFUSED.test(body)) return found('conclusive', placeOf(scene), exchanged('response.body', body), ...lacks);
    if (method?.integration !== undefined && method.integration !== 'NONE') return excluded('The method has an integration.');
    const [first] = lacks;
    return first && endpointOf(scene) === undefined && settingDecides(scene, 'configuration-error')
      ? found('confirmed', placeOf(scene), first)
      : undefined;
  },
  explain: ({ path, verb }) => ({
    what: `${verb} ${path} has no integration.`,
    why: 'A method without an integration has nothing to call; one such method blocks the deployment of the whole API.',
    todo: 'Give the method an integration, or delete it, and deploy again.',
  }),
  repair: ({ path, verb }) => ({
    kind: 'advice',
    steps: [
      `Give ${verb} ${path} an integration (put-integration; x-amazon-apigateway-integration in OpenAPI), or delete what a failed deployment left behind.`,
      'Let the deployment depend on every method and integration, so that it is made last.',
      'Redeploy the stage.',
    ],
  }),
});
