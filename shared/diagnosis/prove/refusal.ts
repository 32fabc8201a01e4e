import { methodSources } from '../../causes/invoke-source.ts';
import { integrationOf, type Scene } from '../../causes/scene.ts';
import type { EndpointAnswer } from '../../gateway/exchange.ts';
import { allowsInvoke } from '../../gateway/invoke-permission.ts';
import { parseLambdaUri } from '../../gateway/lambda-uri.ts';
import type { Repairable } from '../../repairs/apply-changes.ts';

/** Lambda's answer as far as the function's resource policy decides it; `undefined`: it allows the call, or is not known, or is not asked. */
export const refusal = (scene: Scene, functions: Repairable['functions']): EndpointAnswer | undefined => {
  const { uri, credentials } = integrationOf(scene) ?? {};
  const target = uri === undefined ? undefined : parseLambdaUri(uri);
  if (target === undefined || credentials || !scene.method) return undefined;
  const facts = functions[target.functionArn] ?? functions[target.name];
  const sources = methodSources(scene, scene.method);
  return facts?.policy === undefined || sources === undefined || allowsInvoke(facts.policy, sources)
    ? undefined
    : { kind: 'refused', reason: 'invoke-permission' };
};
