import { isLambdaUri } from '../gateway/lambda-uri.ts';
import type { Evidence } from '../model/evidence.ts';
import { functionDidWell, functionRan, runsNoFunction } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { settingDecidesAfterCall } from './outcome.ts';
import { configured, endpointOf, exchanged, integrationOf, logLine, methodPointer, placeOf, type Scene, seen } from './scene.ts';

/** What Lambda answers to a verb that belongs to none of its operations. */
const NO_OPERATION = /Unable to determine service\/operation name to be authorized/;

const refusal = (scene: Scene): Evidence | undefined => {
  const output = endpointOf(scene)?.output;
  if (output === undefined || !NO_OPERATION.test(output)) return undefined;
  const line = seen(scene, 'endpoint-response-body');
  return line ? logLine(line) : exchanged('endpoint.output', output);
};

/** The gateway has no text for this refusal: nothing stands after the colon. */
const emptyLine = (scene: Scene): Evidence | undefined => {
  const line = seen(scene, 'configuration-error');
  return line?.event.detail.trim() === '' ? logLine(line) : undefined;
};

const invokesFunction = (scene: Scene): boolean => {
  const integration = integrationOf(scene);
  if (integration?.type === 'AWS_PROXY' && integration.subtype === undefined)
    return integration.uri === undefined || isLambdaUri(integration.uri);
  return (
    integration?.type === 'AWS' && (integration.uri === undefined ? endpointOf(scene)?.kind === 'lambda' : isLambdaUri(integration.uri))
  );
};

export default defineCause({
  id: 'integration-http-method-not-post',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-create-api-as-simple-proxy-for-lambda.html'),
  step: 'integration request',
  seenAs: ['gateway-500'],
  asks: ['deployed-export'],
  leaves: ['invocation-failed', 'configuration-error'],
  detect(scene) {
    const integration = integrationOf(scene);
    const verb = integration?.httpMethod?.toUpperCase();
    const isLambda = invokesFunction(scene);
    const facts = { ...placeOf(scene), httpMethod: verb };
    const refused = refusal(scene);
    const empty = emptyLine(scene);
    const wrong = isLambda && verb !== undefined && verb !== 'POST';
    const setting =
      wrong && scene.method ? [configured(scene, methodPointer(scene.method, 'integration', 'httpMethod'), integration?.httpMethod)] : [];
    if (refused) return found('conclusive', facts, refused, ...setting);
    if (isLambda && verb === 'POST') return excluded('The integration calls the function with POST.');
    if (seen(scene, 'invalid-permissions')) return excluded('The log names the permission, not the verb.');
    const forbidden = seen(scene, 'invocation-failed')?.event.status === 403;
    if (empty && (forbidden || setting.length > 0)) return found('conclusive', facts, empty, ...setting);
    const [first] = setting;
    if (!first || !settingDecidesAfterCall(scene, 'configuration-error', 'invocation-failed'))
      return excludedIf(runsNoFunction(scene) ?? functionRan(scene) ?? functionDidWell(scene));
    return found('confirmed', facts, first);
  },
  explain: ({ path, verb, httpMethod }) => ({
    what: `The integration of ${verb} ${path} calls the function with ${httpMethod ?? 'a verb other than POST'}.`,
    why: 'Lambda is invoked by POST only, whatever verb the client uses: it refuses any other with 403, which looks like a missing permission.',
    todo: 'Set the HTTP method of the integration to POST and redeploy; the verb of the method itself stays.',
  }),
  repair: ({ path, verb }) => ({
    kind: 'config',
    changes: [{ kind: 'set-integration-http-method', path, verb, httpMethod: 'POST' }, { kind: 'redeploy-stage' }],
    sideEffects: 'None: no call of this method can have succeeded before.',
  }),
});
