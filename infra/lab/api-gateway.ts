import type { Resource } from '@aws-sdk/client-api-gateway';
import { ok, type Result } from '../../shared/lib/result.ts';
import { exportApi } from './export-api.ts';
import { gatewayResponsesOf, type LabApi, type LabStage } from './lab-api.ts';
import { page } from './paging.ts';
import { type LabService, type Route, refusal, restService, type ServiceFailure } from './wire.ts';

export interface ApiGatewayWorld {
  readonly apis: readonly LabApi[];
  readonly region: string;
  readonly account: string;
  /** The role with which API Gateway writes logs, if the account has one. */
  readonly cloudwatchRoleArn?: string;
}

type Input = Readonly<Record<string, string>>;
type Answer = Result<unknown, ServiceFailure>;

const notFound = (message: string) => refusal('NotFoundException', message, 404);

/** Lists stand under `item` on the wire whatever the SDK calls the member; `position` carries the token. */
const list = (items: readonly unknown[], { limit, position }: Input, most = 500): Answer => {
  const size = Math.min(Number(limit ?? 25), most);
  if (!(size > 0)) return refusal('BadRequestException', 'Invalid value for limit');
  const { items: item, next } = page(items, position, size);
  return ok({ item, ...(next && { position: next }) });
};

/** Without `embed=methods` the verbs are there and their objects are empty (recorded). */
const withoutMethods = ({ resourceMethods, ...resource }: Resource): Resource => ({
  ...resource,
  ...(resourceMethods && { resourceMethods: Object.fromEntries(Object.keys(resourceMethods).map((verb) => [verb, {}])) }),
});

const get = (path: string, run: Route['run']): Route => ({ method: 'GET', path, run });

/** The control plane of REST APIs (apigateway, 2015-07-09): the reads that a diagnosis makes, of APIs given as data. */
export const apiGateway = ({ apis, region, account, cloudwatchRoleArn }: ApiGatewayWorld): LabService => {
  const withApi = ({ restApiId }: Input, run: (api: LabApi) => Answer): Answer => {
    const api = apis.find(({ restApi }) => restApi.id === restApiId);
    return api ? run(api) : notFound(`Invalid API identifier specified ${account}:${restApiId}`);
  };
  const withStage = (input: Input, run: (stage: LabStage, api: LabApi) => Answer): Answer =>
    withApi(input, (api) => {
      const stage = api.stages.find(({ settings }) => settings.stageName === input.stageName);
      return stage ? run(stage, api) : notFound('Invalid stage identifier specified');
    });
  const oneOf = <Item>(items: readonly Item[], matches: (item: Item) => boolean, message: string): Answer => {
    const found = items.find(matches);
    return found ? ok(found) : notFound(message);
  };
  const exported = (api: LabApi, stage: LabStage, input: Input): Answer => {
    if (input.exportType !== 'oas30') return refusal('BadRequestException', 'The lab exports oas30 only');
    const document = exportApi(api, stage, region, input.extensions);
    return ok({ raw: Buffer.from(JSON.stringify(document, null, 2)), contentType: 'application/octet-stream' });
  };

  return restService(
    {
      GetAccount: get('/account', () =>
        ok({ ...(cloudwatchRoleArn && { cloudwatchRoleArn }), throttleSettings: { burstLimit: 5000, rateLimit: 10_000 }, features: [] }),
      ),
      GetRestApis: get('/restapis', (input) =>
        list(
          apis.map(({ restApi }) => restApi),
          input,
        ),
      ),
      GetRestApi: get('/restapis/{restApiId}', (input) => withApi(input, ({ restApi }) => ok(restApi))),
      GetStages: get('/restapis/{restApiId}/stages', (input) =>
        withApi(input, ({ stages }) =>
          ok({
            item: stages
              .map(({ settings }) => settings)
              .filter(({ deploymentId }) => input.deploymentId === undefined || deploymentId === input.deploymentId),
          }),
        ),
      ),
      GetStage: get('/restapis/{restApiId}/stages/{stageName}', (input) => withStage(input, ({ settings }) => ok(settings))),
      GetExport: get('/restapis/{restApiId}/stages/{stageName}/exports/{exportType}', (input) =>
        withStage(input, (stage, api) => exported(api, stage, input)),
      ),
      GetResources: get('/restapis/{restApiId}/resources', (input) =>
        withApi(input, ({ resources }) => list(input.embed === 'methods' ? resources : resources.map(withoutMethods), input)),
      ),
      GetGatewayResponses: get('/restapis/{restApiId}/gatewayresponses', (input) =>
        withApi(input, (api) => ok({ item: gatewayResponsesOf(api) })),
      ),
      GetAuthorizers: get('/restapis/{restApiId}/authorizers', (input) =>
        withApi(input, ({ authorizers = [] }) => list(authorizers, input)),
      ),
      GetDeployments: get('/restapis/{restApiId}/deployments', (input) =>
        withApi(input, ({ deployments = [] }) => list(deployments, input)),
      ),
      GetDeployment: get('/restapis/{restApiId}/deployments/{deploymentId}', (input) =>
        withApi(input, ({ deployments = [] }) =>
          oneOf(deployments, ({ id }) => id === input.deploymentId, 'Invalid Deployment identifier specified'),
        ),
      ),
    },
    'epoch',
  );
};
