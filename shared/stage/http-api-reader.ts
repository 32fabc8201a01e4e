import { withoutUndefined } from '../lib/without-undefined.ts';
import type { ApiKind, ApiSnapshot, Integration, Method } from '../model/api.ts';
import { readAuthorizers } from './authorizers-reader.ts';
import { awsObject, type Raw, record, text } from './aws-object.ts';
import { readHttpIntegration } from './integration-reader.ts';

interface HttpApiParts {
  readonly kind: ApiKind;
  readonly httpApi?: Raw | undefined;
  readonly routes?: readonly Raw[] | undefined;
  readonly integrations?: readonly Raw[] | undefined;
  readonly authorizers?: readonly Raw[] | undefined;
}

/** `GET /pets`, `$default`, or a WebSocket route such as `$connect`, which stands for itself as verb ANY. */
const splitRouteKey = (routeKey: string): Pick<Method, 'verb' | 'path'> => {
  if (routeKey === '$default') return { verb: 'ANY', path: '/{proxy+}' };
  const [, verb, path] = /^(\S+)\s+(\/.*)$/.exec(routeKey) ?? [];
  return verb === undefined || path === undefined ? { verb: 'ANY', path: routeKey } : { verb: verb.toUpperCase(), path };
};

interface NamedIntegration {
  readonly id: string | undefined;
  readonly integration: Integration;
}

/** By the route's target; a route that names none gets the only integration there is (inferred: the list was put together by hand). */
const integrationOf = (target: string | undefined, integrations: readonly NamedIntegration[]): Integration | undefined => {
  if (target !== undefined) return integrations.find(({ id }) => target === `integrations/${id}`)?.integration;
  return integrations.length === 1 ? integrations[0]?.integration : undefined;
};

const readRoute = (route: Raw, integrations: readonly NamedIntegration[]): readonly Method[] => {
  const object = awsObject(route);
  const routeKey = text(object, 'routeKey');
  if (routeKey === undefined) return [];
  return [
    withoutUndefined({
      ...splitRouteKey(routeKey),
      routeKey,
      authorizationType: text(object, 'authorizationType'),
      authorizerId: text(object, 'authorizerId'),
      integration: integrationOf(text(object, 'target'), integrations),
    }),
  ];
};

/** Integrations without routes: a single one takes whatever comes; of several nobody knows which takes what. */
const catchAll = (integrations: readonly NamedIntegration[]): readonly Method[] => {
  const [only, ...others] = integrations;
  return only === undefined || others.length > 0 ? [] : [{ path: '/{proxy+}', verb: 'ANY', integration: only.integration }];
};

/** An HTTP or WebSocket API from GetApi, GetRoutes, GetIntegrations and GetAuthorizers. `undefined`: nobody looked. */
export const readHttpApi = ({ kind, httpApi, routes, integrations, authorizers }: HttpApiParts): ApiSnapshot | undefined => {
  if (httpApi === undefined && routes === undefined && integrations === undefined && authorizers === undefined) return undefined;
  const api = awsObject(httpApi, httpApi !== undefined && ('CreatedDate' in httpApi || 'createdDate' in httpApi));
  const named = (integrations ?? []).map((value) => ({
    id: text(awsObject(value), 'integrationId'),
    integration: readHttpIntegration(value),
  }));
  return withoutUndefined({
    kind,
    methods: routes === undefined ? catchAll(named) : routes.flatMap((route) => readRoute(route, named)),
    methodsComplete:
      routes !== undefined && routes.length > 0 && routes.every((route) => text(awsObject(route), 'routeId') !== undefined)
        ? true
        : undefined,
    authorizers: authorizers && readAuthorizers(authorizers),
    corsConfiguration: kind === 'HTTP' ? record(api, 'corsConfiguration') : undefined,
  });
};
