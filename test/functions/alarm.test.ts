import type { Context } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { alarmFixture } from '../support/alarm-fixture.ts';
import { captureLog } from '../support/captured-log.ts';
import { type Deployment, deployToLab } from '../support/deployment.ts';
import { lambdaContext } from '../support/lambda-context.ts';

let deployment: Deployment;
let handler: (event: unknown, context: Context) => Promise<void>;
let logged: () => readonly Record<string, unknown>[];

const metric = (MetricName: string, api: string, Stage = 'prod') => ({
  MetricName,
  Namespace: 'AWS/ApiGateway',
  Dimensions: [
    { Name: 'ApiName', Value: api },
    { Name: 'Stage', Value: Stage },
  ],
  Period: 60,
  EvaluationPeriods: 5,
});

beforeAll(async () => {
  deployment = await deployToLab({
    region: 'eu-west-1',
    metricAlarms: [
      { AlarmName: 'orders-5xx', ...metric('5XXError', 'orders') },
      { AlarmName: 'shop-5xx', ...metric('5XXError', 'shop') },
      { AlarmName: 'slow', ...metric('Latency', 'orders') },
    ],
    compositeAlarms: [
      { AlarmName: 'round', AlarmRule: 'ALARM(about) OR ALARM("shop-5xx")' },
      { AlarmName: 'about', AlarmRule: 'ALARM(round)' },
    ],
  });
  ({ handler } = await import('../../functions/alarm.ts'));
  logged = captureLog();
});
afterEach(async () => {
  await deployment.drainQueue();
  logged();
});
afterAll(() => deployment.stop());

const context = lambdaContext('gatewhy-alarm');
const requests = async () => (await deployment.drainQueue()).map((body) => JSON.parse(body));

/** Another state change of the same alarm: each test has its own claims. */
const at = (name: string, minute: number): unknown => {
  const text = JSON.stringify(alarmFixture(name)).replaceAll('14:07:12.345', `14:${minute}:12.345`);
  return JSON.parse(text);
};

test('the handler takes two parameters: Node 24 on Lambda refuses a third', () => {
  expect(handler.length).toBe(2);
});

test('one state change is queued once, however often and in whatever way it is delivered', async () => {
  for (const name of ['sns-rest', 'sns-rest', 'action-rest', 'eventbridge-rest', 'sqs-behind-sns']) await handler(at(name, 10), context);
  expect(await requests()).toEqual([
    {
      version: 1,
      incident: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:orders-5xx 2026-11-20T14:10:12.345Z orders prod',
      alarm: {
        name: 'orders-5xx',
        arn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:orders-5xx',
        at: '2026-11-20T14:10:12.345Z',
      },
      target: { apiName: 'orders', stage: 'prod', region: 'eu-west-1', account: '111122223333' },
      window: { from: '2026-11-20T13:50:12.345Z', to: '2026-11-20T14:12:12.345Z' },
    },
  ]);
  expect(logged().flatMap(({ message }) => message ?? [])).toEqual(['alarm queued', ...Array(4).fill('alarm repeated')]);
});

test('deliveries at the same moment queue once too: a loser fails, comes again and finds it done', async () => {
  const event = at('sns-rest', 11);
  const results = await Promise.allSettled([handler(event, context), handler(event, context), handler(event, context)]);
  expect(results.map(({ status }) => status)).toContain('fulfilled');
  await handler(event, context);
  expect(await requests()).toHaveLength(1);
});

test('an alarm over several stages and APIs queues one request for each', async () => {
  await handler(at('sns-metric-math-three-targets', 12), context);
  const queued = (await requests()).map(({ target: { apiName, apiId, stage } }) => `${apiName ?? apiId}/${stage}`);
  expect(queued.sort()).toEqual(['a1b2c3d4e5/live', 'orders/prod', 'orders/test']);
});

test('a composite alarm is followed to the APIs of its children', async () => {
  await handler(at('sns-composite', 13), context);
  expect(await requests()).toMatchObject([{ target: { apiName: 'orders', stage: 'prod' }, alarm: { name: 'site-down' } }]);
});

