import {
  APIGatewayClient,
  GetAccountCommand,
  GetAuthorizersCommand,
  GetDeploymentCommand,
  GetDeploymentsCommand,
  GetExportCommand,
  GetGatewayResponsesCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetSdkTypesCommand,
  GetStageCommand,
  GetStagesCommand,
  paginateGetRestApis,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../../../infra/lab/lab.ts';
import type { LabApi } from '../../../infra/lab/lab-api.ts';
import { labClientConfig } from '../../support/lab-client-config.ts';
import { BOOKS } from './sample-api.ts';

const others: readonly LabApi[] = [...Array(60).keys()].map((index) => ({
  restApi: { id: `other${index}`, name: `other ${index}` },
  stages: [],
  resources: [],
}));
const restApiId = BOOKS.restApi.id;

let lab: Lab;
let client: APIGatewayClient;

beforeAll(async () => {
  lab = await startLab({ apis: [...others, BOOKS], cloudwatchRoleArn: 'arn:aws:iam::000000000000:role/api-gateway-logs' });
  client = new APIGatewayClient(labClientConfig(lab));
});
afterAll(async () => {
  client.destroy();
  await lab.stop();
});

const exportOf = async (stageName: string, parameters?: Record<string, string>) => {
  const command = new GetExportCommand({ restApiId, stageName, exportType: 'oas30', ...(parameters && { parameters }) });
  const { body, contentType } = await client.send(command);
  return { contentType, document: JSON.parse(Buffer.from(body ?? []).toString()) as Record<string, Record<string, unknown>> };
};

test('GetRestApis comes in pages of 25', async () => {
  const sizes: number[] = [];
  for await (const { items = [] } of paginateGetRestApis({ client }, {})) sizes.push(items.length);
  expect(sizes).toEqual([25, 25, 11]);
});

test('GetRestApi answers the API with its date', async () => {
  const api = await client.send(new GetRestApiCommand({ restApiId }));
  expect(api).toMatchObject(BOOKS.restApi);
});

test('GetStage and GetStages answer settings, with method settings keyed as AWS keys them', async () => {
  expect(await client.send(new GetStageCommand({ restApiId, stageName: 'live' }))).toMatchObject({
    methodSettings: { '*/*': { loggingLevel: 'INFO' } },
    lastUpdatedDate: new Date('2026-11-20T10:00:00Z'),
  });
  const { item } = await client.send(new GetStagesCommand({ restApiId }));
  expect(item?.map(({ stageName }) => stageName)).toEqual(['live', 'old']);
});

test('GetExport answers the bytes of an OpenAPI document spelled as exports are', async () => {
  const { contentType, document } = await exportOf('live', { extensions: 'apigateway' });
  expect(contentType).toBe('application/octet-stream');
  expect(document).toMatchObject({ openapi: '3.0.1', 'x-amazon-apigateway-binary-media-types': ['image/png'] });
  expect(document.paths?.['/books/{isbn}']).toEqual({
    options: {
      responses: {
        200: { description: '200 response', headers: { 'Access-Control-Allow-Origin': { schema: { type: 'string' } } }, content: {} },
      },
      'x-amazon-apigateway-integration': {
        type: 'mock',
        passthroughBehavior: 'when_no_match',
        requestTemplates: { 'application/json': '{"statusCode": 200}' },
        responses: {
          default: { statusCode: '200', responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" } },
        },
      },
    },
    get: {
      parameters: [{ name: 'isbn', in: 'path', required: true, schema: { type: 'string' } }],
      responses: {
        200: { description: '200 response', content: { 'application/json': { schema: { $ref: '#/components/schemas/Empty' } } } },
      },
      security: [{ api_key: [] }],
      'x-amazon-apigateway-integration': {
        type: 'http',
        httpMethod: 'GET',
        uri: 'https://books.example.com/{isbn}',
        contentHandling: 'CONVERT_TO_TEXT',
        timeoutInMillis: 5000,
        responses: { default: { statusCode: '200' }, '4..': { statusCode: '404' } },
      },
    },
  });
});

test('GetExport shows what the stage runs, not the working copy', async () => {
  expect((await exportOf('old', { extensions: 'apigateway' })).document.paths).toEqual({});
});

test('GetExport without extensions has no integrations', async () => {
  const { document } = await exportOf('live');
  expect(JSON.stringify(document)).not.toContain('x-amazon-apigateway');
  expect(Object.keys(document.paths ?? {})).toEqual(['/books/{isbn}']);
});

test('GetResources has empty methods unless they are asked for', async () => {
  const bare = await client.send(new GetResourcesCommand({ restApiId }));
  expect(bare.items?.[1]?.resourceMethods).toEqual({ OPTIONS: {}, GET: {} });
  const { items } = await client.send(new GetResourcesCommand({ restApiId, embed: ['methods'], limit: 500 }));
  expect(items?.[1]?.resourceMethods).toMatchObject(BOOKS.resources[1]?.resourceMethods ?? {});
});

test('GetGatewayResponses answers all 21 types and marks the untouched ones', async () => {
  const { items = [] } = await client.send(new GetGatewayResponsesCommand({ restApiId }));
  expect(items).toHaveLength(21);
  expect(items.filter(({ defaultResponse }) => !defaultResponse).map(({ responseType }) => responseType)).toEqual(['DEFAULT_5XX']);
});

test('GetAuthorizers, GetDeployments, GetDeployment and GetAccount answer', async () => {
  expect((await client.send(new GetAuthorizersCommand({ restApiId }))).items).toMatchObject([{ id: 'auth01', type: 'TOKEN' }]);
  expect((await client.send(new GetDeploymentsCommand({ restApiId }))).items).toHaveLength(2);
  expect((await client.send(new GetDeploymentCommand({ restApiId, deploymentId: 'dep111' }))).createdDate).toEqual(
    new Date('2026-11-20T10:00:00Z'),
  );
  expect((await client.send(new GetAccountCommand({}))).cloudwatchRoleArn).toBe('arn:aws:iam::000000000000:role/api-gateway-logs');
});

test('what does not exist is a NotFoundException', async () => {
  await expect(client.send(new GetRestApiCommand({ restApiId: 'nope' }))).rejects.toMatchObject({ name: 'NotFoundException' });
  await expect(client.send(new GetStageCommand({ restApiId, stageName: 'nope' }))).rejects.toMatchObject({ name: 'NotFoundException' });
});

test('an operation that the lab does not play is refused, not left hanging', async () => {
  await expect(client.send(new GetSdkTypesCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException' });
});
