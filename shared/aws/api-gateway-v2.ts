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
import type { ReadName } from '../diagnosis/collect-ports.ts';
import { type Asks, askAws, pageOf, recordsOf, whole } from './ask-aws.ts';
import type { ReadClientOptions } from './read-client-options.ts';

const LIMIT = '500';

const paged = ({ apiId, next }: { readonly apiId: string; readonly next?: string }) => ({
  ApiId: apiId,
  MaxResults: LIMIT,
  ...(next !== undefined && { NextToken: next }),
});

/** HTTP and WebSocket APIs. */
export const apiGatewayV2Reads = (clientOptions: ReadClientOptions): Asks<Extract<ReadName, `apigatewayv2:${string}`>> => {
  const client = new ApiGatewayV2Client(clientOptions);
  return {
    'apigatewayv2:GetApis': askAws(
      'apigatewayv2:GetApis',
      ({ next }, options) =>
        client.send(new GetApisCommand({ MaxResults: LIMIT, ...(next !== undefined && { NextToken: next }) }), options),
      pageOf('Items', 'NextToken'),
    ),
    'apigatewayv2:GetApi': askAws(
      'apigatewayv2:GetApi',
      ({ apiId }, options) => client.send(new GetApiCommand({ ApiId: apiId }), options),
      whole,
    ),
    'apigatewayv2:GetStages': askAws(
      'apigatewayv2:GetStages',
      ({ apiId }, options) => client.send(new GetStagesCommand(paged({ apiId })), options),
      ({ Items }) => recordsOf(Items),
    ),
    'apigatewayv2:GetStage': askAws(
      'apigatewayv2:GetStage',
      ({ apiId, stageName }, options) => client.send(new GetStageCommand({ ApiId: apiId, StageName: stageName }), options),
      whole,
    ),
    'apigatewayv2:GetRoutes': askAws(
      'apigatewayv2:GetRoutes',
      (input, options) => client.send(new GetRoutesCommand(paged(input)), options),
      pageOf('Items', 'NextToken'),
    ),
    'apigatewayv2:GetIntegrations': askAws(
      'apigatewayv2:GetIntegrations',
      (input, options) => client.send(new GetIntegrationsCommand(paged(input)), options),
      pageOf('Items', 'NextToken'),
    ),
    'apigatewayv2:GetAuthorizers': askAws(
      'apigatewayv2:GetAuthorizers',
      ({ apiId }, options) => client.send(new GetAuthorizersCommand(paged({ apiId })), options),
      ({ Items }) => recordsOf(Items),
    ),
  };
};
