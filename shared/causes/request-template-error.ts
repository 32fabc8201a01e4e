import type { Evidence } from '../model/evidence.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { missingTemplate } from './missing-template.ts';
import { bodySent } from './replay-on.ts';
import { requestTemplateFault } from './request-template-fault.ts';
import { configured, endpointOf, exchanged, integrationOf, logLine, methodPointer, placeOf, type Scene, seen, statusOf } from './scene.ts';
import { isUnreadable } from './service-answer.ts';

const templateEvidence = (scene: Scene, template: string): readonly Evidence[] =>
  scene.method ? [configured(scene, methodPointer(scene.method, 'integration', 'requestTemplates'), template)] : [];

/** The backend's complaint about the body that it got. */
const complaintOf = (scene: Scene): Evidence | undefined => {
  const output = endpointOf(scene)?.output;
  const body = scene.observation.response?.body;
  if (isUnreadable(output)) {
    const line = seen(scene, 'endpoint-response-body');
    return line ? logLine(line) : exchanged('endpoint.output', output ?? '');
  }
  return isUnreadable(body) ? exchanged('response.body', body ?? '') : undefined;
};

export default defineCause({
  id: 'request-template-error',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html'),
  step: 'integration request',
  seenAs: ['gateway-500', 'client-error', 'forbidden-403'],
  asks: ['execution-trace', 'endpoint-answer'],
  leaves: ['transform-request-failed', 'function-error', 'no-output-mapping', 'invalid-method-response'],
  detect(scene) {
    if (scene.stage.kind === 'HTTP') return excluded('An HTTP API has no request templates.');
    const integration = integrationOf(scene);
    if (integration?.type === 'AWS_PROXY' || integration?.type === 'HTTP_PROXY')
      return excluded(`The integration is ${integration.type}: it has no request template.`);
    const line = seen(scene, 'transform-request-failed');
    const fault = integration && (requestTemplateFault(scene, integration) ?? missingTemplate(scene, integration));
    const facts = {
      ...placeOf(scene),
      problem: fault?.problem,
      better: fault?.better,
      mediaType: fault?.mediaType,
      corrected: fault?.corrected,
    };
    const evidence = fault ? templateEvidence(scene, fault.template) : [];
    if (line) {
      if (scene.observation.request.binaryBody)
        return excluded('The body was held as bytes ([Binary Data]): the template itself is not at fault.');
      // Where neither the integration nor the body is known, the bytes of a MOCK or of another integration leave the same line.
      if (!integration && scene.observation.request.binaryBody === undefined) return found('suggested', facts, logLine(line));
      return found(
        fault || integration?.contentHandling === 'CONVERT_TO_TEXT' || integration?.type === 'AWS' ? 'conclusive' : 'confirmed',
        facts,
        logLine(line),
        ...evidence,
      );
    }
    const complaint = complaintOf(scene);
    if (complaint) return found(fault ? 'conclusive' : 'confirmed', facts, complaint, ...evidence);
    const [first, ...rest] = evidence;
    const status = statusOf(scene);
    if (!fault || !first) return undefined;
    if (status === undefined || status >= 400) return found('confirmed', facts, first, ...rest);
    const sent = fault.isSilent ? endpointOf(scene)?.input?.body : undefined;
    return sent === undefined || sent !== bodySent(scene)
      ? undefined
      : found('confirmed', facts, exchanged('endpoint.input.body', sent.slice(0, 200)), first, ...rest);
  },
  explain: ({ path, verb, problem }) => ({
    what: `The request template of ${verb} ${path} ${problem === undefined ? 'gave a body that cannot be used' : 'breaks on this input'}.`,
    why: problem ?? 'The template failed to run, or what it rendered from this request is not what the backend can read.',
    todo: 'Render the deployed template with this request, correct it, and redeploy.',
  }),
  repair: ({ path, verb, better, mediaType, corrected }) =>
    mediaType === undefined || corrected === undefined
      ? {
          kind: 'advice',
          steps: [
            better ??
              'Escape every value that comes from the request: $util.urlEncode in form bodies, $util.escapeJavaScript(…).replaceAll("\\\\\'", "\'") in JSON strings.',
            'Give every Content-Type that arrives a template, or set passthroughBehavior NEVER so that others are refused with 415.',
            'Redeploy the stage.',
          ],
        }
      : {
          kind: 'config',
          changes: [{ kind: 'set-request-template', path, verb, mediaType, template: corrected }, { kind: 'redeploy-stage' }],
          sideEffects:
            'Every body of this type is escaped so, from every caller: a client that escaped its values itself, to get round this, has them escaped twice.',
        },
});
