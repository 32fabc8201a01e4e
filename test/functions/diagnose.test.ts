import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { LAB_ACCOUNT, type Lab } from '../../infra/lab/lab.ts';
import { playScenario, worldOf } from '../../infra/lab/scenarios/play-scenario.ts';
import { undeclaredStatus } from '../../infra/lab/scenarios/undeclared-status.ts';
import { type SlackReceiver, startSlackReceiver } from '../../infra/lab/slack-receiver.ts';
import { captureLog } from '../support/captured-log.ts';
import { type Deployment, deployToLab } from '../support/deployment.ts';
import { lambdaContext } from '../support/lambda-context.ts';
import { metricsIn } from '../support/metrics-in.ts';

const BOT_TOKEN = 'xoxb-111122223333-444455556666-canaryCanaryCanaryCanary';
const scenario = undeclaredStatus(new Date());

const HEADERS = 'Method request headers: {Authorization=Bearer canaryCanaryCanary0123456789, X-Api-Key=canary0123456789canary0123456789}';

/** As if the failing requests had carried secrets, and the stage logged them. */
const addSecrets = ({ logs }: Lab): void => {
  const name = `API-Gateway-Execution-Logs_${scenario.api.restApi.id}/prod`;
  const { events = [] } = logs.group(name) ?? {};
  const secrets = Array.from({ length: events.length }, (_, index) => events.at(index) ?? [])
    .flat()
    .filter(({ message }) => message.includes('Execution failed'))
    .map((event) => ({ ...event, message: event.message.replace(/Execution failed.*/, HEADERS) }));
  expect(secrets).toHaveLength(3);
  logs.append(name, secrets);
};

let deployment: Deployment;
let rung: unknown;
let slack: SlackReceiver;
let alarm: (event: unknown, context: Context) => Promise<void>;
let diagnose: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
let logged: () => readonly Record<string, unknown>[];

beforeAll(async () => {
  slack = await startSlackReceiver({ botToken: BOT_TOKEN, channels: ['C0LAB00000'] });
  deployment = await deployToLab(
    { ...worldOf([scenario]), parameters: { '/gatewhy/slack': JSON.stringify({ botToken: BOT_TOKEN, channel: 'C0LAB00000' }) } },
    { SLACK_CREDENTIALS: 'ssm:/gatewhy/slack', SLACK_API_URL: slack.apiUrl, EVENT_BUS_NAME: 'default' },
  );
  ({ handler: alarm } = await import('../../functions/alarm.ts'));
  ({ handler: diagnose } = await import('../../functions/diagnose.ts'));
  logged = captureLog();
  await playScenario(scenario, deployment.lab, async (event) => {
    rung = event;
  });
  addSecrets(deployment.lab);
});
afterEach(async () => {
  logged();
  await deployment.forget();
});
afterAll(async () => {
  await deployment.stop();
  await slack.stop();
});

const context = (name: string) => lambdaContext(name, LAB_ACCOUNT);

/** Each test has its own state change: the scenario's, some seconds earlier. */
let count = 0;
const ring = async (edit: (text: string) => string = (text) => text): Promise<SQSEvent> => {
  count += 1;
  const event = JSON.parse(edit(JSON.stringify(rung))) as { alarmData: { state: { timestamp: string } } };
  const at = new Date(Date.parse(event.alarmData.state.timestamp.replace('+0000', 'Z')) - count * 1_000);
  event.alarmData.state.timestamp = at.toISOString().replace('Z', '+0000');
  await alarm(event, context('gatewhy-alarm'));
  return deployment.receive();
};

const again = ({ Records }: SQSEvent, attempt: number): SQSEvent => ({
  Records: Records.map((record) => ({ ...record, attributes: { ...record.attributes, ApproximateReceiveCount: String(attempt) } })),
});

/** What arrived during the work. */
const watch = async (work: () => Promise<SQSBatchResponse>) => {
  const before = [slack.messages.length, deployment.lab.published.length, deployment.lab.sentEvents.length] as const;
  const { batchItemFailures } = await work();
  return {
    failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
    posts: slack.messages.slice(before[0]).filter(({ threadTs, via }) => threadTs === undefined && via !== 'chat.update'),
    published: deployment.lab.published.slice(before[1]),
    events: deployment.lab.sentEvents.slice(before[2]),
  };
};

const run = (event: SQSEvent) => watch(() => diagnose(event, context('gatewhy-diagnose')));

test('the handler takes two parameters: Node 24 on Lambda refuses a third', () => {
  expect(diagnose.length).toBe(2);
});

test('an alarm becomes a diagnosis in Slack, on the topic and on the event bus, once', async () => {
  const event = await ring();
  const first = await run(event);
  expect(first.failed).toEqual([]);
  expect(first.posts).toHaveLength(1);
  expect(JSON.stringify(first.posts)).toContain(scenario.cause);
  expect(JSON.stringify(first.posts)).not.toContain('action_id');
  expect(first.published).toHaveLength(1);
  expect(first.events).toHaveLength(1);
  expect(JSON.parse(first.events[0]?.Detail ?? '')).toMatchObject({ version: 1, cause: scenario.cause, alarm: { name: 'orders-api-5xx' } });
  expect(metricsIn(logged())).toMatchObject({
    Diagnoses: 1,
    Verdict: scenario.cause,
    AwsCalls: expect.any(Number),
    SecondsFromAlarmToPost: expect.any(Number),
  });

  const second = await run(again(event, 2));
  expect(second).toEqual({ failed: [], posts: [], published: [], events: [] });
  expect(metricsIn(logged())).not.toHaveProperty('Diagnoses');
});

