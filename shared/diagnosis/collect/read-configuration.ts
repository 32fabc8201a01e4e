import type { IncidentFile } from '../../model/incident-file.ts';
import type { CollectPorts, Raw } from '../collect-ports.ts';
import type { Gate } from './budget.ts';
import { readPages } from './control-plane.ts';
import { recordOf, textOf } from './raw.ts';
import { gapOf } from './read-gap.ts';
import type { ResolvedTarget } from './resolve-target.ts';

export type Configuration = NonNullable<IncidentFile['config']>;

/** GetResources gives 500 resources per page; the quota of an API is 300 by default. */
const MOST_PAGES = 4;

/** What the stage runs. A deployment never changes, so the export of one is read once per process. */
const readExport = async (gate: Gate, { snapshots }: CollectPorts, { id, stage, settings }: ResolvedTarget): Promise<Raw | undefined> => {
  const key = `${id}/${stage}/${textOf(settings, 'deploymentId') ?? ''}`;
  const known = snapshots.recall(key);
  if (known) return known;
  const deployed = await gate.find('deployed configuration', 'apigateway:GetExport', { restApiId: id, stageName: stage });
  if (deployed && !key.endsWith('/')) snapshots.remember(key, deployed);
  return deployed;
};

/** What is configured now, perhaps not deployed: set beside the export it shows a stale deployment. */
const readResources = async (gate: Gate, restApiId: string): Promise<readonly Raw[] | undefined> => {
  const { items, failure } = await readPages(MOST_PAGES, (next) =>
    gate.read('apigateway:GetResources', { restApiId, ...(next !== undefined && { next }) }),
  );
  if (failure) gate.note(gapOf(failure, 'working copy'));
  return failure ? undefined : items;
};

/**
 * REST: GetExport holds methods, integrations, responses, templates, authorizers and the customised gateway responses in one call. Without
 * it the working copy has to do, and the answer says so.
 */
const readRestApi = async (gate: Gate, ports: CollectPorts, target: ResolvedTarget): Promise<Configuration> => {
  const base = { restApi: target.api, stage: target.settings };
  const deployed = await readExport(gate, ports, target);
  if (deployed) return { ...base, deployed };
  const restApiId = target.id;
  const [resources, gatewayResponses] = await Promise.all([
    readResources(gate, restApiId),
    gate.find('gateway responses', 'apigateway:GetGatewayResponses', { restApiId }),
  ]);
  return { ...base, ...(resources && { resources }), ...(gatewayResponses && { gatewayResponses }) };
};

/** HTTP and WebSocket: routes and integrations are what runs only while the stage deploys by itself. */
const readHttpApi = async (gate: Gate, { id: apiId, api, stage, settings }: ResolvedTarget): Promise<Configuration> => {
  const [routes, integrations] = await Promise.all([
    readPages(MOST_PAGES, (next) => gate.read('apigatewayv2:GetRoutes', { apiId, ...(next !== undefined && { next }) })),
    readPages(MOST_PAGES, (next) => gate.read('apigatewayv2:GetIntegrations', { apiId, ...(next !== undefined && { next }) })),
  ]);
  if (routes.failure) gate.note(gapOf(routes.failure, 'routes'));
  if (integrations.failure) gate.note(gapOf(integrations.failure, 'integrations'));
  if (settings.AutoDeploy !== true) {
    gate.note({
      kind: 'not-supplied',
      what: 'deployed configuration',
      why: `The stage ${stage} does not deploy by itself, so the routes that were read may differ from what it runs.`,
      remedy: 'Compare the time of the last deployment with the last change, or deploy again.',
    });
  }
  const guarded = routes.items.some((route) => textOf(route, 'AuthorizerId') !== undefined);
  const authorizers = guarded ? await gate.find('authorizers', 'apigatewayv2:GetAuthorizers', { apiId }) : undefined;
  return { httpApi: api, stage: settings, routes: routes.items, integrations: integrations.items, ...(authorizers && { authorizers }) };
};

export const readConfiguration = (gate: Gate, ports: CollectPorts, target: ResolvedTarget): Promise<Configuration> =>
  target.kind === 'REST' ? readRestApi(gate, ports, target) : readHttpApi(gate, target);

/**
 * The working copy is read when there is a failed request to explain with it: only then can a difference to the deployment matter. One call
 * for 500 resources.
 */
export const readWorkingCopy = async (
  gate: Gate,
  { kind, id }: ResolvedTarget,
  { deployed, resources }: Configuration,
  failed: boolean,
): Promise<Pick<Configuration, 'resources'>> => {
  if (kind !== 'REST' || !failed || !deployed || resources) return {};
  const items = await readResources(gate, id);
  return items ? { resources: items } : {};
};

/** The account of any ARN among the settings: AWS's answers about an API do not name it. */
export const accountOf = (target: ResolvedTarget, functions: readonly string[]): string | undefined => {
  const access = textOf(recordOf(target.settings, 'accessLogSettings', 'AccessLogSettings'), 'destinationArn', 'DestinationArn');
  return [...functions, access].flatMap((arn) => /^arn:aws[\w-]*:\w+:[\w-]*:(\d{12}):/.exec(arn ?? '')?.[1] ?? []).at(0);
};
