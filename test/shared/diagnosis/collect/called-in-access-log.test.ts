import { expect, test } from 'vitest';
import { calledInAccessLog } from '../../../../shared/diagnosis/collect/called-in-access-log.ts';
import { FUNCTION_ARN, lambdaId, NOON } from '../../../support/orders-world.ts';

const FORMAT = '$context.httpMethod $context.resourcePath $context.status $context.awsEndpointRequestId $context.integrationErrorMessage';
const integration = (name: string) => ({
  'x-amazon-apigateway-integration': {
    uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION_ARN.replace('orders', name)}/invocations`,
  },
});
const config = {
  deployed: {
    paths: {
      '/orders': { get: integration('read'), 'x-amazon-apigateway-any-method': integration('rest') },
      '/carts': { get: integration('${stageVariables.carts}') },
    },
  },
};

const called = (line: string) =>
  calledInAccessLog({ format: FORMAT, events: [{ timestamp: NOON, message: line }], samples: [] }, config, {
    variables: { carts: 'basket' },
  });

test.for([
  ['GET /orders', 'read'],
  ['DELETE /orders', 'rest'],
  ['GET /carts', 'basket'],
] as const)('finds the function behind %s in the export', ([route, name]) => {
  expect(called(`${route} 502 ${lambdaId(1)} Execution failed due to configuration error: Rate Exceeded.`)).toEqual([
    {
      functions: [FUNCTION_ARN.replace('orders', name)],
      lambdaRequestIds: [lambdaId(1)],
      authorizerIds: [],
      mayHaveLogged: true,
      authorizerFailed: false,
      throttled: true,
      first: NOON,
      last: NOON,
    },
  ]);
});

test('a record without a Lambda request id has no log to read, and an unknown path no function', () => {
  expect(called('GET /nowhere 500 - -')).toMatchObject([{ functions: [], lambdaRequestIds: [], mayHaveLogged: false, throttled: false }]);
});
