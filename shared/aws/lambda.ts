import { GetFunctionConcurrencyCommand, GetFunctionConfigurationCommand, GetPolicyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { ReadName } from '../diagnosis/collect-ports.ts';
import { isRecord, parseJson } from '../lib/json.ts';
import { type Asks, askAws } from './ask-aws.ts';
import type { ReadClientOptions } from './read-client-options.ts';

const named = ({ functionName, qualifier }: { readonly functionName: string; readonly qualifier?: string }) => ({
  FunctionName: functionName,
  ...(qualifier !== undefined && { Qualifier: qualifier }),
});

export const lambdaReads = (clientOptions: ReadClientOptions): Asks<Extract<ReadName, `lambda:${string}`>> => {
  const client = new LambdaClient(clientOptions);
  return {
    'lambda:GetFunctionConfiguration': askAws(
      'lambda:GetFunctionConfiguration',
      async (input, options) => {
        const { Environment: _secrets, ...configuration } = await client.send(new GetFunctionConfigurationCommand(named(input)), options);
        return configuration;
      },
      (answer) => answer,
    ),
    'lambda:GetPolicy': askAws(
      'lambda:GetPolicy',
      (input, options) => client.send(new GetPolicyCommand(named(input)), options),
      ({ Policy }) => {
        const document = typeof Policy === 'string' ? parseJson(Policy) : undefined;
        return isRecord(document) ? document : {};
      },
    ),
    'lambda:GetFunctionConcurrency': askAws(
      'lambda:GetFunctionConcurrency',
      ({ functionName }, options) => client.send(new GetFunctionConcurrencyCommand({ FunctionName: functionName }), options),
      ({ ReservedConcurrentExecutions }) => (typeof ReservedConcurrentExecutions === 'number' ? ReservedConcurrentExecutions : undefined),
    ),
  };
};
