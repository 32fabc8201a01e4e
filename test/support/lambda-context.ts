import type { Context } from 'aws-lambda';

/** What Lambda hands to a function; by default of the account that the alarm fixtures come from. */
export const lambdaContext = (functionName: string, account = '111122223333'): Context => ({
  functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:eu-west-1:${account}:function:${functionName}`,
  memoryLimitInMB: '512',
  awsRequestId: '7d0a1c9e-2b7f-4c36-9a0d-5f2f6f0b1c11',
  logGroupName: `/aws/lambda/${functionName}`,
  logStreamName: '2026/11/20/[$LATEST]0123456789abcdef',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 60_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});
