import { matchesBinaryMediaTypes } from '../gateway/binary-media-types.ts';
import { headerValue } from '../lib/headers.ts';
import type { Evidence } from '../model/evidence.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { failedOf } from './failed.ts';
import { type ResponseTemplateFault, responseTemplateFault, unparsableTemplate } from './response-template-fault.ts';
import { configured, endpointOf, exchanged, integrationOf, logLine, methodPointer, placeOf, type Scene, seen } from './scene.ts';

const SHOWN = 200;

/** The answer is held as bytes; `undefined` when its type or the list is not known. */
const isBytes = (scene: Scene): boolean | undefined => {
  const list = scene.api?.binaryMediaTypes;
  const type = headerValue(endpointOf(scene)?.headers, 'content-type');
  if (list?.length === 0) return false;
  return list === undefined || type === undefined ? undefined : matchesBinaryMediaTypes(type, list, 'response');
};

const templateEvidence = (scene: Scene, fault: ResponseTemplateFault | undefined): readonly Evidence[] =>
  fault && scene.method
    ? [
        configured(
          scene,
          methodPointer(scene.method, 'integration', 'responses', fault.statusCode, 'responseTemplates', fault.mediaType),
          fault.template,
        ),
      ]
    : [];

export default defineCause({
  id: 'response-template-error',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html'),
  step: 'integration response',
  seenAs: ['gateway-500', 'success'],
  asks: ['execution-trace', 'deployed-export', 'endpoint-answer'],
  leaves: ['transform-response-failed'],
  detect(scene) {
    if (scene.stage.kind === 'HTTP') return excluded('An HTTP API has no response templates.');
    const integration = integrationOf(scene);
    if (integration?.type === 'AWS_PROXY' || integration?.type === 'HTTP_PROXY')
      return excluded(`The integration is ${integration.type}: it has no response template.`);
    const isConfigOnly = scene.observation.sources.length === 0;
    const fault = integration && (isConfigOnly ? unparsableTemplate(integration) : responseTemplateFault(scene, integration));
    const facts = { ...placeOf(scene), fault };
    const evidence = templateEvidence(scene, fault);
    const line = seen(scene, 'transform-response-failed');
    if (line) {
      if (isBytes(scene) === true) return excluded('The answer is held as bytes: the template itself is not at fault.');
      // Bytes leave the same line, where a list may turn the answer into them or a MOCK may stand behind it.
      const isListed = (scene.api?.binaryMediaTypes?.length ?? 0) > 0 && isBytes(scene) === undefined;
      const mayBeBytes = integration === undefined || isListed;
      return found(fault ? 'conclusive' : mayBeBytes ? 'suggested' : 'confirmed', facts, logLine(line), ...evidence);
    }
    const [first, ...rest] = evidence;
    if (!fault || !first) return undefined;
    const body = scene.observation.response?.body;
    if (isConfigOnly) return found('confirmed', facts, first, ...rest);
    if (failedOf(scene) === true)
      return endpointOf(scene)?.status !== undefined || endpointOf(scene)?.output !== undefined
        ? found('confirmed', facts, first)
        : undefined;
    return body === undefined ? undefined : found('confirmed', facts, first, exchanged('response.body', body.slice(0, SHOWN)));
  },
  explain: ({ path, verb, fault }) => ({
    what: `The response template of ${verb} ${path} ${fault === undefined ? 'could not be run' : `for ${fault.mediaType} (status ${fault.statusCode}) is at fault`}.`,
    why: fault?.problem ?? 'The template failed on what the backend answered, so the client got a 500 in place of the answer.',
    todo: 'Render the deployed template with this answer, correct it, and redeploy.',
  }),
  repair: ({ path, verb, fault }) =>
    fault?.corrected === undefined
      ? {
          kind: 'advice',
          steps: [
            fault?.better ??
              "Render the template with the backend's answer of this request; the template is chosen by the client's Accept header.",
            'A missing field prints as nothing: give every branch a valid document.',
            'Redeploy the stage.',
          ],
        }
      : {
          kind: 'config',
          changes: [
            {
              kind: 'set-response-template',
              path,
              verb,
              statusCode: fault.statusCode,
              mediaType: fault.mediaType,
              template: fault.corrected,
            },
            { kind: 'redeploy-stage' },
          ],
          sideEffects:
            'Callers of this status get the values as JSON: texts in quotes, lists and objects whole, and "" for what is missing. A value that the template quoted itself stays as it was.',
        },
});
