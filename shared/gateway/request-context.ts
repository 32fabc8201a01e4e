import type { GatewayRequest } from './exchange.ts';
import { type Fields, firstValue } from './fields.ts';
import { type ContextMap, contextMap, type OverrideMap, overrideMap } from './override-map.ts';
import type { Place } from './place.ts';
import type { ReplayOptions } from './replay-options.ts';
import { print } from './template/print.ts';
import { HostObject, type Value } from './template/values.ts';

/** `$context` of one request: the same map for both templates, so that an override of the first is seen by the second (recorded). */
export interface RequestContext {
  readonly variables: Map<string, Value>;
  readonly requestOverride: { readonly header: OverrideMap; readonly path: OverrideMap; readonly querystring: OverrideMap };
  readonly responseOverride: { readonly self: OverrideMap; readonly header: OverrideMap };
  /** Before each template: see `override-map.ts`. */
  readonly beginTemplate: () => void;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');

/** `02/Aug/2024:10:00:00 +0000` */
export const requestTime = (at: Date): string =>
  `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()] ?? ''}/${at.getUTCFullYear()}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;

/** In the order in which AWS holds them (recorded); only these two are known without IAM or Cognito. */
const IDENTITY = [
  'cognitoIdentityPoolId',
  'accountId',
  'cognitoIdentityId',
  'caller',
  'sourceIp',
  'principalOrgId',
  'accessKey',
  'cognitoAuthenticationType',
  'cognitoAuthenticationProvider',
  'userArn',
  'userAgent',
  'user',
] as const;

export const identityOf = (
  headers: Fields,
  { sourceIp, caller }: ReplayOptions,
): Readonly<Record<(typeof IDENTITY)[number], string | undefined>> => {
  const known: Readonly<Record<string, string | undefined>> = {
    sourceIp: caller === 'console-test' ? 'test-invoke-source-ip' : sourceIp,
    userAgent: firstValue(headers, 'User-Agent'),
  };
  return Object.fromEntries(IDENTITY.map((name) => [name, known[name]])) as Readonly<Record<(typeof IDENTITY)[number], string | undefined>>;
};

export interface ContextSources {
  readonly place: Place;
  readonly request: GatewayRequest;
  readonly options: ReplayOptions;
  readonly stageName: string;
  readonly deploymentId: string | undefined;
  /** Absent where the stage has no canary: the variable is then not set. */
  readonly isCanary: boolean | undefined;
}

/** On a custom domain the base path stands where the stage's name does on the execute-api host (inferred: never recorded). */
export const contextPath = ({ stageName, request }: Pick<ContextSources, 'stageName' | 'request'>): string =>
  `${request.customDomain?.basePath ?? `/${stageName}`}${request.path.startsWith('/') ? '' : '/'}${request.path}`;

/** `$context.domainName` and its first label: the domain that the client called. */
export const domainOf = ({ domainName, apiId }: Place, { customDomain }: GatewayRequest) =>
  customDomain
    ? { domainName: customDomain.domainName, domainPrefix: customDomain.domainName.split('.', 1)[0] ?? '' }
    : { domainName, domainPrefix: apiId };

const authorizerOf = ({ authorization }: ReplayOptions): ContextMap | undefined =>
  authorization.kind === 'allowed' && (authorization.context || authorization.principalId !== undefined)
    ? contextMap(
        new Map<string, Value>(
          Object.entries({ principalId: authorization.principalId, ...authorization.context }).map(([key, value]) => [key, value]),
        ),
      )
    : undefined;

export const createContext = (sources: ContextSources): RequestContext => {
  const { place, request, options, deploymentId, isCanary } = sources;
  const requestOverride = { header: overrideMap(), path: overrideMap(), querystring: overrideMap() };
  const header = overrideMap();
  const { domainName, domainPrefix } = domainOf(place, request);
  const self = overrideMap(new Map<string, Value>([['header', header.value]]));
  const authorizer = authorizerOf(options);
  const variables = new Map<string, Value>([
    // Their place in the order is AWS's; routing fills them in.
    ['resourceId', undefined],
    ['resourcePath', undefined],
    ['httpMethod', request.method],
    ['extendedRequestId', options.extendedRequestId],
    ['requestTime', requestTime(options.at)],
    ['path', contextPath(sources)],
    ['accountId', place.account],
    ['protocol', 'HTTP/1.1'],
    ['requestOverride', contextMap(new Map<string, Value>(Object.entries(requestOverride).map(([name, map]) => [name, map.value]))).value],
    ['stage', sources.stageName],
    ['domainPrefix', domainPrefix],
    ['requestTimeEpoch', options.at.getTime()],
    ['requestId', options.requestId],
    ['identity', contextMap(new Map<string, Value>(Object.entries(identityOf(request.headers, options)))).value],
    ['domainName', domainName],
    ['deploymentId', deploymentId],
    ['responseOverride', self.value],
    ['apiId', place.apiId],
    ...(isCanary === undefined ? [] : [['isCanaryRequest', isCanary] as const]),
    ...(authorizer === undefined ? [] : [['authorizer', authorizer.value] as const]),
  ]);
  const overrides = [...Object.values(requestOverride), self, header];
  return {
    variables,
    requestOverride,
    responseOverride: { self, header },
    beginTemplate() {
      for (const override of overrides) override.reset();
    },
  };
};

/** `context.identity.sourceIp` in a mapping or an access format; `undefined` when it has no value. */
export const contextValue = ({ variables }: Pick<RequestContext, 'variables'>, path: readonly string[]): string | undefined => {
  const [first = '', ...rest] = path;
  const found = rest.reduce<Value>(
    (value, name) => (value instanceof HostObject ? value.host.member(name) : value instanceof Map ? value.get(name) : undefined),
    variables.get(first),
  );
  return found === undefined ? undefined : print(found);
};
