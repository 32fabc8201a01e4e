import { isLambdaUri } from '../gateway/lambda-uri.ts';
import { selectIntegrationResponse, selectionValue } from '../gateway/selection.ts';
import type { Integration, IntegrationResponse } from '../model/api.ts';
import { functionDidWell } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { succeeded } from './failed.ts';
import { hasFunctionError } from './function-failure.ts';
import { type PatternFlaw, patternFlaw } from './pattern-flaw.ts';
import { configured, endpointOf, exchanged, integrationOf, methodPointer, placeOf, type Scene, statusOf } from './scene.ts';

interface Fault {
  readonly entry: IntegrationResponse;
  readonly flaw: PatternFlaw;
}

const isError = ({ statusCode }: IntegrationResponse): boolean => Number(statusCode) >= 400;

const isLambda = (scene: Scene, { uri }: Integration): boolean =>
  endpointOf(scene)?.kind === 'lambda' || (uri !== undefined && isLambdaUri(uri));

/** Meant for errors, and takes none: the error left through another entry. */
const missed = (entries: readonly IntegrationResponse[], value: string | undefined): Fault | undefined => {
  for (const entry of entries.filter((one) => isError(one) && one.selectionPattern !== '')) {
    const flaw = patternFlaw(entry.selectionPattern, value);
    if (flaw) return { entry, flaw };
  }
  return undefined;
};

/** Takes the empty value that a successful function leaves, although it answers an error. */
const takesSuccess = (entries: readonly IntegrationResponse[]): Fault | undefined => {
  const selected = selectIntegrationResponse({ responses: entries }, '');
  if (typeof selected === 'string' || selected.how !== 'pattern' || !isError(selected.entry)) return undefined;
  return {
    entry: selected.entry,
    flaw: { reason: 'The pattern also matches the empty text, which is what a successful function leaves.', better: '(\\n|.)+' },
  };
};

/** Nothing that a pattern for errors could have missed. */
const answeredWell = (scene: Scene): string | undefined => {
  const status = endpointOf(scene)?.status;
  if (endpointOf(scene)?.kind !== 'lambda' && status !== undefined && status < 400 && succeeded(scene))
    return `The backend answered ${status}, and so the success response is the right one.`;
  return functionDidWell(scene) !== undefined && succeeded(scene)
    ? 'The function did not fail, and so the success response is the right one.'
    : undefined;
};

const faultOf = (scene: Scene, integration: Integration, entries: readonly IntegrationResponse[]): Fault | undefined => {
  const endpoint = endpointOf(scene);
  const status = statusOf(scene);
  const lambda = isLambda(scene, integration);
  if (!endpoint && status === undefined) return lambda ? takesSuccess(entries) : missed(entries, undefined);
  if (lambda) {
    const failed = hasFunctionError(scene);
    if (!failed && endpoint?.functionError === 'NONE' && status !== undefined && status >= 400) return takesSuccess(entries);
    return failed && succeeded(scene) ? missed(entries, selectionValue(integration, endpoint)) : undefined;
  }
  return endpoint?.status !== undefined && endpoint.status >= 400 && succeeded(scene)
    ? missed(entries, String(endpoint.status))
    : undefined;
};

export default defineCause({
  id: 'selection-pattern-mismatch',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html'),
  step: 'integration response',
  seenAs: ['success', 'client-error'],
  asks: ['deployed-export', 'endpoint-answer'],
  detect(scene) {
    if (scene.stage.kind === 'HTTP') return excluded('An HTTP API has no integration responses.');
    const integration = integrationOf(scene);
    if (!integration) return undefined;
    if (integration.type === 'AWS_PROXY' || integration.type === 'HTTP_PROXY' || integration.type === 'MOCK')
      return integration.type === 'MOCK' ? undefined : excluded(`The integration is ${integration.type}: nothing selects its answers.`);
    const entries = integration.responses;
    if (!entries || !scene.method) return undefined;
    if (entries.every(({ selectionPattern }) => selectionPattern === ''))
      return excluded('No integration response has a selectionPattern.');
    const fault = faultOf(scene, integration, entries);
    if (!fault) return excludedIf(answeredWell(scene));
    const { entry, flaw } = fault;
    const value = selectionValue(integration, endpointOf(scene));
    return found(
      'conclusive',
      { ...placeOf(scene), pattern: entry.selectionPattern, statusCode: entry.statusCode, status: statusOf(scene), ...flaw },
      configured(
        scene,
        methodPointer(scene.method, 'integration', 'responses', entry.statusCode, 'selectionPattern'),
        entry.selectionPattern,
      ),
      ...(value ? [exchanged('selection value', value)] : []),
    );
  },
  explain: ({ pattern, statusCode, reason, status }) => ({
    what: `The selectionPattern ${JSON.stringify(pattern)} of the ${statusCode} response does not select what it is meant to${status === undefined ? '' : `; the client received ${status}`}.`,
    why: reason,
    todo: 'Write the pattern for the whole value as a Java regular expression, and redeploy.',
  }),
  repair: ({ path, verb, statusCode, better }) => ({
    kind: 'config',
    changes: [{ kind: 'put-integration-response', path, verb, statusCode, selectionPattern: better }, { kind: 'redeploy-stage' }],
    sideEffects: `Answers that left through another integration response now leave as ${statusCode}.`,
  }),
});
