import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LAB_ACCOUNT } from '../../infra/lab/lab.ts';
import { playScenario, worldOf } from '../../infra/lab/scenarios/play-scenario.ts';
import { undeclaredStatus } from '../../infra/lab/scenarios/undeclared-status.ts';
import { type SlackReceiver, startSlackReceiver } from '../../infra/lab/slack-receiver.ts';
import { captureLog } from '../support/captured-log.ts';
import { type Deployment, deployToLab } from '../support/deployment.ts';
import { lambdaContext } from '../support/lambda-context.ts';

/** A twentieth of the storm of test/shared/diagnosis/life/storm.test.ts, with the functions as they are deployed: the whole of it takes minutes. */
const [ALARMS, STAGES, WORKERS] = [50, 10, 5];
const WINDOW_MS = 300_000;

const scenario = undeclaredStatus(new Date());
const stageName = (index: number): string => `s${index % STAGES}`;

let deployment: Deployment;
let slack: SlackReceiver;
let rung = '';
let alarm: (event: unknown, context: Context) => Promise<void>;
let diagnose: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
let logged: () => readonly Record<string, unknown>[];

/** The scenario's API with its stage many times over, each with the log of the failed requests. */
beforeAll(async () => {
  slack = await startSlackReceiver({ channels: ['C0LAB00000'] });
  const secret = JSON.stringify({ botToken: slack.botToken, channel: 'C0LAB00000' });
  const world = worldOf([scenario]);
  const [stage] = scenario.api.stages;
  if (!stage) throw new Error('The scenario has a stage.');
  const copies = Array.from({ length: STAGES }, (_, index) => ({ ...stage, settings: { ...stage.settings, stageName: stageName(index) } }));
  deployment = await deployToLab(
    { ...world, apis: [{ ...scenario.api, stages: [stage, ...copies] }], parameters: { '/gatewhy/slack': secret } },
    { SLACK_CREDENTIALS: 'ssm:/gatewhy/slack', SLACK_API_URL: slack.apiUrl, EVENT_BUS_NAME: 'default' },
  );
  ({ handler: alarm } = await import('../../functions/alarm.ts'));
  ({ handler: diagnose } = await import('../../functions/diagnose.ts'));
  logged = captureLog();
  const { lab } = deployment;
  await playScenario(scenario, lab, async (event) => {
    rung = JSON.stringify(event);
  });
  const name = `API-Gateway-Execution-Logs_${scenario.api.restApi.id}`;
  const { events = [] } = lab.logs.group(`${name}/prod`) ?? {};
  const lines = Array.from({ length: events.length }, (_, index) => events.at(index) ?? []).flat();
  for (let index = 0; index < STAGES; index += 1) lab.logs.append(`${name}/${stageName(index)}`, lines);
  lab.resetCalls();
}, 120_000);
afterAll(async () => {
  await deployment.stop();
  await slack.stop();
});

/** Five alarms for each stage, all of one minute and one window. */
const alarmOf = (index: number): unknown => {
  const event = JSON.parse(rung.replaceAll('"prod"', `"${stageName(index)}"`).replaceAll('orders-api-5xx', `orders-api-5xx-${index}`)) as {
    alarmData: { state: { timestamp: string } };
  };
  const { state } = event.alarmData;
  const at = Date.parse(state.timestamp.replace('+0000', 'Z'));
  const seconds = (index % 60) * (at % WINDOW_MS < 60_000 ? 1 : -1);
  state.timestamp = new Date(at + seconds * 1_000).toISOString().replace('Z', '+0000');
  return event;
};

const inParallel = (work: () => Promise<void>): Promise<unknown> => Promise.all(Array.from({ length: WORKERS }, work));

test('fifty alarms over ten stages: each is posted or merged, and no stage is looked at twice', async () => {
  let next = 0;
  await inParallel(async () => {
    while (next < ALARMS) await alarm(alarmOf(next++), lambdaContext('gatewhy-alarm', LAB_ACCOUNT));
  });
  logged();
  const tally = { posted: 0, merged: 0, muted: 0, 'dead-lettered': 0 };
  const ended = () => tally.posted + tally.merged + tally.muted + tally['dead-lettered'];
  await inParallel(async () => {
    while (ended() < ALARMS) {
      const event = await deployment.receive();
      const { batchItemFailures } = await diagnose(event, lambdaContext('gatewhy-diagnose', LAB_ACCOUNT));
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      await deployment.remove(event.Records.filter(({ messageId }) => !failed.has(messageId)));
      for (const { fate, message } of logged()) {
        if (message === 'diagnosis told' && (fate === 'posted' || fate === 'merged' || fate === 'muted')) tally[fate] += 1;
      }
      tally['dead-lettered'] += (await deployment.drainDeadLetters()).length;
    }
  });
  const calls = deployment.lab.calls();
  /** Of every look exactly one: the stage's export. */
  expect(calls['apigateway:GetExport']).toBe(STAGES);
  expect(tally).toEqual({ posted: STAGES, merged: ALARMS - STAGES, muted: 0, 'dead-lettered': 0 });
}, 120_000);
