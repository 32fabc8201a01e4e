import {
  APIGatewayClient,
  GetAccountCommand,
  GetAuthorizersCommand,
  GetExportCommand,
  GetGatewayResponsesCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStageCommand,
  GetStagesCommand,
} from '@aws-sdk/client-api-gateway';
import type { ReadName } from '../diagnosis/collect-ports.ts';
import { isRecord, parseJson } from '../lib/json.ts';
import { type Asks, askAws, pageOf, recordsOf, unreadable, whole } from './ask-aws.ts';
import type { ReadClientOptions } from './read-client-options.ts';

/** AWS's largest page. */
const LIMIT = 500;

/** REST APIs. GetStages lists under `item`, everything else under `items`. */
export const apiGatewayReads = (clientOptions: ReadClientOptions): Asks<Extract<ReadName, `apigateway:${string}`>> => {
  const client = new APIGatewayClient(clientOptions);
  return {
    'apigateway:GetRestApis': askAws(
      'apigateway:GetRestApis',
      ({ next }, options) => client.send(new GetRestApisCommand({ limit: LIMIT, ...(next !== undefined && { position: next }) }), options),
      pageOf('items', 'position'),
    ),
    'apigateway:GetRestApi': askAws('apigateway:GetRestApi', (input, options) => client.send(new GetRestApiCommand(input), options), whole),
    'apigateway:GetStages': askAws(
      'apigateway:GetStages',
      (input, options) => client.send(new GetStagesCommand(input), options),
      ({ item }) => recordsOf(item),
    ),
    'apigateway:GetStage': askAws('apigateway:GetStage', (input, options) => client.send(new GetStageCommand(input), options), whole),
    'apigateway:GetExport': askAws(
      'apigateway:GetExport',
      async (input, options) => {
        const { body } = await client.send(
          new GetExportCommand({ ...input, exportType: 'oas30', parameters: { extensions: 'apigateway' }, accepts: 'application/json' }),
          options,
        );
        const document = parseJson(new TextDecoder().decode(body));
        if (!isRecord(document)) throw unreadable('The export of the stage');
        return document;
      },
      whole,
    ),
    'apigateway:GetResources': askAws(
      'apigateway:GetResources',
      ({ restApiId, next }, options) =>
        client.send(
          new GetResourcesCommand({ restApiId, limit: LIMIT, embed: ['methods'], ...(next !== undefined && { position: next }) }),
          options,
        ),
      pageOf('items', 'position'),
    ),
    'apigateway:GetGatewayResponses': askAws(
      'apigateway:GetGatewayResponses',
      (input, options) => client.send(new GetGatewayResponsesCommand(input), options),
      ({ items }) => recordsOf(items),
    ),
    'apigateway:GetAuthorizers': askAws(
      'apigateway:GetAuthorizers',
      (input, options) => client.send(new GetAuthorizersCommand({ ...input, limit: LIMIT }), options),
      ({ items }) => recordsOf(items),
    ),
    'apigateway:GetAccount': askAws('apigateway:GetAccount', (_, options) => client.send(new GetAccountCommand({}), options), whole),
  };
};
