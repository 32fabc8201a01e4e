import { functionFacts } from '../../causes/called-function.ts';
import { methodSources } from '../../causes/invoke-source.ts';
import { integrationOf, type Scene } from '../../causes/scene.ts';
import type { EndpointAnswer } from '../../gateway/exchange.ts';
import { allowsInvoke } from '../../gateway/invoke-permission.ts';
import { parseLambdaUri } from '../../gateway/lambda-uri.ts';
import { trustsGateway } from '../../gateway/role-permission.ts';

const roleRefusal = (role: string, { stage: { roles } }: Scene): EndpointAnswer | undefined => {
  const trust = roles[role]?.trust;
  return trust === undefined || trustsGateway(trust) ? undefined : { kind: 'refused', reason: 'assume-role', role };
};

const policyRefusal = (scene: Scene, uri: string): EndpointAnswer | undefined => {
  const target = parseLambdaUri(uri);
  if (target === undefined || !scene.method) return undefined;
  const facts = functionFacts(scene.stage, target.functionArn);
  const sources = methodSources(scene, scene.method);
  return facts?.policy === undefined || sources === undefined || allowsInvoke(facts.policy, sources)
    ? undefined
    : { kind: 'refused', reason: 'invoke-permission' };
};

/** What the call meets as far as IAM decides it; `undefined`: it is allowed, or the policies are not known. A role is asked instead of the function. */
export const refusal = (scene: Scene): EndpointAnswer | undefined => {
  const { uri = '', credentials } = integrationOf(scene) ?? {};
  return credentials ? roleRefusal(credentials, scene) : policyRefusal(scene, uri);
};
