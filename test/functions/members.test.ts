import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { LAB_ACCOUNT } from '../../infra/lab/lab.ts';
import { playScenario, worldOf } from '../../infra/lab/scenarios/play-scenario.ts';
import { undeclaredStatus } from '../../infra/lab/scenarios/undeclared-status.ts';
import { type SlackReceiver, startSlackReceiver } from '../../infra/lab/slack-receiver.ts';
import { alarmFixture } from '../support/alarm-fixture.ts';
import { captureLog } from '../support/captured-log.ts';
import { type Deployment, deployToLab, sqsRecord } from '../support/deployment.ts';
import { lambdaContext } from '../support/lambda-context.ts';

const MEMBER = '444455556666';
const EXTERNAL_ID = 'a-long-external-id-0123456789';
const BOT_TOKEN = 'xoxb-111122223333-444455556666-lab';
const CONFIG = {
  version: 1,
  routes: [
    { when: { account: MEMBER, api: 'orders-*', tags: { team: 'shop' } }, to: { slack: 'C0MEMBER00', card: 'default' } },
    { when: { account: MEMBER }, to: { slack: 'C0STRANGE0' } },
  ],
  members: [{ account: MEMBER, regions: ['eu-west-1'] }],
};

const scenario = undeclaredStatus(new Date());
const api = { ...scenario.api, restApi: { ...scenario.api.restApi, tags: { team: 'shop' } } };
const folder = mkdtempSync(join(tmpdir(), 'gatewhy-config-'));

let deployment: Deployment;
let slack: SlackReceiver;
let rung: string;
let alarm: (event: unknown, context: Context) => Promise<void>;
let diagnose: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
let logged: () => readonly Record<string, unknown>[];

beforeAll(async () => {
  const path = join(folder, 'gatewhy.config.json');
  writeFileSync(path, JSON.stringify(CONFIG));
  slack = await startSlackReceiver({ botToken: BOT_TOKEN, channels: ['C0LAB00000', 'C0MEMBER00'] });
  deployment = await deployToLab(
    {
      ...worldOf([{ ...scenario, api }]),
      parameters: {
        '/gatewhy/slack': JSON.stringify({ botToken: BOT_TOKEN, channel: 'C0LAB00000' }),
        '/gatewhy/external-id': EXTERNAL_ID,
      },
      memberRoles: [{ arn: `arn:aws:iam::${MEMBER}:role/gatewhy-member`, externalId: EXTERNAL_ID }],
    },
    {
      CONFIG_FILE: path,
      SLACK_CREDENTIALS: 'ssm:/gatewhy/slack',
      SLACK_API_URL: slack.apiUrl,
      EVENT_BUS_NAME: 'default',
      MEMBER_EXTERNAL_ID: 'ssm:/gatewhy/external-id',
      SLACK_RESPONSE_ORIGIN: slack.url,
    },
  );
  process.env.CARD_TOPIC_ARN = process.env.REPORT_TOPIC_ARN;
  ({ handler: alarm } = await import('../../functions/alarm.ts'));
  ({ handler: diagnose } = await import('../../functions/diagnose.ts'));
  logged = captureLog();
  await playScenario(scenario, deployment.lab, async (event) => {
    rung = JSON.stringify(event);
  });
});
beforeEach(() => {
  logged();
  deployment.lab.resetCalls();
});
afterAll(async () => {
  await deployment.stop();
  await slack.stop();
  rmSync(folder, { recursive: true, force: true });
});

const context = (name: string) => lambdaContext(name, LAB_ACCOUNT);
const ring = async (event: unknown): Promise<SQSEvent> => {
  await alarm(event, context('gatewhy-alarm'));
  return deployment.receive();
};

