import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { LAB_ACCOUNT } from '../../infra/lab/lab.ts';
import type { LabApi } from '../../infra/lab/lab-api.ts';
import { playScenario, worldOf } from '../../infra/lab/scenarios/play-scenario.ts';
import { undeclaredStatus } from '../../infra/lab/scenarios/undeclared-status.ts';
import { type SlackReceiver, startSlackReceiver } from '../../infra/lab/slack-receiver.ts';
import { captureLog } from '../support/captured-log.ts';
import { type Deployment, deployToLab } from '../support/deployment.ts';
import { lambdaContext } from '../support/lambda-context.ts';
import { metricsIn } from '../support/metrics-in.ts';

const scenario = undeclaredStatus(new Date());
/** What the account holds: a test that repairs it puts it back. */
const apis: LabApi[] = [scenario.api];

let deployment: Deployment;
let rung: unknown;
let slack: SlackReceiver;
let alarm: (event: unknown, context: Context) => Promise<void>;
let diagnose: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
let logged: () => readonly Record<string, unknown>[];

beforeAll(async () => {
  slack = await startSlackReceiver();
  const credentials = JSON.stringify({ botToken: slack.botToken, channel: 'C0LAB00000' });
  deployment = await deployToLab(
    { ...worldOf([scenario]), apis, parameters: { '/gatewhy/slack': credentials } },
    { SLACK_CREDENTIALS: 'ssm:/gatewhy/slack', SLACK_API_URL: slack.apiUrl, EVENT_BUS_NAME: 'default' },
  );
  ({ handler: alarm } = await import('../../functions/alarm.ts'));
  ({ handler: diagnose } = await import('../../functions/diagnose.ts'));
  logged = captureLog();
  await playScenario(scenario, deployment.lab, async (event) => {
    rung = event;
  });
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

/** An alarm of that name gets that state, so many seconds after the scenario's. */
const change = async (value: 'ALARM' | 'OK', seconds: number, name = 'orders-api-thread'): Promise<SQSEvent> => {
  const event = JSON.parse(JSON.stringify(rung).replaceAll('orders-api-5xx', name)) as {
    alarmData: { state: { timestamp: string; value: string }; previousState?: { value: string } };
  };
  const { state } = event.alarmData;
  const at = new Date(Date.parse(state.timestamp.replace('+0000', 'Z')) + seconds * 1_000).toISOString();
  state.timestamp = at.replace('Z', '+0000');
  state.value = value;
  event.alarmData.previousState = { value: value === 'OK' ? 'ALARM' : 'OK' };
  await alarm(event, context('gatewhy-alarm'));
  const queued = await deployment.receive();
  await deployment.remove(queued.Records);
  return queued;
};

test('one thread from the first alarm to the OK: posted, updated twice, closed in place and in its thread', async () => {
  const before = slack.messages.length;
  for (const event of [await change('ALARM', 0), await change('ALARM', 1), await change('ALARM', 2), await change('OK', 500)]) {
    expect(await diagnose(event, context('gatewhy-diagnose'))).toEqual({ batchItemFailures: [] });
  }
  const said = slack.messages.slice(before);
  const [first] = said;
  const updates = said.filter(({ via }) => via === 'chat.update');
  expect(said.filter(({ via, threadTs }) => via === 'chat.postMessage' && threadTs === undefined)).toHaveLength(1);
  expect(updates.map(({ ts }) => ts)).toEqual([first?.ts, first?.ts, first?.ts]);
  expect(JSON.stringify(updates[1]?.blocks)).toContain('Seen 3 times since');
  expect(updates[2]?.text).toMatch(
    /^Over at .* after 8 min: 3 alarms, at least \d+ failing requests\. The cause is still in the configuration: the same request would fail again\./,
  );
  expect(said.at(-1)).toMatchObject({ threadTs: first?.ts, text: expect.stringContaining('Over at') });
  const lines = logged();
  expect(lines.flatMap(({ fate }) => fate ?? [])).toEqual(['posted', 'merged', 'merged', 'closed']);
  expect(metricsIn(lines)).toMatchObject({ AlarmsPosted: 1, AlarmsMerged: 1, IncidentsClosed: 1 });
});

/** The status declared, and deployed. */
const repaired = (): LabApi => {
  const api = structuredClone(scenario.api) as { -readonly [Member in keyof LabApi]: LabApi[Member] };
  const get = api.resources.find(({ id }) => id === '0rd002')?.resourceMethods?.GET;
  if (get) get.methodResponses = { ...get.methodResponses, '404': { statusCode: '404' } };
  api.stages = api.stages.map((stage) => ({ ...stage, settings: { ...stage.settings, deploymentId: 'r3pair' } }));
  return { ...api, deployments: [...(api.deployments ?? []), { id: 'r3pair', createdDate: new Date() }] };
};

test('an incident that ends with a repair says that the cause is gone', async () => {
  const before = slack.messages.length;
  await diagnose(await change('ALARM', 0, 'orders-api-repaired'), context('gatewhy-diagnose'));
  apis.splice(0, 1, repaired());
  await diagnose(await change('OK', 600, 'orders-api-repaired'), context('gatewhy-diagnose'));
  apis.splice(0, 1, scenario.api);
  expect(slack.messages.slice(before).at(-1)?.text).toMatch(/Over at .* The cause is no longer in the configuration\.$/);
  expect(JSON.parse(deployment.lab.sentEvents.at(-1)?.Detail ?? '')).toMatchObject({ life: { state: 'closed', remains: 'gone' } });
});

/** Ten minutes later the backend of the same stage is slow. */
const addTimeouts = (): void => {
  const at = Date.now() + 600_000;
  const lines = [
    'Starting execution for request: 3f0c8a52-1d7e-4b96-a0e4-6c2f9d8b7a10',
    'HTTP Method: GET, Resource Path: /orders/8107',
    'Endpoint request URI: https://orders.example.com/v1/orders/8107',
    'Sending request to https://orders.example.com/v1/orders/8107',
    'Execution failed due to a timeout error',
    'Method completed with status: 504',
  ];
  const id = '3f0c8a52-1d7e-4b96-a0e4-6c2f9d8b7a10';
  deployment.lab.logs.append(
    `API-Gateway-Execution-Logs_${scenario.api.restApi.id}/prod`,
    lines.map((line, index) => ({ timestamp: at + index, message: `(${id}) ${line}`, logStreamName: 'slow' })),
  );
};

test('another cause on the same stage has a thread of its own, and the OK of their alarm closes both', async () => {
  addTimeouts();
  const before = slack.messages.length;
  const name = 'orders-api-two-causes';
  for (const event of [await change('ALARM', 0, name), await change('ALARM', 620, name), await change('OK', 900, name)]) {
    expect(await diagnose(event, context('gatewhy-diagnose'))).toEqual({ batchItemFailures: [] });
  }
  const said = slack.messages.slice(before);
  const threads = said.filter(({ via, threadTs }) => via === 'chat.postMessage' && threadTs === undefined);
  expect(threads.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^Missing method response /),
    expect.stringMatching(/^Integration timeout /),
  ]);
  const ends = said.filter(({ threadTs, text }) => threadTs !== undefined && text.includes('Over at'));
  expect(ends).toHaveLength(2);
  expect(new Set(ends.map(({ threadTs }) => threadTs))).toEqual(new Set(threads.map(({ ts }) => ts)));
});
