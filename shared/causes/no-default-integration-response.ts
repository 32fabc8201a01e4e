import { selectIntegrationResponse, selectionValue } from '../gateway/selection.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { failedOf } from './failed.ts';
import { absent, configured, endpointOf, integrationOf, logLine, methodPointer, placeOf, seen } from './scene.ts';

export default defineCause({
  id: 'no-default-integration-response',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html'),
  step: 'integration response',
  seenAs: ['gateway-500'],
  asks: ['execution-trace'],
  leaves: ['no-output-mapping'],
  detect(scene) {
    if (scene.stage.kind === 'HTTP') return excluded('An HTTP API has no integration responses.');
    const integration = integrationOf(scene);
    if (integration?.type === 'AWS_PROXY' || integration?.type === 'HTTP_PROXY')
      return excluded(`The integration is ${integration.type}: a proxy maps no integration responses.`);
    const line = seen(scene, 'no-output-mapping');
    const pointer = scene.method && methodPointer(scene.method, 'integration', 'responses');
    if (line) {
      const facts = { ...placeOf(scene), endpointStatus: line.event.endpointStatus };
      return found('conclusive', facts, logLine(line), ...(pointer === undefined ? [] : [absent(scene, `${pointer}/default`)]));
    }
    const endpoint = endpointOf(scene);
    if (!integration?.responses || !endpoint || pointer === undefined) return undefined;
    const value = selectionValue(integration, endpoint);
    if (value === undefined) return undefined;
    const selected = selectIntegrationResponse(integration, value);
    if (selected === 'unknown') return undefined;
    if (selected !== 'none') return excluded(`"${value}" selects the integration response ${selected.entry.statusCode}.`);
    if (!failedOf(scene)) return undefined;
    return found(
      'confirmed',
      { ...placeOf(scene), endpointStatus: value },
      configured(
        scene,
        pointer,
        integration.responses.map(({ selectionPattern }) => selectionPattern),
      ),
    );
  },
  explain: ({ path, verb, endpointStatus }) => ({
    what: `No integration response of ${verb} ${path} takes the backend's ${endpointStatus}, and there is no default.`,
    why: 'An answer that no selectionPattern matches and no default takes leaves as 500, whatever the backend said.',
    todo: 'Add a default integration response for errors and a pattern for success; then look at why the backend answered so.',
  }),
  repair: ({ path, verb }) => ({
    kind: 'config',
    changes: [
      { kind: 'add-method-response', path, verb, statusCode: '502' },
      { kind: 'put-integration-response', path, verb, statusCode: '502', selectionPattern: '' },
      { kind: 'redeploy-stage' },
    ],
    sideEffects:
      'Answers that matched no pattern leave as 502 with the body of the backend instead of 500: map that body if it must not be seen.',
  }),
});
