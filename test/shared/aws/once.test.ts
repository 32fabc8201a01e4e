import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOnce } from '../../../shared/aws/once.ts';
import { err, ok } from '../../../shared/lib/result.ts';
import { type Deployment, deployToLab } from '../../support/deployment.ts';
import { lambdaContext } from '../../support/lambda-context.ts';

let deployment: Deployment;
beforeAll(async () => {
  deployment = await deployToLab({});
});
afterAll(() => deployment.stop());

const warnings: string[] = [];
const settings = { warn: (reason: string) => void warnings.push(reason) };

const onceIn = (remainingMillis = 60_000) =>
  createOnce('claims', settings)({ ...lambdaContext('gatewhy-diagnose'), getRemainingTimeInMillis: () => remainingMillis });

const succeed = async () => ok(undefined);

test('work is done once under its key, by whichever function', async () => {
  expect(await onceIn()('a', succeed)).toEqual(ok('done'));
  expect(await onceIn()('a', () => Promise.reject(new Error('must not run')))).toEqual(ok('repeated'));
  expect(await onceIn()('b', succeed)).toEqual(ok('done'));
});

test('work that failed may be tried again at once', async () => {
  expect(await onceIn()('failing', async () => err('no'))).toEqual(err('no'));
  expect(await onceIn()('failing', succeed)).toEqual(ok('done'));
});

test('a function that is killed half-way holds its claim only for the time it had left', async () => {
  void onceIn(300)('killed', () => new Promise<never>(() => undefined));
  await sleep(100);
  expect(await onceIn()('killed', succeed)).toEqual(err({ kind: 'in-progress' }));
  await sleep(300);
  expect(await onceIn()('killed', succeed)).toEqual(ok('done'));
});

test('without its table nothing is done', async () => {
  let isDone = false;
  const once = createOnce('no-such-table', settings)(lambdaContext('gatewhy-alarm'));
  const attempt = once('key', async () => {
    isDone = true;
    return ok(undefined);
  });
  await expect(attempt).rejects.toThrow('Failed to save in progress record');
  expect(isDone).toBe(false);
});

test('work that is done stays done when the table does not take note of it: to fail would bring it again', async () => {
  warnings.length = 0;
  deployment.lab.fail({ service: 'dynamodb', operation: 'UpdateItem', status: 400, code: 'AccessDeniedException', times: 1 });
  expect(await onceIn(200)('unkept', succeed)).toEqual(ok('done'));
  expect(warnings).toEqual([expect.stringContaining('dynamodb:UpdateItem failed: AccessDeniedException')]);
  await sleep(300);
  expect(await onceIn()('unkept', succeed)).toEqual(ok('done'));
});
