import { chooseRequestTemplate } from '../gateway/template-choice.ts';
import { headerValue } from '../lib/headers.ts';
import type { Evidence } from '../model/evidence.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { backendAnswered, backendCalled, gatewaySaid } from './gateway-words.ts';
import { configured, exchanged, integrationOf, methodPointer, placeOf, type Scene, statusOf } from './scene.ts';

/** Passthrough behaviours that refuse; what the templates are decides the rest. */
const refuses = (scene: Scene): boolean | undefined => {
  const integration = integrationOf(scene);
  if (!integration) return undefined;
  const { passthroughBehavior } = integration;
  const choice = chooseRequestTemplate(integration, headerValue(scene.observation.request.headers, 'content-type'));
  if (choice !== 'unknown') return choice === 'unsupported-media-type';
  return passthroughBehavior === undefined ? undefined : passthroughBehavior !== 'WHEN_NO_MATCH';
};

const configEvidence = (scene: Scene): readonly Evidence[] => {
  const { method } = scene;
  const behaviour = integrationOf(scene)?.passthroughBehavior;
  return method && behaviour !== undefined
    ? [configured(scene, methodPointer(method, 'integration', 'passthroughBehavior'), behaviour)]
    : [];
};

/** NEVER without a single template: every request of every type is refused. */
const refusesAll = (scene: Scene): boolean => {
  const { passthroughBehavior, requestTemplates } = integrationOf(scene) ?? {};
  return passthroughBehavior === 'NEVER' && requestTemplates !== undefined && Object.keys(requestTemplates).length === 0;
};

export default defineCause({
  id: 'unsupported-media-type',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html'),
  step: 'integration request',
  seenAs: ['unsupported-415'],
  asks: ['deployed-export', 'client-answer'],
  detect(scene) {
    if (scene.stage.kind === 'HTTP') return excluded('An HTTP API has no request templates.');
    const type = integrationOf(scene)?.type;
    if (type === 'AWS_PROXY' || type === 'HTTP_PROXY') return excluded(`The integration is ${type}: it passes every media type on.`);
    const mediaType = headerValue(scene.observation.request.headers, 'content-type')?.split(';')[0]?.trim();
    const templates = Object.keys(integrationOf(scene)?.requestTemplates ?? {});
    const facts = { ...placeOf(scene), mediaType, templates, behavior: integrationOf(scene)?.passthroughBehavior };
    const config = configEvidence(scene);
    const [setting] = config;
    if (scene.observation.sources.length === 0) return setting && refusesAll(scene) ? found('confirmed', facts, setting) : undefined;
    if (statusOf(scene) !== 415) return undefined;
    if (backendAnswered(scene, 415) || backendCalled(scene)) return excluded('The backend was called: the 415 is its own.');
    const said = gatewaySaid(scene, {
      responseTypes: ['UNSUPPORTED_MEDIA_TYPE'],
      errorTypes: ['BadRequestException'],
      message: /^Unsupported Media Type$/i,
    });
    const refused = refuses(scene);
    if (said) return found(refused === true ? 'conclusive' : 'confirmed', facts, said, ...config);
    if (refused === false) return excluded('The Content-Type has a template or may pass through: the gateway would not refuse it.');
    return refused && setting ? found('confirmed', facts, setting, exchanged('response.status', '415')) : undefined;
  },
  explain: ({ path, verb, mediaType, templates }) => ({
    what: `${verb} ${path} has no request template for ${mediaType ?? 'the Content-Type that arrived'}, and the integration refuses what has none.`,
    why: `passthroughBehavior ${templates.length === 0 ? 'NEVER, or WHEN_NO_TEMPLATES beside other templates, answers 415 to a type without one' : `lets only ${templates.join(', ')} in`}; the backend is not called. A request without a Content-Type counts as application/json.`,
    todo: 'Send a type that has a template, add a template for this one, or set passthroughBehavior WHEN_NO_MATCH; then redeploy.',
  }),
  repair: ({ path, verb, mediaType, behavior }) => {
    if (mediaType !== undefined)
      return {
        kind: 'config',
        changes: [{ kind: 'set-request-template', path, verb, mediaType, template: '$input.body' }, { kind: 'redeploy-stage' }],
        sideEffects: `Bodies of type ${mediaType} reach the backend as they are, for every caller; write a template that builds what the backend reads.`,
      };
    if (behavior !== undefined)
      return {
        kind: 'config',
        changes: [{ kind: 'set-passthrough-behavior', path, verb, passthroughBehavior: 'WHEN_NO_MATCH' }, { kind: 'redeploy-stage' }],
        sideEffects: 'Bodies of every type that has no template reach the backend as they are, from every caller of the method.',
      };
    return {
      kind: 'advice',
      steps: [
        'Find out which Content-Type the client sends, and add a request template for it.',
        'Or let it through unchanged: aws apigateway update-integration … --patch-operations op=replace,path=/passthroughBehavior,value=WHEN_NO_MATCH',
        'Redeploy the stage.',
      ],
    };
  },
});
