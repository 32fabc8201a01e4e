import { closest } from '../../lib/closest.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { collectFailureOf } from '../collect-failure.ts';
import type { Raw } from '../collect-ports.ts';
import type { CollectFailure, CollectQuery } from '../collect-query.ts';
import type { Gate } from './budget.ts';
import { type FoundApi, metricName, type Pages, readPages } from './control-plane.ts';
import type { GateFailure } from './gate-failure.ts';
import { textOf } from './raw.ts';

/** 500 per page, and an account may have 600 Regional and 600 private APIs in a Region by default. */
const MOST_PAGES = 10;

const looksLikeId = (text: string): boolean => /^[a-z0-9]{10}$/.test(text);

const restApi = (api: Raw): FoundApi => ({ kind: 'REST', id: textOf(api, 'id') ?? '', name: textOf(api, 'name') ?? '', api });

const httpApi = (api: Raw): FoundApi => ({
  kind: textOf(api, 'ProtocolType') === 'WEBSOCKET' ? 'WEBSOCKET' : 'HTTP',
  id: textOf(api, 'ApiId') ?? '',
  name: textOf(api, 'Name') ?? '',
  api,
});

const byId = async (gate: Gate, { api: id, kind }: CollectQuery): Promise<Result<FoundApi | undefined, GateFailure>> => {
  const rest = kind === undefined || kind === 'REST' ? await gate.read('apigateway:GetRestApi', { restApiId: id }) : undefined;
  if (rest?.ok) return ok(restApi(rest.value));
  if (rest && rest.failure.kind !== 'not-found') return rest;
  const http = kind === 'REST' ? undefined : await gate.read('apigatewayv2:GetApi', { apiId: id });
  if (http?.ok) return ok(httpApi(http.value));
  return http && http.failure.kind !== 'not-found' ? http : ok(undefined);
};

const NOTHING: Pages = { items: [] };

/** Every API of the kinds in question; one list when the kind is known, two when it is not. */
const listed = async (
  gate: Gate,
  { kind }: CollectQuery,
): Promise<{ readonly apis: readonly FoundApi[]; readonly failure?: GateFailure }> => {
  const next = (token: string | undefined) => (token === undefined ? {} : { next: token });
  const [rest, http] = await Promise.all([
    kind === undefined || kind === 'REST' ? readPages(MOST_PAGES, (token) => gate.read('apigateway:GetRestApis', next(token))) : NOTHING,
    kind === 'REST' ? NOTHING : readPages(MOST_PAGES, (token) => gate.read('apigatewayv2:GetApis', next(token))),
  ]);
  const apis = [...rest.items.map(restApi), ...http.items.map(httpApi)].filter((api) => kind === undefined || api.kind === kind);
  const failure = rest.failure ?? http.failure;
  return { apis, ...(failure && { failure }) };
};

const isMeant =
  (wanted: string) =>
  (api: FoundApi): boolean =>
    api.id === wanted || api.name === wanted || metricName(api) === wanted;

/** People leave out what goes without saying. */
const named =
  (part: string) =>
  ({ name }: FoundApi): boolean =>
    name.toLowerCase().includes(part.toLowerCase());

/** Every API that `query.api` may mean, by id or by the name that people or metrics use; never an empty list. */
export const findApis = async (gate: Gate, query: CollectQuery): Promise<Result<readonly FoundApi[], CollectFailure>> => {
  if (looksLikeId(query.api)) {
    const found = await byId(gate, query);
    if (!found.ok) return err(collectFailureOf(found.failure));
    if (found.value) return ok([found.value]);
  }
  const { apis, failure } = await listed(gate, query);
  const meant = apis.filter(isMeant(query.api));
  if (meant.length > 0) return ok(meant);
  if (failure) return err(collectFailureOf(failure));
  const partly = query.partOfName ? apis.filter(named(query.api)) : [];
  const names = [...new Set(partly.map(({ name }) => name))];
  if (names.length === 1) return ok(partly);
  const similar = names.length > 0 ? names : closest(query.api, [...new Set(apis.map(({ name }) => name))]);
  return err({ kind: 'api-not-found', api: query.api, similar });
};
