import type { Target } from '../model/diagnosis.ts';
import { type Option, quote, type ShellWord, substitute } from './shell-word.ts';

/** A raw string of JMESPath. */
const raw = (text: string): string => `'${text.replaceAll("'", "\\'")}'`;

const lookUp = (command: string, options: readonly Option[], query: string): ShellWord =>
  substitute(command, [...options, ['--query', quote(query)], ['--output', quote('text')]]);

export const region = ({ region }: Target): readonly Option[] => (region === undefined ? [] : [['--region', quote(region)]]);

/** The id where it is known, else the command that looks it up by name. */
const apiId = (target: Target): ShellWord => {
  if (target.apiId !== undefined) return quote(target.apiId);
  const name = raw(target.apiName ?? 'NAME-OF-THE-API');
  return target.kind === 'REST'
    ? lookUp('aws apigateway get-rest-apis', region(target), `items[?name==${name}].id`)
    : lookUp('aws apigatewayv2 get-apis', region(target), `Items[?Name==${name}].ApiId`);
};

export const restApi = (target: Target): Option => ['--rest-api-id', apiId(target)];

export const httpApi = (target: Target): Option => ['--api-id', apiId(target)];

export const stageName = ({ stage }: Target): Option => ['--stage-name', quote(stage ?? 'NAME-OF-THE-STAGE')];

/** Resource ids stand in no log and no export: they are looked up by path. */
export const methodOf = (target: Target, { path, verb }: { readonly path: string; readonly verb: string }): readonly Option[] => [
  restApi(target),
  ['--resource-id', lookUp('aws apigateway get-resources', [restApi(target), ...region(target)], `items[?path==${raw(path)}].id`)],
  ['--http-method', quote(verb)],
];

/** A route's target reads `integrations/<id>`. `/{proxy+}` is also how this program writes the route `$default`. */
export const integrationOf = (target: Target, { path, verb }: { readonly path: string; readonly verb: string }): readonly Option[] => {
  const route = `RouteKey==${raw(`${verb} ${path}`)}`;
  const query = path === '/{proxy+}' ? `Items[?${route} || RouteKey=='$default'].Target` : `Items[?${route}].Target`;
  const lookUpTarget = lookUp('aws apigatewayv2 get-routes', [httpApi(target), ...region(target)], query);
  return [httpApi(target), ['--integration-id', substitute(`basename ${lookUpTarget}`, [])]];
};
