import type { Authorizer, Method } from '../model/api.ts';
import { functionOf } from './called-function.ts';
import type { Scene } from './scene.ts';

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
