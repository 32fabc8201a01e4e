import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LAB_ACCOUNT } from '../../infra/lab/lab.ts';
import { playScenario, worldOf } from '../../infra/lab/scenarios/play-scenario.ts';
import { undeclaredStatus } from '../../infra/lab/scenarios/undeclared-status.ts';
import { type SlackReceiver, startSlackReceiver } from '../../infra/lab/slack-receiver.ts';
import { captureLog } from '../support/captured-log.ts';
import { type Deployment, deployToLab } from '../support/deployment.ts';
import { labClientConfig } from '../support/lab-client-config.ts';
import { lambdaContext } from '../support/lambda-context.ts';
import { leaksOf, plantSecrets } from '../support/planted-secrets.ts';
import { runCli } from '../support/run-cli.ts';

const SECRETS = plantSecrets(540);
const scenario = undeclaredStatus(new Date());

const tagged = {
  ...scenario.api,
  restApi: { ...scenario.api.restApi, tags: Object.fromEntries(SECRETS.slice(0, 50).map(({ text }, index) => [`tag-${index}`, text])) },
};

let deployment: Deployment;
let slack: SlackReceiver;

/** Each failing request logs its share of the secrets, in the lines that hold what a stranger has sent. */
const addSecrets = (): void => {
  const { logs } = deployment.lab;
  const name = `API-Gateway-Execution-Logs_${scenario.api.restApi.id}/prod`;
  const { events = [] } = logs.group(name) ?? {};
  const failures = Array.from({ length: events.length }, (_, index) => events.at(index) ?? [])
    .flat()
    .filter(({ message }) => message.includes('Execution failed'));
  const LINES = ['Method request headers: ', 'Endpoint response body before transformations: ', 'Endpoint request headers: '];
  logs.append(
    name,
    SECRETS.map(({ text }, index) => {
      const event = failures[index % failures.length];
      if (!event) throw new Error('no request of the scenario fails');
      const line = `${LINES[Math.floor(index / failures.length) % LINES.length]}${text}`;
      return { ...event, message: event.message.replace(/Execution failed[\s\S]*/, () => line) };
    }),
  );
};

beforeAll(async () => {
  slack = await startSlackReceiver();
  const credentials = JSON.stringify({ botToken: slack.botToken, channel: 'C0LAB00000' });
  deployment = await deployToLab(
    { ...worldOf([{ ...scenario, api: tagged }]), parameters: { '/gatewhy/slack': credentials } },
    { SLACK_CREDENTIALS: 'ssm:/gatewhy/slack', SLACK_API_URL: slack.apiUrl, EVENT_BUS_NAME: 'default' },
  );
  process.env.CARD_TOPIC_ARN = process.env.REPORT_TOPIC_ARN;
});
afterAll(async () => {
  await deployment.stop();
  await slack.stop();
});

const tableText = async (): Promise<string> => {
  const client = new DynamoDBClient(labClientConfig(deployment.lab));
  try {
    return JSON.stringify((await client.send(new ScanCommand({ TableName: 'claims' }))).Items);
  } finally {
    client.destroy();
  }
};

test('no planted secret reaches Slack, the topics, the event bus, the queue, the table or our own log', async () => {
  const { handler: alarm } = (await import('../../functions/alarm.ts')) as { handler: (event: unknown, context: Context) => Promise<void> };
  const { handler: diagnose } = (await import('../../functions/diagnose.ts')) as {
    handler: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
  };
  const logged = captureLog();
  let rung: unknown;
  await playScenario(scenario, deployment.lab, async (event) => {
    rung = event;
  });
  addSecrets();
  const noisy = JSON.parse(JSON.stringify(rung), (key, value: unknown) =>
    key === 'reason' || key === 'description' ? SECRETS.map(({ text }) => text).join(' ') : value,
  ) as unknown;
  await alarm(noisy, lambdaContext('gatewhy-alarm', LAB_ACCOUNT));
  const queued = await deployment.receive();
  await diagnose(queued, lambdaContext('gatewhy-diagnose', LAB_ACCOUNT));

  const seen = {
    slack: JSON.stringify(slack.messages),
    topic: JSON.stringify(deployment.lab.published),
    bus: JSON.stringify(deployment.lab.sentEvents),
    queue: JSON.stringify(queued),
    table: await tableText(),
    log: JSON.stringify(logged()),
  };
  expect(seen.slack).toContain(scenario.cause);
  expect(seen.topic).toContain('client-markdown');
  expect(seen.table).toContain('tag-49');
  for (const [name, text] of Object.entries(seen)) {
    expect(text.length, name).toBeGreaterThan(100);
    expect(leaksOf(SECRETS, text), name).toEqual([]);
  }
});

test('no planted secret is in the file that capture writes, and the file holds the lines', async () => {
  const { code, stdout } = await runCli(['capture', '--api', scenario.api.restApi.name, '--stage', 'prod'], { env: deployment.lab.env });
  expect(code).toBe(0);
  expect(stdout.split('Method request headers: ').length).toBeGreaterThan(50);
  expect(leaksOf(SECRETS, stdout)).toEqual([]);
});
