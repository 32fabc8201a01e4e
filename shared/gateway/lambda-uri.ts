import { stageVariableNames } from './stage-variables.ts';

/** What an integration's or authorizer's URI says about the function it invokes. Parts may hold `${stageVariables.x}` references. */
export interface LambdaUri {
  /** As it stands in the URI, qualifier included: the name under which GetPolicy must be asked. */
  readonly functionArn: string;
  readonly name: string;
  /** Version or alias. `''`: the URI ends in a colon, as it does when a stage variable renders empty. */
  readonly qualifier?: string;
  readonly region?: string;
  readonly account?: string;
  readonly stageVariables: readonly string[];
}

/** `arn:…:apigateway:<region>:lambda:path/<date>/functions/<function>/invocations`, and the URL that execution logs print for it. */
const INVOCATION =
  /^(?:arn:[^:]*:apigateway:([^:]*):lambda:path|https:\/\/lambda\.([^./]*)\.amazonaws\.com[^/]*)\/[^/]+\/functions\/([^/]+)\/(?:response-streaming-)?invocations$/;
/** HTTP APIs name the function itself. */
const FUNCTION_ARN = /^arn:[^:]*:lambda:([^:]*):([^:]*):function:([^:]*)(?::(.*))?$/;

const ofFunction = (reference: string, region: string | undefined): LambdaUri => {
  const [, ownRegion, account, name, qualifier] = FUNCTION_ARN.exec(reference) ?? [];
  const where = ownRegion ?? region;
  return {
    functionArn: reference,
    name: name ?? reference,
    ...(qualifier !== undefined && { qualifier }),
    ...(where && { region: where }),
    ...(account && { account }),
    stageVariables: stageVariableNames(reference),
  };
};

/** `undefined` for everything that does not invoke a Lambda function. */
export const parseLambdaUri = (uri: string): LambdaUri | undefined => {
  const text = uri.trim();
  const invocation = INVOCATION.exec(text);
  if (invocation?.[3] !== undefined) return ofFunction(invocation[3], invocation[1] ?? invocation[2]);
  return FUNCTION_ARN.test(text) ? ofFunction(text, undefined) : undefined;
};

export const isLambdaUri = (uri: string): boolean => parseLambdaUri(uri) !== undefined;
