import { isRecord } from '../../shared/lib/json.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import type { LabHttpApi } from './lab-api.ts';
import { page } from './paging.ts';
import { type LabService, type Route, refusal, restService, type ServiceFailure } from './wire.ts';

type Input = Readonly<Record<string, string>>;
type Answer = Result<unknown, ServiceFailure>;

/** Members whose keys are the user's own and keep their case. */
const MAPS = new Set(['StageVariables', 'RequestParameters', 'ResponseParameters', 'RequestTemplates', 'RequestModels', 'Tags']);

/** SDK shape (`StageName`) to wire shape (`stageName`). */
const camel = (value: unknown, keepKeys = false): unknown => {
  if (Array.isArray(value)) return value.map((item: unknown) => camel(item));
  if (!isRecord(value) || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      keepKeys ? key : key.charAt(0).toLowerCase() + key.slice(1),
      MAPS.has(key) ? item : camel(item, key === 'RouteSettings'),
    ]),
  );
};

const list = (items: readonly unknown[], { maxResults, nextToken }: Input): Answer => {
  const { items: found, next } = page(items, nextToken, Number(maxResults ?? 100));
  return ok({ items: found.map((item) => camel(item)), ...(next && { nextToken: next }) });
};

const get = (path: string, run: Route['run']): Route => ({ method: 'GET', path, run });

/** The control plane of HTTP and WebSocket APIs (apigatewayv2, 2018-11-29): camelCase on the wire, dates as ISO text. */
export const apiGatewayV2 = (apis: readonly LabHttpApi[]): LabService => {
  const withApi = (input: Input, run: (api: LabHttpApi) => Answer): Answer => {
    const found = apis.find(({ api }) => api.ApiId === input.ApiId);
    return found ? run(found) : refusal('NotFoundException', `Invalid API identifier specified ${input.ApiId}`, 404);
  };
  return restService(
    {
      GetApis: get('/v2/apis', (input) =>
        list(
          apis.map(({ api }) => api),
          input,
        ),
      ),
      GetApi: get('/v2/apis/{ApiId}', (input) => withApi(input, ({ api }) => ok(camel(api)))),
      GetStages: get('/v2/apis/{ApiId}/stages', (input) => withApi(input, ({ stages }) => list(stages, input))),
      GetStage: get('/v2/apis/{ApiId}/stages/{StageName}', (input) =>
        withApi(input, ({ stages }) => {
          const stage = stages.find(({ StageName }) => StageName === input.StageName);
          return stage ? ok(camel(stage)) : refusal('NotFoundException', 'Invalid stage identifier specified', 404);
        }),
      ),
      GetRoutes: get('/v2/apis/{ApiId}/routes', (input) => withApi(input, ({ routes = [] }) => list(routes, input))),
      GetIntegrations: get('/v2/apis/{ApiId}/integrations', (input) =>
        withApi(input, ({ integrations = [] }) => list(integrations, input)),
      ),
      GetAuthorizers: get('/v2/apis/{ApiId}/authorizers', (input) => withApi(input, ({ authorizers = [] }) => list(authorizers, input))),
    },
    'iso',
  );
};
