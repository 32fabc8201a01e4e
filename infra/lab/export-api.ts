import type { Integration, IntegrationResponse, Method, Resource } from '@aws-sdk/client-api-gateway';
import type { LabApi, LabStage } from './lab-api.ts';

const lower = (text: string | undefined) => text?.toLowerCase();

const present = (members: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

const exportIntegrationResponse = (response: IntegrationResponse) =>
  present({
    statusCode: response.statusCode,
    responseParameters: response.responseParameters,
    responseTemplates: response.responseTemplates,
    contentHandling: response.contentHandling,
  });

const exportIntegration = (integration: Integration) =>
  present({
    type: lower(integration.type),
    httpMethod: integration.httpMethod,
    uri: integration.uri,
    credentials: integration.credentials,
    connectionId: integration.connectionId,
    connectionType: integration.connectionType === 'VPC_LINK' ? 'VPC_LINK' : undefined,
    responses:
      integration.integrationResponses &&
      Object.fromEntries(
        Object.values(integration.integrationResponses).map((response) => [
          response.selectionPattern || 'default',
          exportIntegrationResponse(response),
        ]),
      ),
    requestParameters: integration.requestParameters,
    requestTemplates: integration.requestTemplates,
    passthroughBehavior: lower(integration.passthroughBehavior),
    contentHandling: integration.contentHandling,
    timeoutInMillis: integration.timeoutInMillis === 29_000 ? undefined : integration.timeoutInMillis,
    cacheKeyParameters: integration.cacheKeyParameters?.length ? integration.cacheKeyParameters : undefined,
  });

const exportResponses = (method: Method) =>
  Object.fromEntries(
    Object.entries(method.methodResponses ?? {}).map(([status, { responseParameters, responseModels }]) => [
      status,
      present({
        description: `${status} response`,
        headers:
          responseParameters &&
          Object.fromEntries(
            Object.keys(responseParameters).map((name) => [name.replace('method.response.header.', ''), { schema: { type: 'string' } }]),
          ),
        content: Object.fromEntries(
          Object.entries(responseModels ?? {}).map(([type, model]) => [type, { schema: { $ref: `#/components/schemas/${model}` } }]),
        ),
      }),
    ]),
  );

const PARAMETER_PLACES = { path: 'path', querystring: 'query', header: 'header' } as const;

const exportParameters = (method: Method) =>
  Object.entries(method.requestParameters ?? {}).flatMap(([key, required]) => {
    const [, place, name] = /^method\.request\.(path|querystring|header)\.(.+)$/.exec(key) ?? [];
    if (!name || !(place === 'path' || place === 'querystring' || place === 'header')) return [];
    return [{ name, in: PARAMETER_PLACES[place], ...(required && { required }), schema: { type: 'string' } }];
  });

const exportMethod = (method: Method) => {
  const parameters = exportParameters(method);
  return present({
    parameters: parameters.length > 0 ? parameters : undefined,
    responses: exportResponses(method),
    security: method.apiKeyRequired ? [{ api_key: [] }] : undefined,
    'x-amazon-apigateway-integration': method.methodIntegration && exportIntegration(method.methodIntegration),
  });
};

const exportPath = (resource: Resource) =>
  Object.fromEntries(
    Object.entries(resource.resourceMethods ?? {}).map(([verb, method]) => [
      verb === 'ANY' ? 'x-amazon-apigateway-any-method' : verb.toLowerCase(),
      exportMethod(method),
    ]),
  );

const withoutExtensions = (value: unknown): Readonly<Record<string, unknown>> =>
  JSON.parse(JSON.stringify(value), (key, member: unknown) => (key.startsWith('x-amazon-apigateway-') ? undefined : member)) as Readonly<
    Record<string, unknown>
  >;

/**
 * The OpenAPI 3.0 document that GetExport answers for a stage: what the stage runs. Members and their spelling (`type: mock`,
 * `passthroughBehavior: when_no_match`, responses keyed by selection pattern) follow exports recorded on AWS; authorizers and models
 * are left out.
 */
export const exportApi = (
  api: LabApi,
  stage: LabStage,
  region: string,
  extensions: string | undefined,
): Readonly<Record<string, unknown>> => {
  const { restApi, gatewayResponses } = api;
  const document = present({
    openapi: '3.0.1',
    info: present({ title: restApi.name, description: restApi.description, version: restApi.version ?? '1.0' }),
    servers: [
      {
        url: `https://${restApi.id}.execute-api.${region}.amazonaws.com/{basePath}`,
        variables: { basePath: { default: stage.settings.stageName } },
      },
    ],
    paths: Object.fromEntries(
      (stage.deployedResources ?? api.resources)
        .filter(({ resourceMethods }) => resourceMethods)
        .map((resource) => [resource.path ?? '/', exportPath(resource)]),
    ),
    components: {},
    'x-amazon-apigateway-binary-media-types': restApi.binaryMediaTypes?.length ? restApi.binaryMediaTypes : undefined,
    'x-amazon-apigateway-gateway-responses':
      gatewayResponses &&
      Object.fromEntries(
        gatewayResponses.map(({ responseType, statusCode, responseParameters, responseTemplates }) => [
          responseType,
          present({ statusCode, responseParameters, responseTemplates }),
        ]),
      ),
    'x-amazon-apigateway-policy': restApi.policy === undefined ? undefined : (JSON.parse(restApi.policy) as unknown),
  });
  return extensions?.split(',').includes('apigateway') ? document : withoutExtensions(document);
};
