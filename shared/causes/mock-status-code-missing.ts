import { mockStatusCode, renderMockTemplate } from '../gateway/mock-payload.ts';
import { chooseRequestTemplate } from '../gateway/template-choice.ts';
import { headerValue } from '../lib/headers.ts';
import type { Integration } from '../model/api.ts';
import type { Evidence } from '../model/evidence.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { failedOf, succeeded } from './failed.ts';
import { absent, configured, integrationOf, logLine, methodPointer, placeOf, type Scene, seen } from './scene.ts';

/** What the configuration gives a MOCK for this request's Content-Type. `undefined`: the templates are unknown. */
const faultIn = (
  scene: Scene,
  integration: Integration,
): { readonly problem: string; readonly evidence: Evidence } | 'fine' | undefined => {
  const { method } = scene;
  if (!integration.requestTemplates || !method) return undefined;
  const contentType = headerValue(scene.observation.request.headers, 'content-type');
  const choice = chooseRequestTemplate(integration, contentType);
  const pointer = methodPointer(method, 'integration', 'requestTemplates');
  if (choice === 'passthrough' || (choice === 'unknown' && Object.keys(integration.requestTemplates).length === 0)) {
    const type = contentType ?? 'application/json';
    return { problem: `no request template for ${type}`, evidence: absent(scene, `${pointer}/${type.replaceAll('/', '~1')}`) };
  }
  if (typeof choice !== 'object') return undefined;
  const rendered = renderMockTemplate(choice.template);
  if (rendered === undefined) return undefined;
  return mockStatusCode(rendered) === undefined
    ? { problem: 'a request template without an integer statusCode', evidence: configured(scene, pointer, choice.template) }
    : 'fine';
};

/** A request without a type counts as JSON (recorded). */
const mediaTypeOf = ({ observation: { request } }: Scene): string =>
  headerValue(request.headers, 'content-type')?.split(';', 1)[0]?.trim() || 'application/json';

export default defineCause({
  id: 'mock-status-code-missing',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html'),
  step: 'integration',
  seenAs: ['gateway-500'],
  asks: ['execution-trace'],
  leaves: ['mock-status-code-unreadable'],
  detect(scene) {
    if (scene.stage.kind === 'HTTP') return excluded('An HTTP API has no MOCK.');
    const integration = integrationOf(scene);
    const line = seen(scene, 'mock-status-code-unreadable');
    if (!line && integration && integration.type !== 'MOCK') return excluded(`The integration is ${integration.type}, not a MOCK.`);
    const fault = integration && faultIn(scene, integration);
    if (line)
      return found(
        'conclusive',
        { ...placeOf(scene), mediaType: mediaTypeOf(scene), problem: typeof fault === 'object' ? fault.problem : undefined },
        logLine(line),
        ...(typeof fault === 'object' ? [fault.evidence] : []),
      );
    if (seen(scene, 'transform-request-failed')) return excluded('The template could not run at all: "Unable to transform request".');
    if (fault === 'fine') return excluded('The request template gives an integer statusCode.');
    if (!fault || succeeded(scene) || !failedOf(scene)) return undefined;
    return found('confirmed', { ...placeOf(scene), mediaType: mediaTypeOf(scene), problem: fault.problem }, fault.evidence);
  },
  explain: ({ path, verb, problem }) => ({
    what: `The MOCK of ${verb} ${path} gets no statusCode${problem === undefined ? '' : `: it has ${problem}`}.`,
    why: 'A MOCK answers the integer statusCode of its rendered request template; without one every such request is a 500.',
    todo: 'Give the MOCK a template {"statusCode": 200} for each Content-Type that arrives, or a real integration.',
  }),
  repair: ({ path, verb, mediaType }) => ({
    kind: 'config',
    changes: [{ kind: 'set-request-template', path, verb, mediaType, template: '{"statusCode": 200}' }, { kind: 'redeploy-stage' }],
    sideEffects:
      'The method answers 200 instead of 500 to everyone, scanners included; prefer a real integration or no method where nothing should answer.',
  }),
});
