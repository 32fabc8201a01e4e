import { isRecord, parseJson } from '../lib/json.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { exchanged, integrationOf, placeOf, statusOf } from './scene.ts';

/** The document of a failed function with its trace: Node and Java write `stackTrace` or `trace`, Python `stackTrace`. */
const leakedMember = (body: string | undefined): string | undefined => {
  const document = body === undefined ? undefined : parseJson(body);
  if (!isRecord(document) || !('errorMessage' in document || 'errorType' in document)) return undefined;
  return ['stackTrace', 'trace'].find((member) => Array.isArray(document[member]) || typeof document[member] === 'string');
};

export default defineCause({
  id: 'stack-trace-leak',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html'),
  step: 'method response',
  seenAs: ['success', 'client-error', 'not-found-404', 'gateway-500', 'gateway-502'],
  asks: ['client-answer'],
  detect(scene) {
    const type = integrationOf(scene)?.type;
    if (type === 'HTTP' || type === 'HTTP_PROXY') return excluded(`The integration is ${type}: an error page would be the backend's own.`);
    if (type === 'AWS_PROXY') return excluded('The integration is AWS_PROXY: the error document of a function never leaves it.');
    const body = scene.observation.response?.body;
    const member = leakedMember(body);
    if (body === undefined) return undefined;
    if (member === undefined) return excluded('The body that the client received holds no stack trace.');
    return found('conclusive', { member, status: String(statusOf(scene) ?? '?'), ...placeOf(scene) }, exchanged('response.body', body));
  },
  explain: ({ member, status }) => ({
    what: `The client received the function's error document with its ${member} (status ${status}).`,
    why: 'The selected integration response has no template, so the body passes through: file names, line numbers and messages reach every caller.',
    todo: 'Give the integration responses for errors a template that emits chosen fields only.',
  }),
  repair: ({ path, verb, status }) => ({
    kind: 'config',
    changes: [
      {
        kind: 'put-integration-response',
        path,
        verb,
        statusCode: status === '?' ? '500' : status,
        selectionPattern: '(\\n|.)+',
        responseTemplates: { 'application/json': '{"message": "Internal error"}' },
      },
      { kind: 'redeploy-stage' },
    ],
    sideEffects: 'Callers that read errorMessage or errorType from the body no longer find them.',
  }),
});