test('an alarm of a member account is diagnosed under its role and told where its route leads', async () => {
  const event = await ring(JSON.parse(rung.replaceAll(LAB_ACCOUNT, MEMBER)));
  expect(event.Records).toHaveLength(1);
  expect(await diagnose(event, context('gatewhy-diagnose'))).toEqual({ batchItemFailures: [] });

  expect(deployment.lab.calls()['sts:AssumeRole']).toBe(1);
  const posts = slack.messages.filter(({ threadTs }) => threadTs === undefined);
  expect(posts.map(({ channel }) => channel)).toEqual(['C0MEMBER00']);
  expect(JSON.stringify(posts)).toContain(scenario.cause);
  const cards = deployment.lab.published.map(({ texts }) => JSON.parse(texts.default ?? ''));
  expect(cards).toEqual([
    expect.objectContaining({
      source: 'custom',
      metadata: expect.objectContaining({ threadId: `${MEMBER}/eu-west-1/${api.restApi.id}/prod/${scenario.cause}` }),
    }),
  ]);
  expect(deployment.lab.sentEvents).toMatchObject([{ DetailType: 'Diagnosis v1' }]);
  expect(JSON.parse(deployment.lab.sentEvents[0]?.Detail ?? '')).toMatchObject({ target: { account: MEMBER, region: 'eu-west-1' } });
});

test('a queued request for an account that is no member any more opens no session and says why', async () => {
  const event = await ring(
    JSON.parse(rung.replaceAll(LAB_ACCOUNT, MEMBER).replaceAll(/"timestamp":"[^"]*"/g, '"timestamp":"2026-11-20T10:00:00.000+0000"')),
  );
  const Records = event.Records.map((record) => ({ ...record, body: record.body.replaceAll(MEMBER, '777788889999') }));
  expect(await diagnose({ Records }, context('gatewhy-diagnose'))).toEqual({ batchItemFailures: [] });
  expect(deployment.lab.calls()['sts:AssumeRole']).toBeUndefined();
  expect(slack.messages.at(-1)).toMatchObject({
    channel: 'C0LAB00000',
    text: expect.stringContaining('name the account among the members of gatewhy.config.json'),
  });
});

const asked = async (text: string) => {
  const command = {
    version: 1,
    kind: 'slack-command',
    id: randomBytes(8).toString('hex'),
    team: 'T0LAB0000',
    channel: 'C0LAB00000',
    user: 'U0LAB0000',
    responseUrl: slack.responseUrl(),
    received: new Date().toISOString(),
    text,
  };
  const before = slack.messages.length;
  await diagnose(
    { Records: [sqsRecord({ MessageId: 'question', ReceiptHandle: 'none', Body: JSON.stringify(command) })] },
    context('gatewhy-diagnose'),
  );
  return slack.messages[before];
};

test('a question names the account and Region that it is about, and is read under the role of the member', async () => {
  expect(JSON.stringify(await asked(`orders-api prod in ${MEMBER}/eu-west-1`))).toContain(MEMBER);
  expect(await asked('orders-api prod in 777788889999')).toMatchObject({
    ephemeral: true,
    text: expect.stringContaining('name the account among the members of gatewhy.config.json'),
  });
});

test.for([
  {
    name: 'sns-rest',
    account: '777788889999',
    reason: /belongs to eu-west-1 of account 777788889999, .*; name the account among the members of gatewhy/,
  },
  { name: 'sns-rest', account: MEMBER, region: 'us-east-2', reason: /gatewhy\.config\.json names only eu-west-1 of that account/ },
  { name: 'sns-composite', account: MEMBER, reason: /a composite alarm of another account or Region/ },
])('$name of $account is ignored: $reason', async ({ name, account, region = 'eu-west-1', reason }) => {
  const text = JSON.stringify(alarmFixture(name)).replaceAll('111122223333', account).replaceAll('eu-west-1', region);
  expect(await ring(JSON.parse(text))).toEqual({ Records: [] });
  expect(logged()).toContainEqual(expect.objectContaining({ message: 'alarm ignored', reason: expect.stringMatching(reason) }));
});
