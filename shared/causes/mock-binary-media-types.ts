import { matchingBinaryMediaType } from '../gateway/binary-media-types.ts';
import { headerValue } from '../lib/headers.ts';
import type { Integration } from '../model/api.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Change } from '../model/repair.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { failedOf, succeeded } from './failed.ts';
import { configured, contentHandlingEvidence, integrationOf, logLine, methodPointer, placeOf, type Scene, seen } from './scene.ts';

type Half = 'request' | 'response';

const isSet = (templates: Readonly<Record<string, string>> | undefined): boolean =>
  Object.values(templates ?? {}).some((template) => template.trim() !== '');

/** The half that meets bytes: the request, unless it is converted and a response template is not. */
const halfOf = (integration: Integration, requestLine: boolean, responseLine: boolean): Half | undefined => {
  if (responseLine) return 'response';
  if (integration.contentHandling !== 'CONVERT_TO_TEXT') return 'request';
  if (requestLine) return undefined;
  const open = integration.responses?.some((entry) => isSet(entry.responseTemplates) && entry.contentHandling !== 'CONVERT_TO_TEXT');
  return open ? 'response' : undefined;
};

/** Entries whose template meets the same bytes once the request's half runs. */
const templatedStatuses = ({ responses = [] }: Integration): readonly string[] =>
  responses
    .filter(({ responseTemplates, contentHandling }) => isSet(responseTemplates) && contentHandling !== 'CONVERT_TO_TEXT')
    .map(({ statusCode }) => statusCode);

const mediaTypeOf = (scene: Scene): string | undefined => {
  const list = scene.api?.binaryMediaTypes;
  return list && matchingBinaryMediaType(headerValue(scene.observation.request.headers, 'content-type'), list, 'request');
};

export default defineCause({
  id: 'mock-binary-media-types',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html'),
  step: 'method request',
  seenAs: ['gateway-500'],
  asks: ['execution-trace', 'deployed-export'],
  leaves: ['transform-request-failed', 'transform-response-failed'],
  detect(scene) {
    if (scene.stage.kind === 'HTTP') return excluded('An HTTP API has no binaryMediaTypes and no MOCK.');
    const integration = integrationOf(scene);
    if (scene.api?.binaryMediaTypes?.length === 0 && !scene.observation.request.binaryBody)
      return excluded('binaryMediaTypes is empty: no body is held as bytes.');
    if (!integration) return undefined;
    if (integration.type !== 'MOCK') return excluded(`The integration is ${integration.type}, not a MOCK.`);
    if (seen(scene, 'mock-status-code-unreadable')) return excluded('The template did run: the log complains of its statusCode.');
    const requestLine = seen(scene, 'transform-request-failed');
    const responseLine = seen(scene, 'transform-response-failed');
    const line = requestLine ?? responseLine;
    const list = scene.api?.binaryMediaTypes;
    const mediaType = mediaTypeOf(scene);
    if (list && mediaType === undefined && !scene.observation.request.binaryBody)
      return excluded("Nothing in binaryMediaTypes matches the request's Content-Type.");
    const half = halfOf(integration, requestLine !== undefined, responseLine !== undefined);
    if (half === undefined) return excluded('The MOCK already converts its body to text (contentHandling CONVERT_TO_TEXT).');
    if (succeeded(scene) || (!line && (failedOf(scene) === false || mediaType === undefined))) return undefined;
    if (!line && failedOf(scene) === undefined && scene.observation.sources.length > 0) return undefined;
    if (mediaType === undefined && !scene.observation.request.binaryBody) return undefined;
    const facts = { ...placeOf(scene), half, mediaType: mediaType ?? '*/*', statusCodes: templatedStatuses(integration) };
    const evidence: readonly Evidence[] = [
      ...(mediaType === undefined ? [] : [configured(scene, '/binaryMediaTypes', list)]),
      ...[seen(scene, 'request-body')].flatMap((body) => (body && scene.observation.request.binaryBody ? [logLine(body)] : [])),
      ...(scene.method
        ? [contentHandlingEvidence(scene, methodPointer(scene.method, 'integration', 'contentHandling'), integration.contentHandling)]
        : []),
    ];
    const [first, ...rest] = [...(line ? [logLine(line)] : []), ...evidence];
    return first && found(line ? 'conclusive' : 'confirmed', facts, first, ...rest);
  },
  explain: ({ path, verb, mediaType, half }) => ({
    what: `binaryMediaTypes holds ${mediaType}, so the MOCK of ${verb} ${path} gets its body as bytes, and the ${half} template cannot run.`,
    why: 'Even an empty body becomes bytes when its type matches, and a template takes only text: every such request is a 500. Browsers report it as CORS.',
    todo: `Set contentHandling CONVERT_TO_TEXT on the ${half === 'request' ? 'integration request' : 'integration response'} of every MOCK, and redeploy.`,
  }),
  repair: ({ path, verb, half, statusCodes }) => {
    const ofResponses = statusCodes.map(
      (statusCode): Change => ({ kind: 'set-response-content-handling', path, verb, statusCode, contentHandling: 'CONVERT_TO_TEXT' }),
    );
    const [first, ...rest]: readonly Change[] =
      half === 'request'
        ? [{ kind: 'set-request-content-handling', path, verb, contentHandling: 'CONVERT_TO_TEXT' }, ...ofResponses]
        : ofResponses;
    return first === undefined
      ? { kind: 'advice', steps: ['Set contentHandling CONVERT_TO_TEXT on the integration response that the log speaks of, and redeploy.'] }
      : {
          kind: 'config',
          changes: [first, ...rest, { kind: 'redeploy-stage' }],
          sideEffects:
            'None for binary routes: the list stays as it is. The next deployment by a framework may undo it; set it in the template too.',
        };
  },
});
