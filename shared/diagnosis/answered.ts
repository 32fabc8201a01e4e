import { authorizerLog, authorizerOutput, integrationLog } from '../causes/authorizer-scene.ts';
import { functionOf } from '../causes/called-function.ts';
import { namesAnotherFault } from '../causes/failure-line.ts';
import type { Question } from '../causes/question.ts';
import { endpointOf, integrationOf, type Scene, seen } from '../causes/scene.ts';
import type { AccessRecord } from '../model/trace.ts';

const holds = (access: AccessRecord | undefined, name: string): boolean =>
  access !== undefined && (access.fields[name] !== undefined || access.absent.includes(name));

/** Lines with which the gateway's own account of a request ends. A completion alone says how it ended and not why. */
const ENDS = ['success', 'throttled', 'unauthorized', 'validation-failed', 'api-key-refused'] as const;

const isTold = (scene: Scene): boolean => {
  const { access } = scene.observation;
  if (namesAnotherFault(scene) || ENDS.some((kind) => seen(scene, kind))) return true;
  return scene.stage.kind === 'HTTP' && (holds(access, 'integrationErrorMessage') || holds(access, 'integration.error'));
};

/** With these the backend was not called, or did not answer, or its answer is the line itself. */
const NO_OTHER_ANSWER = [
  'timeout',
  'network-error',
  'certificate-name-mismatch',
  'certificate-untrusted',
  'tls-failed',
  'vpc-link-error',
  'invalid-permissions',
  'assume-role-denied',
  'rate-exceeded',
  'invalid-endpoint-address',
  'illegal-character',
  'header-already-present',
  'transform-request-failed',
  'mock-status-code-unreadable',
  'function-error',
] as const;

const isAnswerKnown = (scene: Scene): boolean => {
  const endpoint = endpointOf(scene);
  if (scene.observation.endpoint === 'NOT_CALLED' || NO_OTHER_ANSWER.some((kind) => seen(scene, kind))) return true;
  return endpoint?.output !== undefined && endpoint.outputTruncated !== true;
};

const isRoleKnown = (scene: Scene): boolean => {
  const role = integrationOf(scene)?.credentials;
  return role === '' || (role !== undefined && scene.stage.roles[role]?.trust !== undefined);
};

/** What the evidence holds already: nobody has to look it up again. */
const ANSWERED: Readonly<Record<Question, (scene: Scene) => boolean>> = {
  'execution-trace': isTold,
  'function-log': (scene) => integrationLog(scene).length > 0,
  'deployed-export': ({ stage }) => stage.deployed !== undefined || (stage.kind !== 'REST' && stage.workingCopy !== undefined),
  'function-policy': (scene) => functionOf(scene)?.facts?.policy !== undefined,
  'function-settings': (scene) => functionOf(scene)?.facts?.state !== undefined,
  'function-concurrency': (scene) => functionOf(scene)?.facts?.reservedConcurrency !== undefined,
  'role-policy': isRoleKnown,
  'authorizer-settings': ({ api }) => api?.authorizers !== undefined,
  'authorizer-log': (scene) => authorizerOutput(scene) !== undefined || authorizerLog(scene).length > 0,
  'gateway-responses': ({ api, stage }) => api?.gatewayResponses !== undefined || stage.kind !== 'REST',
  'stage-settings': ({ stage: { settings } }) => settings.variables !== undefined && settings.cacheClusterEnabled !== undefined,
  'resource-policy': ({ api }) => api?.policy !== undefined,
  'web-acl': ({ stage }) => stage.settings.webAclArn !== undefined,
  'usage-plan': () => false,
  'access-log': ({ observation }) => observation.access !== undefined,
  'domain-mappings': ({ stage }) => stage.domains !== undefined,
  'working-copy': ({ stage }) => stage.workingCopy !== undefined,
  'vpc-link': () => false,
  'deployment-history': ({ changes }) => changes.length > 0,
  'client-answer': ({ observation: { response } }) => response?.status !== undefined && response.body !== undefined,
  'past-the-cache': () => false,
  'endpoint-directly': (scene) => endpointOf(scene)?.status !== undefined,
  'endpoint-answer': isAnswerKnown,
};

export const isAnswered = (scene: Scene, question: Question): boolean => ANSWERED[question](scene);