test('the topic carries text for people and JSON for machines', async () => {
  const { published } = await run(await ring());
  const { default: machine = '', email } = published[0]?.texts ?? {};
  expect(JSON.parse(machine)).toMatchObject({ version: 1, cause: scenario.cause, incident: expect.stringContaining('orders-api prod') });
  expect(email).toContain('orders-api');
  expect(published[0]?.subject).toMatch(/^[\x20-\x7E]{1,99}$/);
});

test('a busy Slack is obeyed: the message comes back later, and nobody else hears it twice', async () => {
  const event = await ring();
  slack.fail({ status: 429, retryAfter: 47, times: 1 });
  deployment.lab.resetCalls();
  const first = await run(event);
  expect(first.failed).toEqual(event.Records.map(({ messageId }) => messageId));
  expect(first).toMatchObject({ posts: [], published: [expect.anything()], events: [expect.anything()] });
  expect(deployment.lab.calls()).toHaveProperty('sqs:ChangeMessageVisibility', 1);
  const lines = logged();
  expect(metricsIn(lines)).toMatchObject({ SlackFailures: 1 });
  expect(lines).toContainEqual(expect.objectContaining({ level: 'WARN', reasons: ['slack: Slack asks to wait'] }));

  const second = await run(again(event, 2));
  expect(second).toMatchObject({ failed: [], posts: [expect.anything()], published: [], events: [] });
});

test('a revoked token needs a person: logged, counted, set aside at once, and the others have heard', async () => {
  const event = await ring();
  slack.fail({ status: 200, error: 'token_revoked', times: 1 });
  const { failed, posts, published, events } = await run(event);
  expect({ failed, posts }).toEqual({ failed: [], posts: [] });
  expect([published.length, events.length]).toEqual([1, 1]);
  expect(await deployment.drainDeadLetters()).toEqual(event.Records.map(({ body }) => body));
  const lines = logged();
  expect(lines).toContainEqual(expect.objectContaining({ level: 'ERROR', reasons: ['slack: Slack refuses: token_revoked'] }));
  expect(metricsIn(lines)).toMatchObject({ SlackFailures: 1 });

  const redriven = await run(event);
  expect(redriven).toMatchObject({ failed: [], posts: [expect.anything()], published: [], events: [] });
});

test('a topic that refuses does not keep Slack from hearing', async () => {
  deployment.lab.fail({ service: 'sns', operation: 'Publish', status: 500, code: 'InternalError', times: 3 });
  const event = await ring();
  const first = await run(event);
  expect(first).toMatchObject({ failed: [expect.anything()], posts: [expect.anything()], published: [], events: [expect.anything()] });
  expect(await run(again(event, 2))).toMatchObject({ failed: [], posts: [], published: [expect.anything()], events: [] });
});

test('an API that does not exist is told, not passed over', async () => {
  const { failed, posts, published } = await run(await ring((text) => text.replaceAll('"orders-api"', '"gone-api"')));
  expect(failed).toEqual([]);
  expect(JSON.stringify(posts)).toContain('gone-api');
  expect(published).toHaveLength(1);
});

test('in a batch each message succeeds or fails on its own, and poison is set aside', async () => {
  const good = await ring();
  const [record] = good.Records;
  if (!record) throw new Error('Nothing was queued.');
  const poison = { ...record, messageId: 'poison', body: '{"version":1,"password":"hunter2-canary"}' };
  const result = await run({ Records: [poison, { ...record, messageId: 'good' }] });
  expect(result.failed).toEqual([]);
  expect(result.posts).toHaveLength(1);
  expect(await deployment.drainDeadLetters()).toEqual([poison.body]);
  const refused = logged().find(({ message }) => message === 'message set aside');
  expect(refused).toMatchObject({ reason: expect.stringContaining('wrong or missing: incident, alarm, target, window') });
  expect(JSON.stringify(refused)).not.toContain('canary');

  await deployment.forget();
  const later = await ring();
  slack.fail({ status: 503, times: 1 });
  const [first] = later.Records;
  if (!first) throw new Error('Nothing was queued.');
  const mixed = await run({
    Records: [
      { ...first, messageId: 'bad' },
      { ...record, messageId: 'good again' },
    ],
  });
  expect(mixed.failed).toEqual(['bad']);
});

test('no secret reaches a log line, or anybody: neither the token nor what requests carried', async () => {
  const told = await run(await ring());
  expect(JSON.stringify(told)).toContain('Output mapping refers to an invalid method response: 404');
  expect(JSON.stringify(told)).not.toMatch(/canary|xoxb/i);
  await deployment.forget();
  slack.fail({ status: 200, error: 'invalid_auth', times: 1 });
  await run(await ring());
  await deployment.drainDeadLetters();
  const text = JSON.stringify(logged());
  expect(text).toContain('diagnosis told');
  expect(text).not.toMatch(/canary|xoxb/i);
});
