import { selectIntegrationResponse, selectionValue } from '../gateway/selection.ts';
import type { IntegrationResponse } from '../model/api.ts';
import { type Detection, defineCause, excluded, found } from './define-cause.ts';
import { settingDecidesAfterCall } from './outcome.ts';
import { absent, endpointOf, integrationOf, logLine, methodPointer, placeOf, type Scene, seen } from './scene.ts';

interface Facts {
  readonly path: string;
  readonly verb: string;
  readonly status: string;
}

/** The entry that the backend's answer selects; every answer selects a lone default. */
const selectedEntry = (scene: Scene): IntegrationResponse | undefined => {
  const integration = integrationOf(scene);
  const [only, ...others] = integration?.responses ?? [];
  if (only?.selectionPattern === '' && others.length === 0) return only;
  const value = integration && selectionValue(integration, endpointOf(scene));
  const selected = integration && value !== undefined ? selectIntegrationResponse(integration, value) : undefined;
  return typeof selected === 'object' ? selected.entry : undefined;
};

/** An overridden status needs no method response. */
const isOverridden = (scene: Scene, { responseTemplates }: IntegrationResponse): boolean =>
  [responseTemplates, integrationOf(scene)?.requestTemplates].some((templates) =>
    Object.values(templates ?? {}).some((template) => template.includes('responseOverride')),
  );

/** Without the line: the configuration selects a status that the method does not declare. */
const undeclared = (scene: Scene): Detection<Facts> => {
  const { method } = scene;
  const entry = selectedEntry(scene);
  if (!method?.responses || !entry) return undefined;
  const { statusCode: status } = entry;
  if (status in method.responses) return excluded(`The status that is selected, ${status}, is declared.`);
  if (isOverridden(scene, entry) || !settingDecidesAfterCall(scene, 'invalid-method-response')) return undefined;
  const pointer = methodPointer(method, 'responses', status);
  return found<Facts>('confirmed', { ...placeOf(scene), status }, absent(scene, pointer));
};

export default defineCause({
  id: 'missing-method-response',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-response.html'),
  step: 'method response',
  seenAs: ['gateway-500'],
  asks: ['execution-trace'],
  leaves: ['invalid-method-response'],
  detect(scene): Detection<Facts> {
    if (scene.stage.kind === 'HTTP') return excluded('An HTTP API has no method responses.');
    const type = integrationOf(scene)?.type;
    if (type === 'AWS_PROXY' || type === 'HTTP_PROXY') return excluded(`The integration is ${type}: a proxy needs no method responses.`);
    const line = seen(scene, 'invalid-method-response');
    const declared = scene.method?.responses;
    if (!line && seen(scene, 'success')) return excluded('The log shows that the response was mapped: "Successfully completed execution".');
    if (!line) return undeclared(scene);
    const { status } = line.event;
    const facts = {
      ...placeOf(scene),
      status,
    };
    if (!scene.method || !declared || status in declared) return found<Facts>('conclusive', facts, logLine(line));
    return found<Facts>('conclusive', facts, logLine(line), absent(scene, methodPointer(scene.method, 'responses', status)));
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
