import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EvaluatedAlarm } from '../../../../infra/lab/alarms/alarm-events.ts';
import { type Alarms, startAlarms } from '../../../../infra/lab/alarms/start-alarms.ts';
import { type MetricStore, metricStore } from '../../../../infra/lab/metric-store.ts';
import { parseAlarmEvent } from '../../../../shared/diagnosis/alarm-event.ts';

const T0 = Date.UTC(2026, 10, 21, 10);
const [TOPIC, FUNCTION, BUS] = [
  'arn:aws:sns:eu-west-1:000000000000:alarms',
  'arn:aws:lambda:eu-west-1:000000000000:function:gatewhy-alarm',
  'arn:aws:events:eu-west-1:000000000000:event-bus/default',
] as const;
const ERRORS = { namespace: 'AWS/ApiGateway', metricName: '5XXError', dimensions: { ApiName: 'shipping', Stage: 'live' } };

const ALARM: EvaluatedAlarm = {
  AlarmName: 'shipping-5xx',
  AlarmArn: 'arn:aws:cloudwatch:eu-west-1:000000000000:alarm:shipping-5xx',
  StateValue: 'OK',
  Namespace: ERRORS.namespace,
  MetricName: ERRORS.metricName,
  Dimensions: [
    { Name: 'ApiName', Value: 'shipping' },
    { Name: 'Stage', Value: 'live' },
  ],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 2,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
  AlarmActions: [TOPIC],
};

let metrics: MetricStore;
let told: { readonly arn: string; readonly event: unknown }[];
let running: Alarms | undefined;

const watch = (alarm: EvaluatedAlarm, targets: readonly string[]) => {
  const alarms = [alarm];
  const target = (arn: string) => async (event: unknown) => void told.push({ arn, event });
  running = startAlarms({ alarms, metrics, targets: Object.fromEntries(targets.map((arn) => [arn, target(arn)])) });
  return { alarms, running };
};

const fail = (...seconds: readonly number[]) => {
  for (const second of seconds) metrics.add(ERRORS, [T0 + second * 1000, 1]);
};
const at = (second: number) => new Date(T0 + second * 1000);

beforeEach(() => {
  metrics = metricStore([]);
  told = [];
});
afterEach(() => running?.stop());

test('fires once when a period is over in which the threshold was reached, and again after it was OK in between', async () => {
  const { alarms, running: alarm } = watch(ALARM, [TOPIC]);
  fail(3, 40);
  await alarm.evaluate(at(59));
  expect(told).toEqual([]);
  for (const second of [60, 75, 119]) await alarm.evaluate(at(second));
  expect(told).toHaveLength(1);
  expect(alarms[0]?.StateValue).toBe('ALARM');
  await alarm.evaluate(at(120));
  fail(130, 131);
  await alarm.evaluate(at(180));
  expect(alarm.transitions.map(({ from, to }) => `${from} -> ${to}`)).toEqual(['OK -> ALARM', 'ALARM -> OK', 'OK -> ALARM']);
  expect(told).toHaveLength(2);
});

test('stays as it is below the threshold, and without any request', async () => {
  const { running: alarm } = watch(ALARM, [TOPIC]);
  await alarm.evaluate(at(60));
  fail(61);
  await alarm.evaluate(at(120));
  expect(alarm.transitions).toEqual([]);
});

test('needs as many breaching periods as the alarm says', async () => {
  const { running: alarm } = watch({ ...ALARM, EvaluationPeriods: 3, DatapointsToAlarm: 2 }, [TOPIC]);
  fail(1, 2);
  await alarm.evaluate(at(60));
  expect(alarm.transitions).toEqual([]);
  fail(121, 122);
  await alarm.evaluate(at(180));
  expect(alarm.transitions).toMatchObject([{ to: 'ALARM', datapoints: [2, 2] }]);
});

test('says that it has too little data where nothing else is told', async () => {
  const { TreatMissingData: _, ...alarm } = ALARM;
  const { running: evaluated } = watch(alarm, [TOPIC]);
  await evaluated.evaluate(at(60));
  expect(evaluated.transitions).toMatchObject([{ from: 'OK', to: 'INSUFFICIENT_DATA' }]);
});

test.each([
  ['sns', TOPIC],
  ['lambda-action', FUNCTION],
  ['eventbridge', BUS],
] as const)('delivers as %s what gatewhy reads as the alarm of this stage', async (delivery, arn) => {
  const { running: alarm } = watch({ ...ALARM, AlarmActions: [arn] }, [arn]);
  fail(3, 4, 5);
  await alarm.evaluate(at(61));
  const [reading] = parseAlarmEvent(told[0]?.event);
  expect(reading).toMatchObject({
    ok: true,
    value: {
      delivery,
      state: 'ALARM',
      previousState: 'OK',
      alarmName: 'shipping-5xx',
      region: 'eu-west-1',
      at: at(61),
      evaluatedSeconds: 60,
    },
  });
  expect(reading?.ok && reading.value.targets).toEqual([{ apiName: 'shipping', stage: 'live' }]);
  expect(reading?.ok && reading.value.reason).toBe(
    'Threshold Crossed: 1 out of the last 1 datapoints [3.0 (21/11/26 10:00:00)] was greater than or equal to the threshold (2.0) (minimum 1 datapoint for OK -> ALARM transition).',
  );
});

test('tells a topic and a function only what names them, and the event bus every change', async () => {
  const { running: alarm } = watch({ ...ALARM, AlarmActions: [FUNCTION], OKActions: [TOPIC] }, [TOPIC, FUNCTION, BUS]);
  fail(3, 4);
  await alarm.evaluate(at(60));
  await alarm.evaluate(at(120));
  expect(told.map(({ arn }) => arn)).toEqual([FUNCTION, BUS, TOPIC, BUS]);
});

test('looks by itself when a period is over, and tells at the end of a delivery that failed', async () => {
  const refuse = async () => {
    throw new Error('not today');
  };
  const alarms = startAlarms({ alarms: [{ ...ALARM, Period: 1 }], metrics, targets: { [TOPIC]: refuse } });
  metrics.add(ERRORS, [Date.now(), 2]);
  const patience = Date.now() + 5_000;
  while (alarms.transitions.length === 0 && Date.now() < patience) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(alarms.transitions).toMatchObject([{ to: 'ALARM' }]);
  await expect(alarms.stop()).rejects.toThrow('An alarm could not be delivered');
});
