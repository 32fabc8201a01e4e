import { authorizerError, authorizerOutput } from '../causes/authorizer-scene.ts';
import { hostOf, isExecuteApi } from '../causes/called-host.ts';
import { backendCalled, gatewaySaid, MISSING_TOKEN, messageOf } from '../causes/gateway-words.ts';
import { preflightOf } from '../causes/preflight.ts';
import { type Scene, seen, statusOf } from '../causes/scene.ts';
import { authorizerDecision } from '../gateway/authorizer-output.ts';
import { headerValue } from '../lib/headers.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';

const deniedByAuthorizer = (scene: Scene): boolean => {
  const { stage, observation } = scene;
  const output = authorizerOutput(scene);
  if (statusOf(scene) !== 403 || !output || output.cut) return false;
  const target = withoutUndefined({
    apiId: stage.apiId,
    stage: stage.settings.stageName,
    verb: observation.request.method,
    path: observation.request.path,
  });
  return authorizerDecision(output.text, target) === 'deny';
};

const unauthorized = (scene: Scene): boolean =>
  statusOf(scene) === 401 &&
  !preflightOf(scene) &&
  (seen(scene, 'unauthorized') !== undefined ||
    authorizerError(scene)?.message === 'Unauthorized' ||
    (scene.method?.authorizationType !== 'NONE' &&
      gatewaySaid(scene, { responseTypes: ['UNAUTHORIZED'], errorTypes: ['UnauthorizedException'], message: /^Unauthorized$/ }) !==
        undefined));

/** The method asks for a key, and the call as it was noted carries none. Where an authorizer is asked, the key may come from it. */
const lacksKey = (scene: Scene): boolean => {
  const { method, observation, stage } = scene;
  const { headers } = observation.request;
  const mayBeWaf = (stage.settings.webAclArn ?? '') !== '';
  return (
    method?.apiKeyRequired === true &&
    method.authorizationType !== 'CUSTOM' &&
    headers !== undefined &&
    headerValue(headers, 'x-api-key') === undefined &&
    statusOf(scene) === 403 &&
    messageOf(scene) === 'Forbidden' &&
    !mayBeWaf &&
    !backendCalled(scene)
  );
};

/** REST APIs answer 403 there; HTTP APIs 404 (inferred). */
const calledPastDomain = (scene: Scene): boolean => {
  const host = hostOf(scene.observation);
  const status = statusOf(scene);
  return (
    scene.stage.executeApiDisabled === true &&
    host !== undefined &&
    isExecuteApi(host) &&
    (status === 403 || status === 404) &&
    !backendCalled(scene)
  );
};

interface Refusal {
  readonly applies: (scene: Scene) => boolean;
  readonly reason: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    applies: (scene) =>
      seen(scene, 'validation-failed') !== undefined ||
      gatewaySaid(scene, { responseTypes: ['BAD_REQUEST_PARAMETERS', 'BAD_REQUEST_BODY'] }) !== undefined ||
      /Missing required request parameters|Invalid request body/.test(scene.observation.response?.body ?? ''),
    reason: 'The request validator refused the request, as it is configured to.',
  },
  {
    applies: (scene) =>
      lacksKey(scene) ||
      seen(scene, 'api-key-refused') !== undefined ||
      gatewaySaid(scene, { responseTypes: ['INVALID_API_KEY'] }) !== undefined,
    reason: 'The gateway refused the API key, as it is configured to.',
  },
  { applies: calledPastDomain, reason: 'The execute-api URL is disabled on purpose: the API answers on its custom domain alone.' },
  { applies: deniedByAuthorizer, reason: 'The authorizer was called for this request, and its policy denies it.' },
  { applies: unauthorized, reason: 'The authorizer does not accept the credential, and the gateway answered 401 as it should.' },
  {
    applies: (scene) => scene.method?.authorizationType === 'AWS_IAM' && gatewaySaid(scene, MISSING_TOKEN) !== undefined,
    reason: 'The method asks for an IAM signature, and the call was not signed so.',
  },
];

/** A refusal that the gateway is configured to give. */
export const refusedByDesign = (scene: Scene): string | undefined => REFUSALS.find(({ applies }) => applies(scene))?.reason;
