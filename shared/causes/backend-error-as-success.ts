import { selectIntegrationResponse } from '../gateway/selection.ts';
import type { IntegrationResponse } from '../model/api.ts';
import type { Evidence } from '../model/evidence.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { succeeded } from './failed.ts';
import { configured, endpointOf, exchanged, integrationOf, logLine, methodPointer, placeOf, type Scene, seen, statusOf } from './scene.ts';
import { callsService, isServiceError } from './service-answer.ts';

const backendSaid = (scene: Scene): { readonly status?: number; readonly evidence: Evidence } | undefined => {
  const status = endpointOf(scene)?.status;
  const received = seen(scene, 'received');
  if (status !== undefined && status >= 400)
    return { status, evidence: received ? logLine(received) : exchanged('endpoint.status', String(status)) };
  const body = scene.observation.response?.body;
  return callsService(scene) && isServiceError(body) ? { evidence: exchanged('response.body', body ?? '') } : undefined;
};

/** The status of a success, of whichever kind. */
const SUCCESSES = ['200', '201', '202', '204'];

/** An entry for just such errors: somebody wanted them answered so. One that takes successes too hides them. */
const isDecision = (entry: IntegrationResponse): boolean =>
  entry.selectionPattern !== '' && SUCCESSES.every((status) => selectIntegrationResponse({ responses: [entry] }, status) === 'none');

export default defineCause({
  id: 'backend-error-as-success',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html'),
  step: 'integration response',
  seenAs: ['success'],
  asks: ['execution-trace', 'endpoint-answer'],
  detect(scene) {
    const integration = integrationOf(scene);
    const type = integration?.type;
    if (type === 'AWS_PROXY' || type === 'HTTP_PROXY' || scene.stage.kind === 'HTTP')
      return excluded('The integration is a proxy: it hands the status of the backend on.');
    if (type === 'MOCK') return excluded('The integration is MOCK: it has no backend.');
    const backend = endpointOf(scene)?.status;
    if (endpointOf(scene)?.kind === 'lambda') return excluded('The backend is a function: what it throws has a cause of its own.');
    if (backend !== undefined && backend < 400) return excluded(`The backend answered ${backend}.`);
    if (!succeeded(scene)) return undefined;
    const said = backendSaid(scene);
    const status = statusOf(scene);
    if (!said || status === undefined) return undefined;
    const selected = integration && said.status !== undefined ? selectIntegrationResponse(integration, String(said.status)) : 'unknown';
    const entry = typeof selected === 'object' ? selected.entry : undefined;
    if (entry && isDecision(entry))
      return excluded(`An entry of its own, ${JSON.stringify(entry.selectionPattern)}, answers it with ${status}.`);
    const pointer = scene.method && entry && methodPointer(scene.method, 'integration', 'responses', entry.statusCode, 'selectionPattern');
    return found(
      type !== undefined && said.status !== undefined ? 'conclusive' : 'confirmed',
      { ...placeOf(scene), backend: said.status, status, pattern: entry?.selectionPattern },
      said.evidence,
      ...(pointer ? [configured(scene, pointer, entry.selectionPattern)] : [exchanged('response.status', String(status))]),
    );
  },
  explain: ({ path, verb, backend, status, pattern }) => ({
    what: `The backend of ${verb} ${path} answered ${backend ?? 'an error'}, and the client received ${status}.`,
    why:
      pattern === undefined || pattern === ''
        ? 'An integration response without a pattern takes every status that no other one takes, so the error leaves as a success.'
        : `The selectionPattern ${JSON.stringify(pattern)} of the success response takes this status too.`,
    todo: 'Give errors an integration response of their own, and look at why the backend refuses: the work was not done.',
  }),
  repair: ({ path, verb }) => ({
    kind: 'config',
    changes: [
      { kind: 'add-method-response', path, verb, statusCode: '502' },
      { kind: 'put-integration-response', path, verb, statusCode: '502', selectionPattern: '[45]\\d{2}' },
      { kind: 'redeploy-stage' },
    ],
    sideEffects:
      'Callers that saw a success for refused requests will see 502, with the body of the backend unless a template replaces it.',
  }),
});
