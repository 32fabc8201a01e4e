import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LAB_ACCOUNT } from '../../../infra/lab/lab.ts';
import { playScenario, worldOf } from '../../../infra/lab/scenarios/play-scenario.ts';
import { undeclaredStatus } from '../../../infra/lab/scenarios/undeclared-status.ts';
import { type SlackReceiver, startSlackReceiver } from '../../../infra/lab/slack-receiver.ts';
import { commandForm, signedHeaders } from '../../../infra/lab/slack-sender.ts';
import { bundle, FUNCTIONS } from '../../../infra/tools/build/bundle.ts';
import { copyPages } from '../../../infra/tools/build/copy-pages.ts';
import { measureBundle } from '../../../infra/tools/build/measure-bundle.ts';
import { overBudget } from '../../../infra/tools/build/size-budget.ts';
import { captureLog } from '../../support/captured-log.ts';
import { type Deployment, deployToLab } from '../../support/deployment.ts';
import { lambdaContext } from '../../support/lambda-context.ts';

type Handler = (event: unknown, context: Context) => Promise<unknown>;

const scenario = undeclaredStatus(new Date());
const folder = mkdtempSync(join(tmpdir(), 'gatewhy-bundle-'));
const SECRET = 'signing-secret-of-the-lab';
let deployment: Deployment;
let slack: SlackReceiver;

beforeAll(async () => {
  await Promise.all([...FUNCTIONS.map((name) => bundle(name, join(folder, name))), copyPages(folder)]);
  slack = await startSlackReceiver();
  deployment = await deployToLab(
    { ...worldOf([scenario]), parameters: { '/gatewhy/slack-signing': JSON.stringify({ signingSecrets: [SECRET] }) } },
    { EVENT_BUS_NAME: 'default', SLACK_SIGNING: 'ssm:/gatewhy/slack-signing', SLACK_RESPONSE_ORIGIN: slack.url },
  );
  captureLog();
});
afterAll(async () => {
  await deployment.stop();
  await slack.stop();
  rmSync(folder, { recursive: true, force: true });
});

const handlerOf = async (name: string): Promise<Handler> =>
  ((await import(join(folder, name, 'index.mjs'))) as { readonly handler: Handler }).handler;

const context = (name: string) => lambdaContext(`gatewhy-${name}`, LAB_ACCOUNT);

test('what is deployed works: alarm in, diagnosis out, from the bundles alone', async () => {
  const [alarm, diagnose] = [await handlerOf('alarm'), await handlerOf('diagnose')];
  await playScenario(scenario, deployment.lab, (rung) => alarm(rung, context('alarm')));
  const event = await deployment.receive();
  expect(event.Records).toHaveLength(1);
  expect(await diagnose(event, context('diagnose'))).toEqual({ batchItemFailures: [] });
  expect(deployment.lab.sentEvents.map(({ Detail = '' }) => JSON.parse(Detail))).toMatchObject([{ cause: scenario.cause }]);
});

test('the page of a cause is deployed beside the bundle: command in, answer out', async () => {
  const [take, diagnose] = [await handlerOf('slack'), await handlerOf('diagnose')];
  const body = commandForm('explain lambda-timeout', { responseUrl: slack.responseUrl() });
  const taken = await take({ headers: signedHeaders(body, { secret: SECRET }), body, isBase64Encoded: false }, context('slack'));
  expect(taken).toMatchObject({ statusCode: 200 });
  expect(await diagnose(await deployment.receive(), context('diagnose'))).toEqual({ batchItemFailures: [] });
  expect(JSON.stringify(slack.messages)).toContain('The gateway sees a failed function');
});

test.for(FUNCTIONS)('the bundle of %s keeps its budget', (name) => {
  expect(overBudget(name, measureBundle(join(folder, name)))).toEqual([]);
});

test('a bundle past its budget is named with both figures', () => {
  expect(overBudget('alarm', { startupBytes: 9_000_000, totalBytes: 1, totalGzipBytes: 1 })).toEqual([
    expect.stringMatching(/^dist\/alarm: startupBytes is 9000000, and the budget is \d+$/),
  ]);
});

test.for(FUNCTIONS)('nothing in %s asks for `require`, which an ES module does not have', (name) => {
  const helpers = globSync('*.mjs', { cwd: join(folder, name) }).filter((file) =>
    readFileSync(join(folder, name, file), 'utf8').includes('Dynamic require of'),
  );
  expect(helpers).toEqual([]);
});

test.for(FUNCTIONS)('%s starts without an SDK client', (name) => {
  const { startupBytes, totalBytes } = measureBundle(join(folder, name));
  expect(startupBytes).toBeLessThan(totalBytes / 3);
});
