import { expect, test } from 'vitest';
import { openGate } from '../../../../shared/diagnosis/collect/budget.ts';
import { joinFunctions } from '../../../../shared/diagnosis/collect/join-functions.ts';
import type { LogEvent, Raw } from '../../../../shared/diagnosis/collect-ports.ts';
import { callNames, type FakeOptions, type FakeWorld, fakeAws } from '../../../support/fake-aws.ts';
import { API_ID, BUDGET, FUNCTION_ARN, failedRequest, lambdaId, NOON, requestId, stage } from '../../../support/orders-world.ts';

const FUNCTION_ERROR = [`Lambda execution failed with status 200 due to customer function error: boom. Lambda request id: ${lambdaId(1)}`];
const PERMISSION = [
  'Lambda invocation failed with status: 403',
  'Execution failed due to configuration error: Invalid permissions on Lambda function',
];

const exported = (...uris: readonly string[]): Raw => ({
  paths: Object.fromEntries(
    uris.map((uri, index) => [
      `/p${index}`,
      {
        get: {
          'x-amazon-apigateway-integration': { uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${uri}/invocations` },
        },
      },
    ]),
  ),
});

const join = async (
  events: readonly LogEvent[],
  {
    world = {},
    deployed = {},
    settings = stage(),
    options,
  }: { world?: FakeWorld; deployed?: Raw; settings?: Raw; options?: FakeOptions } = {},
) => {
  const aws = fakeAws({ functions: { orders: { FunctionName: 'orders', Timeout: 3 } }, ...world }, options);
  const gate = openGate(aws.ports, BUDGET);
  const target = { kind: 'REST', id: API_ID, name: 'orders', api: {}, stage: 'prod', settings } as const;
  const joined = await joinFunctions(gate, target, { deployed }, { events, samples: [] }, { events: [], samples: [] });
  return { ...joined, gaps: gate.gaps(), calls: callNames(aws), inputs: aws.calls };
};

test('reads configuration and policy of the very alias that the URI names', async () => {
  const policies = { orders: { Id: 'of the function' }, 'orders:live': { Id: 'of the alias' } };
  const { functions } = await join(failedRequest({ index: 1, functionArn: `${FUNCTION_ARN}:live` }), { world: { policies } });
  expect(functions).toEqual({
    [`${FUNCTION_ARN}:live`]: { configuration: { FunctionName: 'orders', Timeout: 3 }, policy: { Id: 'of the alias' } },
  });
});

test('a function without a policy is known to have none', async () => {
  const { functions, gaps } = await join(failedRequest({ index: 1, failure: PERMISSION, status: 500 }));
  expect(functions[FUNCTION_ARN]).toMatchObject({ policy: null });
  expect(gaps).toEqual([]);
});

test('a function that does not exist is a gap, and its policy is not asked for', async () => {
  const { functions, gaps, calls } = await join(failedRequest({ index: 1, functionArn: `${FUNCTION_ARN}-gone` }), {
    world: { functions: {} },
  });
  expect(functions).toEqual({});
  expect(gaps).toMatchObject([{ kind: 'not-found', what: `configuration of function ${FUNCTION_ARN}-gone` }, {}]);
  expect(calls).not.toContain('lambda:GetPolicy');
});

test('reserved concurrency is read only where throttling was seen', async () => {
  const throttled = failedRequest({ index: 1, failure: ['Execution failed due to configuration error: Rate Exceeded.'], status: 500 });
  const { functions } = await join(throttled, { world: { reservedConcurrency: { orders: 2 } } });
  expect(functions[FUNCTION_ARN]).toMatchObject({ reservedConcurrency: 2 });
  expect((await join(failedRequest({ index: 1 }))).calls).not.toContain('lambda:GetFunctionConcurrency');
});

test('reads the log of the failed invocation: its lines, the initialisation before it, nothing of other requests', async () => {
  const at = NOON + 60_000;
  const lines = [
    [at - 9_000, `START RequestId: ${lambdaId(7)} Version: 1`],
    [at - 8_900, 'not ours'],
    [at - 8_800, `REPORT RequestId: ${lambdaId(7)}\tDuration: 1 ms`],
    [at - 500, 'INIT_REPORT Init Duration: 400 ms\tPhase: init\tStatus: error'],
    [at, `START RequestId: ${lambdaId(1)} Version: 1`],
    [at + 1, 'Runtime.ImportModuleError: no module named x'],
    [at + 2, `REPORT RequestId: ${lambdaId(1)}\tDuration: 1 ms`],
    [at + 3, `2026-11-20T12:01:00Z ${lambdaId(1)} Task timed out after 3.00 seconds`],
    [at + 10, `START RequestId: ${lambdaId(8)} Version: 1`],
    [at + 11, 'not ours either'],
  ] as const;
  const group = lines.map(([timestamp, message]) => ({ timestamp, message, logStreamName: 's1' }));
  const other = [{ timestamp: at, message: 'another stream', logStreamName: 's2' }];
  const { logs } = await join(failedRequest({ index: 1, at: 60_000, failure: FUNCTION_ERROR }), {
    world: { logGroups: { '/aws/lambda/orders': [...group, ...other] } },
  });
  expect(logs.orders?.map(({ message }) => message.split(' ', 1)[0])).toEqual([
    'INIT_REPORT',
    'START',
    'Runtime.ImportModuleError:',
    'REPORT',
    '2026-11-20T12:01:00Z',
  ]);
});

test('goes to the log group that the function names', async () => {
  const world = {
    functions: { orders: { FunctionName: 'orders', LoggingConfig: { LogGroup: '/shared/functions' } } },
    logGroups: { '/shared/functions': [] },
  };
  const { inputs } = await join(failedRequest({ index: 1, failure: FUNCTION_ERROR }), { world });
  expect(inputs.find(({ name }) => name === 'logs:FilterLogEvents')?.input).toMatchObject({ logGroupName: '/shared/functions' });
});

test('a call that was refused leaves nothing in the function’s log, so it is not read', async () => {
  expect((await join(failedRequest({ index: 1, failure: PERMISSION, status: 500 }))).calls).not.toContain('logs:FilterLogEvents');
});

test('when no trace names a function, those of the configuration are read, stage variables filled in', async () => {
  const events = failedRequest({ index: 1, level: 'ERROR', failure: PERMISSION, status: 500 });
  const deployed = exported('arn:aws:lambda:eu-west-1:123456789012:function:${stageVariables.fn}');
  const { functions } = await join(events, { deployed, settings: stage({ variables: { fn: 'orders' } }) });
  expect(Object.keys(functions)).toEqual([FUNCTION_ARN]);
});

test('a configuration with many functions says nothing about which one failed', async () => {
  const events = failedRequest({ index: 1, level: 'ERROR', failure: PERMISSION, status: 500 });
  const deployed = exported(...Array.from({ length: 9 }, (_, index) => `${FUNCTION_ARN}${index}`));
  expect((await join(events, { deployed })).calls).toEqual([]);
});

test('a failed authorizer is read, with the function that the trace does not name', async () => {
  const lines = [
    'Starting authorizer: auth01 for request: x',
    'Execution failed due to configuration error: Invalid permissions on Lambda function',
    'Execution failed due to configuration error: Authorizer error',
    'AuthorizerConfigurationException',
    'Method completed with status: 500',
  ];
  const events = lines.map((line, index) => ({ timestamp: NOON + index, message: `(${requestId(1)}) ${line}` }));
  const uri = (name: string) =>
    `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:${name}/invocations`;
  const world = {
    authorizers: {
      [API_ID]: [
        { id: 'auth01', authorizerUri: uri('guard') },
        { id: 'auth02', authorizerUri: uri('other') },
      ],
    },
    functions: { guard: { FunctionName: 'guard' } },
  };
  const { authorizers, functions } = await join(events, { world });
  expect(authorizers).toHaveLength(2);
  expect(Object.keys(functions)).toEqual(['arn:aws:lambda:eu-west-1:123456789012:function:guard']);
});

test('nothing failed: nothing is read', async () => {
  expect((await join([])).calls).toEqual([]);
});
