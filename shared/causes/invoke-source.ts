import { parseLambdaUri } from '../gateway/lambda-uri.ts';
import type { Authorizer, Method } from '../model/api.ts';
import { functionOf } from './called-function.ts';
import { type Scene, seen } from './scene.ts';

const REGION_AND_ACCOUNT = /^arn:[^:]+:lambda:([^:]+):(\d{12}):/;

/** `arn:aws:execute-api:REGION:ACCOUNT:API_ID`; the function's own ARN tells Region and account where the incident does not. */
const apiArn = (scene: Scene): string | undefined => {
  const { apiId, region, account } = scene.stage;
  const [, functionRegion, functionAccount] = REGION_AND_ACCOUNT.exec(functionOf(scene)?.arn ?? '') ?? [];
  const here = region ?? functionRegion;
  const owner = functionAccount ?? account;
  return apiId === undefined || here === undefined || owner === undefined ? undefined : `arn:aws:execute-api:${here}:${owner}:${apiId}`;
};

const withoutSlash = (path: string): string => path.replace(/^\//, '');

/**
 * The ways in which AWS may name this method as the source of a call: `{api}/{stage}/{VERB}/{path}` with the concrete path, the
 * template, or the template with its parameters as `*`; on HTTP and WebSocket APIs the bare route key for `$default`, `$connect` …
 */
export const methodSources = (scene: Scene, method: Method): readonly string[] | undefined => {
  const arn = apiArn(scene);
  const stage = scene.stage.settings.stageName;
  if (arn === undefined || stage === undefined) return undefined;
  if (method.routeKey !== undefined && !method.routeKey.includes(' ')) return [`${arn}/${stage}/${method.routeKey}`];
  const { request } = scene.observation;
  const verb = request.method ?? method.verb;
  if (verb === 'ANY') return undefined;
  const paths = [request.path?.replace(/\?.*/, ''), method.path, method.path.replaceAll(/\{[^}]*\}/g, '*')];
  return paths.flatMap((path) => (path === undefined ? [] : [`${arn}/${stage}/${verb}/${withoutSlash(path)}`]));
};

/** An authorizer is called as `{api}/authorizers/{id}`: no stage, no verb. */
export const authorizerSources = (scene: Scene, { id }: Authorizer): readonly string[] | undefined => {
  const arn = apiArn(scene);
  return arn === undefined ? undefined : [`${arn}/authorizers/${id}`];
};

/** The call that was refused, as the configuration has it; a part that is not known is left out. */
export const wantedCall = (scene: Scene): { readonly functionArn?: string | undefined; readonly sourceArn?: string | undefined } => {
  if (!seen(scene, 'authorizer-error'))
    return { functionArn: functionOf(scene)?.arn, sourceArn: scene.method && methodSources(scene, scene.method)?.at(-1) };
  const [authorizer, ...others] = scene.api?.authorizers ?? [];
  if (!authorizer || others.length > 0) return {};
  return {
    functionArn: authorizer.uri === undefined ? undefined : parseLambdaUri(authorizer.uri)?.functionArn,
    sourceArn: authorizerSources(scene, authorizer)?.at(-1),
  };
};

/** What the function's resource policy has to say. */
export const invokeStatement = (functionArn = 'FUNCTION_ARN', sourceArn = 'arn:aws:execute-api:REGION:ACCOUNT:API_ID/STAGE/VERB/PATH') => ({
  Effect: 'Allow',
  Principal: { Service: 'apigateway.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: functionArn,
  Condition: { ArnLike: { 'AWS:SourceArn': sourceArn } },
});
