import { parseLambdaUri } from '../gateway/lambda-uri.ts';
import type { FunctionFacts, StageSnapshot } from '../model/api.ts';
import { endpointOf, integrationOf, type Scene } from './scene.ts';

export interface CalledFunction {
  readonly name: string;
  readonly arn: string;
  readonly qualifier?: string;
  readonly facts?: FunctionFacts;
}

/** Facts stand under the ARN that is called, qualified or not, or under the function's name. */
export const functionFacts = ({ functions }: StageSnapshot, functionArn: string): FunctionFacts | undefined =>
  functions[functionArn] ?? functions[functionArn.split(':')[6] ?? functionArn];

/** The only function of an incident is the one, where nothing names it. */
const soleFunction = ({ stage }: Scene): CalledFunction | undefined => {
  const [only, ...others] = Object.entries(stage.functions);
  if (!only || others.length > 0) return undefined;
  const [key, facts] = only;
  return { name: facts.name ?? key.split(':')[6] ?? key, arn: key, facts };
};

/** The function that served the request: from the integration's URI, or from the URI in the log. */
export const functionOf = (scene: Scene): CalledFunction | undefined => {
  const uri = integrationOf(scene)?.uri ?? endpointOf(scene)?.uri;
  const target = uri === undefined ? undefined : parseLambdaUri(uri);
  if (!target) return soleFunction(scene);
  const facts = functionFacts(scene.stage, target.functionArn);
  return {
    name: target.name,
    arn: target.functionArn,
    ...(target.qualifier !== undefined && { qualifier: target.qualifier }),
    ...(facts && { facts }),
  };
};
