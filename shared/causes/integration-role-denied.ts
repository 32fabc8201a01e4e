import { parseLambdaUri } from '../gateway/lambda-uri.ts';
import { actionOfUri, allowsAction, trustedServices, trustsGateway } from '../gateway/role-permission.ts';
import type { RoleFacts } from '../model/api.ts';
import type { Evidence } from '../model/evidence.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { endedInAuthorizer } from './failure-line.ts';
import { settingDecides, settingDecidesAfterCall, staysAnyway } from './outcome.ts';
import { refusedAction } from './refused-action.ts';
import { ROLE, roleRepair } from './role-repair.ts';
import { configured, integrationOf, logLine, methodPointer, type Scene, seen } from './scene.ts';

interface Facts {
  readonly role?: string | undefined;
  readonly action?: string | undefined;
  /** What the action is for, where the log or the URI names its ARN. */
  readonly resource?: string | undefined;
  readonly trusted?: readonly string[];
  readonly authorizer: boolean;
}

const roleOf = (scene: Scene): string | undefined => {
  const role = endedInAuthorizer(scene)
    ? scene.api?.authorizers?.find(({ credentials }) => credentials !== undefined && credentials !== '')?.credentials
    : integrationOf(scene)?.credentials;
  return role !== undefined && ROLE.test(role) ? role : undefined;
};

const trustEvidence = (role: string | undefined, { trust }: RoleFacts): readonly Evidence[] =>
  trust === undefined || trustsGateway(trust) ? [] : [{ kind: 'config', pointer: `/roles/${role}/trust`, value: trust, of: 'role' }];

const missingAction = (scene: Scene, { allowed }: RoleFacts): string | undefined => {
  const action = actionOfUri(integrationOf(scene)?.uri ?? '');
  return action === undefined || allowed === undefined || allowsAction(allowed, action) ? undefined : action;
};

/** The function that an integration or authorizer calls, where its ARN is written out. */
const functionArnOf = (scene: Scene): string | undefined => {
  const uri = endedInAuthorizer(scene) ? scene.api?.authorizers?.find(({ credentials }) => credentials)?.uri : integrationOf(scene)?.uri;
  const arn = parseLambdaUri(uri ?? '')?.functionArn;
  return arn?.includes('${') ? undefined : arn;
};

const nameOf = (role: string | undefined, authorizer: boolean): string => {
  const place = `the role of the ${authorizer ? 'authorizer' : 'integration'}`;
  if (role === undefined) return place;
  return authorizer ? `${role}, ${place}` : role;
};

export default defineCause({
  id: 'integration-role-denied',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-aws-proxy.html'),
  step: 'integration request',
  seenAs: ['gateway-500', 'authorizer-500', 'forbidden-403'],
  asks: ['execution-trace', 'endpoint-answer'],
  leaves: [
    'assume-role-denied',
    'invalid-permissions',
    'invocation-failed',
    'no-output-mapping',
    'invalid-method-response',
    'configuration-error',
    'authorizer-error',
    'authorizer-configuration-exception',
  ],
  detect(scene) {
    const line = seen(scene, 'assume-role-denied');
    const role = line?.event.role ?? roleOf(scene);
    const known = (role === undefined ? undefined : scene.stage.roles[role]) ?? {};
    const trust = trustEvidence(role, known);
    const facts: Facts = { role, trusted: trustedServices(known.trust), authorizer: endedInAuthorizer(scene) };
    if (line) return found<Facts>('conclusive', facts, logLine(line), ...trust);
    const refused = refusedAction(scene);
    if (refused) {
      const { action, resource, evidence } = refused;
      return found<Facts>(staysAnyway(scene) ? 'confirmed' : 'conclusive', { ...facts, action, resource }, evidence);
    }
    if (role === undefined) return integrationOf(scene)?.credentials === '' ? excluded('The integration names no role.') : undefined;
    const denied = seen(scene, 'invalid-permissions');
    const pointer = scene.method && methodPointer(scene.method, 'integration', 'credentials');
    if (denied)
      return found<Facts>(
        'conclusive',
        { ...facts, action: 'lambda:InvokeFunction', resource: functionArnOf(scene) },
        logLine(denied),
        ...(pointer ? [configured(scene, pointer, role)] : []),
      );
    const [first] = trust;
    if (first) return settingDecides(scene) ? found<Facts>('confirmed', facts, first) : undefined;
    const action = missingAction(scene, known);
    if (action !== undefined && settingDecidesAfterCall(scene, 'invocation-failed', 'no-output-mapping', 'configuration-error'))
      return found<Facts>(
        'confirmed',
        { ...facts, action, resource: functionArnOf(scene) },
        { kind: 'config', pointer: `/roles/${role}/allowed`, value: known.allowed, of: 'role' },
      );
    return known.trust === undefined || known.allowed === undefined || action !== undefined
      ? undefined
      : excluded('The role trusts API Gateway and allows the action.');
  },
  explain: ({ role, action, trusted = [], authorizer }) => ({
    what:
      action === undefined
        ? `API Gateway may not assume ${nameOf(role, authorizer)}${trusted.length > 0 ? `: it trusts ${trusted.join(', ')}` : ''}.`
        : `${role ?? 'The role of the integration'} is not allowed to perform ${action}.`,
    why:
      action === undefined
        ? 'The gateway calls with this role, and its trust policy must name apigateway.amazonaws.com; the execution role of a function trusts only Lambda.'
        : 'The gateway calls the service with this role, so the role itself needs the permission; the resource policy of a function is not asked.',
    todo:
      action === undefined
        ? 'Let apigateway.amazonaws.com assume the role.'
        : `Allow ${action} on the resource that the integration names.`,
  }),
  repair: roleRepair,
});
