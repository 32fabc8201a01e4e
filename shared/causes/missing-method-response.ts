import { defineCause, excluded, found } from './define-cause.ts';
import { absent, integrationOf, logLine, methodPointer, placeOf, seen } from './scene.ts';

export default defineCause({
  id: 'missing-method-response',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-response.html'),
  step: 'method response',
  seenAs: ['gateway-500'],
  asks: ['execution-trace'],
  leaves: ['invalid-method-response'],
  detect(scene) {
    if (scene.stage.kind === 'HTTP') return excluded('An HTTP API has no method responses.');
    const type = integrationOf(scene)?.type;
    if (type === 'AWS_PROXY' || type === 'HTTP_PROXY') return excluded(`The integration is ${type}: a proxy needs no method responses.`);
    const line = seen(scene, 'invalid-method-response');
    const declared = scene.method?.responses;
    if (!line) return seen(scene, 'success') && excluded('The log shows that the response was mapped: "Successfully completed execution".');
    const { status } = line.event;
    const facts = {
      ...placeOf(scene),
      status,
    };
    if (!scene.method || !declared || status in declared) return found('conclusive', facts, logLine(line));
    return found('conclusive', facts, logLine(line), absent(scene, methodPointer(scene.method, 'responses', status)));
  },
  explain: ({ path, verb, status }) => ({
    what: `${verb} ${path} answers ${status}, which the method does not declare.`,
    why: 'A status without a method response cannot leave the gateway: the client receives a 500 instead.',
    todo: `Declare a method response for ${status} and redeploy the stage.`,
  }),
  repair: ({ path, verb, status }) => ({
    kind: 'config',
    changes: [{ kind: 'add-method-response', path, verb, statusCode: status }, { kind: 'redeploy-stage' }],
    sideEffects: 'None for other callers: a method response only permits a status.',
  }),
});