test('composite alarms that name each other come to an end', async () => {
  const event = JSON.parse(
    JSON.stringify(at('sns-composite-no-children', 14)).replaceAll('orders-5xx', 'round').replaceAll('shop-5xx', 'about'),
  );
  await handler(event, context);
  expect(await requests()).toMatchObject([{ target: { apiName: 'shop', stage: 'prod' } }]);
});

test.for([
  { name: 'eventbridge-composite-suppressed', reason: /actions are suppressed at present/ },
  { name: 'sns-foreign', reason: /AWS\/EC2 NetworkOut/ },
  { name: 'eventbridge-configuration-change', reason: /Configuration Change/ },
  { name: 'sns-test-text', reason: /plain text/ },
])('$name queues nothing and the log says why', async ({ name, reason }) => {
  await handler(at(name, 15), context);
  expect(await requests()).toEqual([]);
  expect(logged()).toContainEqual(
    expect.objectContaining({ level: 'INFO', message: 'alarm ignored', reason: expect.stringMatching(reason) }),
  );
});

test('an OK is queued once, so that its incidents are closed', async () => {
  for (const name of ['sns-ok', 'sns-ok']) await handler(at(name, 20), context);
  expect(await requests()).toEqual([
    {
      version: 1,
      over: true,
      alarm: { name: 'orders-5xx', arn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:orders-5xx', at: expect.stringMatching(/Z$/) },
    },
  ]);
});

test('a composite alarm over nothing of ours is ignored with what its children watch', async () => {
  const event = JSON.parse(JSON.stringify(at('sns-composite', 16)).replaceAll('orders-5xx', 'slow'));
  await handler(event, context);
  expect(await requests()).toEqual([]);
  expect(logged()).toContainEqual(expect.objectContaining({ reason: expect.stringContaining('slow: it watches Latency') }));
});

test('an alarm of another account is ignored: its API cannot be read from here', async () => {
  const event = JSON.parse(JSON.stringify(at('sns-rest', 17)).replaceAll('111122223333', '444455556666'));
  await handler(event, context);
  expect(await requests()).toEqual([]);
  expect(logged()).toContainEqual(
    expect.objectContaining({ reason: expect.stringContaining('belongs to eu-west-1 of account 444455556666') }),
  );
});

test('a queue that fails releases the claim, fails the invocation, and the next delivery is queued', async () => {
  deployment.lab.fail({ service: 'sqs', operation: 'SendMessage', status: 403, code: 'AccessDenied', times: 1 });
  await expect(handler(at('sns-rest', 18), context)).rejects.toThrow('Not queued: 1; the log says why.');
  expect(await requests()).toEqual([]);
  await handler(at('sns-rest', 18), context);
  expect(await requests()).toHaveLength(1);
});

test('metrics count what was accepted, repeated and refused', async () => {
  await handler(at('sns-rest', 19), context);
  await handler(at('sns-rest', 19), context);
  await handler(at('sns-foreign', 19), context);
  const counted = logged()
    .filter((line) => '_aws' in line)
    .flatMap((line) => Object.keys(line).filter((key) => key.startsWith('Alarms')));
  expect(counted).toEqual(['AlarmsAccepted', 'AlarmsRepeated', 'AlarmsRefused']);
});

test('no secret of an event reaches a log line', async () => {
  const secret = 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ';
  const event = alarmFixture('action-rest') as {
    alarmData: { alarmName: string; state: { reason: string; timestamp: string }; configuration: { description?: string } };
  };
  event.alarmData.alarmName = `orders password=hunter2-canary`;
  event.alarmData.state.reason = `failed with Authorization: ${secret}`;
  event.alarmData.state.timestamp = 'unreadable';
  event.alarmData.configuration.description = 'https://hooks.slack.com/services/T000/B000/canaryCanaryCanary';
  await handler(event, context);
  await handler({ Records: [{ Sns: { Message: `{"password":"hunter2-canary","${secret}":1}` } }] }, context);
  const text = JSON.stringify(logged());
  expect(text).toContain('alarm ignored');
  expect(text).not.toMatch(/canary|eyJ/i);
});
