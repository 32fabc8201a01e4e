import {
  ApiGatewayV2Client,
  GetApiCommand,
  GetApisCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStageCommand,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../../../infra/lab/lab.ts';
import { labClientConfig } from '../../support/lab-client-config.ts';
import { CHAT } from './sample-api.ts';

const ApiId = CHAT.api.ApiId;

let lab: Lab;
let client: ApiGatewayV2Client;

beforeAll(async () => {
  lab = await startLab({ httpApis: [CHAT] });
  client = new ApiGatewayV2Client(labClientConfig(lab));
});
afterAll(async () => {
  client.destroy();
  await lab.stop();
});

test('an HTTP API comes back as it was given, dates and all', async () => {
  expect(await client.send(new GetApiCommand({ ApiId }))).toMatchObject(CHAT.api);
  expect((await client.send(new GetApisCommand({}))).Items).toMatchObject([CHAT.api]);
});

test('stage variables and route keys keep their case', async () => {
  expect(await client.send(new GetStageCommand({ ApiId, StageName: '$default' }))).toMatchObject(CHAT.stages[0] ?? {});
  expect((await client.send(new GetStagesCommand({ ApiId }))).Items).toMatchObject(CHAT.stages);
});

test('routes, integrations and authorizers come back as they were given', async () => {
  expect((await client.send(new GetRoutesCommand({ ApiId }))).Items).toMatchObject(CHAT.routes ?? []);
  expect((await client.send(new GetIntegrationsCommand({ ApiId }))).Items).toMatchObject(CHAT.integrations ?? []);
  expect((await client.send(new GetAuthorizersCommand({ ApiId }))).Items).toMatchObject(CHAT.authorizers ?? []);
});

test('calls are counted apart from those of REST APIs', async () => {
  lab.resetCalls();
  await expect(client.send(new GetApiCommand({ ApiId: 'nope' }))).rejects.toMatchObject({ name: 'NotFoundException' });
  expect(lab.calls()).toEqual({ 'apigatewayv2:GetApi': 1 });
});
