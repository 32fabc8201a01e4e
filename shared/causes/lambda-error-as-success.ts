import { selectIntegrationResponse, selectionValue } from '../gateway/selection.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { succeeded } from './failed.ts';
import { errorDocument, hasFunctionError } from './function-failure.ts';
import { patternFlaw } from './pattern-flaw.ts';
import { endpointOf, exchanged, integrationOf, logLine, placeOf, type Scene, seen, statusOf } from './scene.ts';

const SHOWN = 80;

const errorMessageOf = (scene: Scene): string | undefined =>
  errorDocument(endpointOf(scene)?.output)?.message ?? errorDocument(scene.observation.response?.body)?.message;

/** A pattern takes this message, and would not take a success. */
const answeredOnPurpose = (scene: Scene, message: string | undefined): boolean => {
  const integration = integrationOf(scene);
  const selected = integration && message ? selectIntegrationResponse(integration, message) : undefined;
  if (typeof selected !== 'object' || selected.how !== 'pattern') return false;
  return selectIntegrationResponse({ responses: [selected.entry] }, '') === 'none';
};

/** An entry for errors that was meant to take this one: then its pattern is at fault, and not that none exists. */
const hasPatternForIt = (scene: Scene, message: string | undefined): boolean => {
  const integration = integrationOf(scene);
  const value = integration && selectionValue(integration, endpointOf(scene));
  return (integration?.responses ?? []).some(
    ({ selectionPattern, statusCode }) =>
      selectionPattern !== '' && Number(statusCode) >= 400 && patternFlaw(selectionPattern, value ?? message) !== undefined,
  );
};

export default defineCause({
  id: 'lambda-error-as-success',
  docs: new URL(
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html#handle-standard-errors-in-lambda-integration',
  ),
  step: 'integration response',
  seenAs: ['success'],
  asks: ['client-answer', 'endpoint-answer'],
  detect(scene) {
    const type = integrationOf(scene)?.type;
    if (type !== undefined && type !== 'AWS') return excluded(`The integration is ${type}: a thrown error cannot leave it as a success.`);
    const line = seen(scene, 'function-error') ?? seen(scene, 'malformed-proxy-response');
    if (line) return excluded(`The gateway did not let it pass: "${line.line.text.slice(0, SHOWN)}".`);
    if (!succeeded(scene)) return undefined;
    const message = errorMessageOf(scene);
    if (endpointOf(scene)?.functionError === 'NONE') return excluded('The function did not fail: Lambda reports no function error.');
    if (!hasFunctionError(scene) && (message === undefined || !errorDocument(scene.observation.response?.body))) return undefined;
    if (answeredOnPurpose(scene, message)) return excluded('An integration response of its own answers this very error with a success.');
    if (hasPatternForIt(scene, message))
      return excluded('A selectionPattern is meant for such errors, and does not match the whole message.');
    const header = seen(scene, 'endpoint-response-headers');
    const status = String(statusOf(scene));
    const body = scene.observation.response?.body;
    return found(
      'conclusive',
      { status, message, ...placeOf(scene) },
      header && hasFunctionError(scene)
        ? logLine(header)
        : exchanged('endpoint.functionError', endpointOf(scene)?.functionError ?? message ?? ''),
      ...(body === undefined ? [] : [exchanged('response.body', body)]),
    );
  },
  explain: ({ status, message }) => ({
    what: `The function failed${message ? ` ("${message}")` : ''}, and the client received ${status}.`,
    why: 'On a custom Lambda integration a thrown error is an ordinary answer: only a selectionPattern on its errorMessage gives it another status.',
    todo: 'Add an integration response for errors whose pattern matches every message, with a template that hides the document.',
  }),
  repair: ({ path, verb }) => ({
    kind: 'config',
    changes: [
      { kind: 'add-method-response', path, verb, statusCode: '500' },
      {
        kind: 'put-integration-response',
        path,
        verb,
        statusCode: '500',
        selectionPattern: '(\\n|.)+',
        responseTemplates: { 'application/json': '{"message": "Internal error"}' },
      },
      { kind: 'redeploy-stage' },
    ],
    sideEffects: 'Callers that read errorMessage out of a 200 will see a 500 with a fixed body.',
  }),
});
