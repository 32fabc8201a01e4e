import { expect, test } from 'vitest';
import { isLambdaUri, parseLambdaUri } from '../../../shared/gateway/lambda-uri.ts';
import { renderStageVariables, stageVariableNames } from '../../../shared/gateway/stage-variables.ts';

const invocation = (reference: string): string => `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${reference}/invocations`;
const variable = (name: string): string => `\${stageVariables.${name}}`;
const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';

test.each([
  ['an integration URI', invocation(ARN)],
  ['the URL of an execution log', `https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/${ARN}/invocations`],
  ['an HTTP API integration', ARN],
])('%s names the function, its region and its account', (_, uri) => {
  expect(parseLambdaUri(uri)).toEqual({
    functionArn: ARN,
    name: 'orders',
    region: 'eu-west-1',
    account: '111122223333',
    stageVariables: [],
  });
});

test('the qualifier belongs to the ARN that a policy is asked for', () => {
  expect(parseLambdaUri(invocation(`${ARN}:live`))).toMatchObject({ functionArn: `${ARN}:live`, name: 'orders', qualifier: 'live' });
});

test('an alias from a stage variable is named, and an empty one leaves a colon', () => {
  const uri = invocation(`${ARN}:${variable('alias')}`);
  expect(parseLambdaUri(uri)).toMatchObject({ name: 'orders', stageVariables: ['alias'] });
  expect(parseLambdaUri(renderStageVariables(uri, { alias: 'blue' }))).toMatchObject({ qualifier: 'blue', stageVariables: [] });
  expect(parseLambdaUri(renderStageVariables(uri, {}))).toMatchObject({ qualifier: '' });
});

test('a whole function reference from a stage variable is kept as the name', () => {
  expect(parseLambdaUri(invocation(variable('fn')))).toEqual({
    functionArn: variable('fn'),
    name: variable('fn'),
    region: 'eu-west-1',
    stageVariables: ['fn'],
  });
});

test('response streaming, other partitions and masked accounts are functions too', () => {
  expect(isLambdaUri(`arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/${ARN}/response-streaming-invocations`)).toBe(true);
  expect(isLambdaUri('arn:aws-cn:lambda:cn-north-1:111122223333:function:orders')).toBe(true);
  expect(parseLambdaUri(invocation('arn:aws:lambda:eu-west-1:############:function:orders'))).toMatchObject({ name: 'orders' });
});

test.each([
  'arn:aws:apigateway:us-east-1:s3:path/bucket/{key}',
  'arn:aws:apigateway:us-east-1:sqs:path/queue',
  'https://lambda-docs.example.com/functions/x/invocations',
  'https://backend.example.com',
  '',
])('%j is no function', (uri) => {
  expect(parseLambdaUri(uri)).toBeUndefined();
});

test('stage variables are listed once each and an undefined one renders as nothing', () => {
  const text = `https://${variable('host')}/${variable('base')}/${variable('host')}/$\{other}`;
  expect(stageVariableNames(text)).toEqual(['host', 'base']);
  expect(renderStageVariables(text, { host: 'a.example.com' })).toBe(`https://a.example.com//a.example.com/$\{other}`);
  expect(renderStageVariables(variable('constructor'), {})).toBe('');
});
