import { isLambdaUri } from '../gateway/lambda-uri.ts';
import { chooseRequestTemplate } from '../gateway/template-choice.ts';
import { headerValue } from '../lib/headers.ts';
import type { Integration } from '../model/api.ts';
import type { RequestTemplateFault } from './request-template-fault.ts';
import { endpointOf, type Scene } from './scene.ts';
import { isServiceError } from './service-answer.ts';

/** A service answers an error to a raw body that no template has turned into a call of its own. */
export const missingTemplate = (scene: Scene, integration: Integration): RequestTemplateFault | undefined => {
  const { headers } = scene.observation.request;
  const contentType = headerValue(headers, 'content-type');
  const templates = Object.keys(integration.requestTemplates ?? {});
  const refused = (endpointOf(scene)?.status ?? 0) >= 400 || isServiceError(endpointOf(scene)?.output);
  if (integration.type !== 'AWS' || isLambdaUri(integration.uri ?? '') || contentType === undefined || templates.length === 0 || !refused)
    return undefined;
  if (typeof chooseRequestTemplate(integration, contentType) === 'object') return undefined;
  return {
    problem: `${contentType} has no template (there is one for ${templates.join(', ')}), so the raw body went to the service.`,
    better: `Add a template for ${contentType}, or set passthroughBehavior NEVER so that it is refused with 415.`,
    template: templates.join(', '),
  };
};
