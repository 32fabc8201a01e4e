import { allowsInvoke, invokeGrants } from '../gateway/invoke-permission.ts';
import { parseLambdaUri } from '../gateway/lambda-uri.ts';
import { renderStageVariables } from '../gateway/stage-variables.ts';
import type { Method } from '../model/api.ts';
import type { Evidence } from '../model/evidence.ts';
import { functionFacts, functionOf } from './called-function.ts';
import { functionRan } from './cannot-be.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { failedOf } from './failed.ts';
import { authorizerSources, invokeStatement, methodSources, wantedCall } from './invoke-source.ts';
import { integrationOf, logLine, type Scene, seen, statusOf } from './scene.ts';

/** One call that the gateway would make, and whether the function's policy lets it. */
interface Call {
  readonly functionArn: string;
  readonly sourceArn: string;
  readonly allowed: boolean;
  readonly policy: unknown;
}

const callOf = (scene: Scene, functionArn: string, sources: readonly string[] | undefined): Call | undefined => {
  const facts = functionFacts(scene.stage, functionArn);
  const sourceArn = sources?.at(-1);
  if (facts?.policy === undefined || sources === undefined || sourceArn === undefined) return undefined;
  return { functionArn, sourceArn, allowed: allowsInvoke(facts.policy, sources), policy: facts.policy };
};

const methodCall = (scene: Scene, method: Method): Call | undefined => {
  const { variables } = scene.stage.settings;
  const configured = method.integration === 'NONE' ? undefined : method.integration?.uri;
  const uri = configured && variables ? renderStageVariables(configured, variables) : configured;
  const arn = (uri === undefined ? undefined : parseLambdaUri(uri)?.functionArn) ?? functionOf(scene)?.arn;
  return arn === undefined ? undefined : callOf(scene, arn, methodSources(scene, method));
};

const authorizerCalls = (scene: Scene): readonly Call[] =>
  (scene.api?.authorizers ?? []).flatMap((authorizer) => {
    const arn = authorizer.uri === undefined ? undefined : parseLambdaUri(authorizer.uri)?.functionArn;
    return (arn === undefined ? undefined : callOf(scene, arn, authorizerSources(scene, authorizer))) ?? [];
  });

/** The calls of this request; of every route where nobody knows which one was taken. */
const callsOf = (scene: Scene): readonly Call[] => {
  if (seen(scene, 'authorizer-error')) return authorizerCalls(scene);
  const methods = scene.method ? [scene.method] : (scene.api?.methods ?? []);
  return methods.flatMap((method) => methodCall(scene, method) ?? []);
};

const policyEvidence = ({ functionArn, policy }: Call): Evidence =>
  policy === 'NONE'
    ? { kind: 'absent', pointer: `/functions/${functionArn}/policy`, of: 'function' }
    : { kind: 'config', pointer: `/functions/${functionArn}/policy`, value: invokeGrants(policy), of: 'function' };

export default defineCause({
  id: 'lambda-invoke-permission-missing',
  docs: new URL('https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html'),
  step: 'integration',
  seenAs: ['gateway-500', 'authorizer-500'],
  asks: ['execution-trace'],
  leaves: ['invalid-permissions', 'authorizer-error', 'authorizer-configuration-exception'],
  detect(scene) {
    const line = seen(scene, 'invalid-permissions');
    const type = integrationOf(scene)?.type;
    if (!line && (type === 'MOCK' || type === 'HTTP' || type === 'HTTP_PROXY'))
      return excluded(`The integration is ${type}: it invokes no function.`);
    const calls = callsOf(scene);
    const refused = calls.find(({ allowed }) => !allowed);
    const wanted = wantedCall(scene);
    const facts = {
      functionArn: refused?.functionArn ?? wanted.functionArn,
      sourceArn: refused?.sourceArn ?? (line && calls.length === 0 ? wanted.sourceArn : undefined),
      authorizer: seen(scene, 'authorizer-error') !== undefined,
    };
    if (integrationOf(scene)?.credentials && !facts.authorizer)
      return excluded('The integration calls with a role of its own: the resource policy is not asked.');
    if (line) return found('conclusive', facts, logLine(line), ...(refused ? [policyEvidence(refused)] : []));
    if (seen(scene, 'received')) return excluded('The backend did answer: the call was allowed.');
    const ran = functionRan(scene);
    if (ran !== undefined) return excluded(ran);
    if (!refused)
      return calls.length > 0 ? excluded(`The function's policy allows the call from ${calls[0]?.sourceArn ?? 'this method'}.`) : undefined;
    const status = statusOf(scene);
    if (failedOf(scene) !== true || (status !== undefined && status !== 500)) return undefined;
    return found('confirmed', facts, policyEvidence(refused));
  },
  explain: ({ functionArn, sourceArn, authorizer }) => ({
    what: `The resource policy of ${functionArn ?? 'the function'} does not let API Gateway invoke it${authorizer ? ' as an authorizer' : ''}${sourceArn === undefined ? '' : ` from ${sourceArn}`}.`,
    why: 'The gateway calls the function as apigateway.amazonaws.com with the source ARN of the method (or authorizer), and Lambda refuses what no statement allows.',
    todo: 'Add the permission for this very API, stage, verb and path (and for the alias, if the URI names one).',
  }),
  repair: ({ functionArn, sourceArn }) =>
    functionArn === undefined || sourceArn === undefined || functionArn.includes('${')
      ? {
          kind: 'advice',
          steps: [
            'Read the policy of the function and qualifier that the URI names: aws lambda get-policy --function-name NAME',
            `Add the statement: ${JSON.stringify(invokeStatement(functionArn, sourceArn))}`,
          ],
        }
      : {
          kind: 'config',
          changes: [{ kind: 'allow-invoke', functionArn, sourceArn }],
          sideEffects:
            'Only this source may invoke the function in addition; no deployment is needed. It can uncover the next fault behind it.',
        },
});
