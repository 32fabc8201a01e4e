import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAlarmEvent } from '../../../shared/diagnosis/alarm-event.ts';
import { alarmFixture } from '../../support/alarm-fixture.ts';

const orders = { apiName: 'orders', stage: 'prod' };
const arn = (name: string) => `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}`;

const ACCEPTED = {
  'action-rest': { delivery: 'lambda-action', kind: 'metric', targets: [orders], evaluatedSeconds: 300 },
  'action-set-by-hand': { delivery: 'lambda-action', kind: 'metric', targets: [orders], evaluatedSeconds: 300 },
  'action-http-api': { kind: 'metric', targets: [{ apiId: 'a1b2c3d4e5', stage: '$default' }] },
  'action-route': { kind: 'metric', targets: [{ apiId: 'a1b2c3d4e5', stage: 'live', method: 'GET', resource: '/pets/{id}' }] },
  'action-composite-after-suppression': {
    kind: 'composite',
    targets: [],
    children: ['orders-5xx'],
    previousState: 'ALARM',
    actionsSuppressed: 'until-now',
  },
  'eventbridge-rest': { delivery: 'eventbridge', kind: 'metric', targets: [orders] },
  'eventbridge-metric-math': { kind: 'metric-math', targets: [orders] },
  'eventbridge-anomaly': { kind: 'anomaly', targets: [orders], evaluatedSeconds: 900 },
  'eventbridge-composite-suppressed': { kind: 'composite', children: ['orders-5xx'], actionsSuppressed: 'now' },
  'sns-rest': { delivery: 'sns', kind: 'metric', targets: [orders], evaluatedSeconds: 600 },
  'sns-rest-2015': { delivery: 'sns', kind: 'metric', targets: [orders] },
  'sns-metric-math-three-targets': {
    kind: 'metric-math',
    targets: [orders, { apiName: 'orders', stage: 'test' }, { apiId: 'a1b2c3d4e5', stage: 'live' }],
  },
  'sns-anomaly': { kind: 'anomaly', targets: [orders], evaluatedSeconds: 2700 },
  'sns-composite': { kind: 'composite', targets: [], children: ['orders-5xx'] },
  'sns-composite-no-children': { kind: 'composite', children: ['orders-5xx', 'shop-5xx'] },
  'sns-ok': { state: 'OK', previousState: 'ALARM', targets: [orders] },
  'sqs-behind-sns': { delivery: 'sns', targets: [orders] },
  'sqs-raw-delivery': { delivery: 'sns', targets: [orders] },
  'sqs-eventbridge': { delivery: 'eventbridge', targets: [orders] },
} as const;

const REFUSED = {
  'action-foreign': 'Alarm "logs-busy" is ignored: it watches AWS/Usage CallCount, not AWS/ApiGateway.',
  'eventbridge-configuration-change':
    'This is the EventBridge event "CloudWatch Alarm Configuration Change" of aws.cloudwatch, not "CloudWatch Alarm State Change".',
  'eventbridge-other-source':
    'This is the EventBridge event "EC2 Instance State-change Notification" of aws.ec2, not "CloudWatch Alarm State Change".',
  'sns-foreign': 'Alarm "disk-full" is ignored: it watches AWS/EC2 NetworkOut, not AWS/ApiGateway.',
  'sns-no-dimensions': 'Alarm "all-apis" is ignored: it watches 5XXError without the dimension ApiName or ApiId: no API is named.',
  'sns-latency': 'Alarm "slow" is ignored: it watches Latency, which counts no failures.',
  'sns-insights-query': 'Alarm "worst" is ignored: it names no metric: only an expression, which says nothing of an API.',
  'sns-test-text': 'This message is plain text, perhaps a test: it is no CloudWatch alarm.',
} as const;

test.for(Object.entries(ACCEPTED))('accepts %s', ([name, expected]) => {
  const readings = parseAlarmEvent(alarmFixture(name));
  expect(readings).toEqual([{ ok: true, value: expect.objectContaining(expected) }]);
});

test.for(Object.entries(REFUSED))('refuses %s and names what it is', ([name, reason]) => {
  expect(parseAlarmEvent(alarmFixture(name))).toEqual([{ ok: false, failure: { reason } }]);
});

test('a foreign record neither hides an alarm beside it nor is hidden by it', () => {
  expect(parseAlarmEvent(alarmFixture('sns-two-records'))).toMatchObject([
    { ok: false, failure: { reason: REFUSED['sns-foreign'] } },
    { ok: true, value: { alarmName: 'orders-5xx', targets: [orders] } },
  ]);
});

test('every fixture is in one of the tables', () => {
  const fixtures = readdirSync(new URL('../../fixtures/alarms', import.meta.url)).map((file) => file.replace('.json', ''));
  expect(fixtures.sort()).toEqual([...Object.keys(ACCEPTED), ...Object.keys(REFUSED), 'sns-two-records'].sort());
});

test('three deliveries of one state change have one identity: ARN, time, Region and account of the ARN', () => {
  for (const name of ['action-rest', 'eventbridge-rest', 'sns-rest', 'sqs-behind-sns']) {
    const [reading] = parseAlarmEvent(alarmFixture(name));
    expect(reading).toMatchObject({
      value: { alarmArn: arn('orders-5xx'), at: new Date('2026-11-20T14:07:12.345Z'), region: 'eu-west-1', account: '111122223333' },
    });
  }
});

const action = (change: object) => ({ ...(alarmFixture('action-rest') as object), ...change });

test.for([
  { event: action({ alarmArn: 'arn:aws:cloudwatch:REGION:ACCOUNT_NUMBER:alarm:EXAMPLE' }), reason: /its ARN is not one of CloudWatch/ },
  { event: action({ alarmData: { alarmName: 'x' } }), reason: /^This alarm action is unusable: alarmData\.state missing/ },
  {
    event: { AlarmName: 'x', AlarmArn: 7 },
    reason: /^This alarm notification is unusable: AlarmArn, NewStateValue, StateChangeTime missing/,
  },
  { event: { key1: 'value1' }, reason: /^This is no CloudWatch alarm: it has the members key1\.$/ },
  { event: { Records: [] }, reason: /members Records/ },
  { event: {}, reason: /members \(none\)/ },
  { event: null, reason: /not even an object/ },
])('refuses what is broken: $reason', ({ event, reason }) => {
  expect(parseAlarmEvent(event)).toEqual([{ ok: false, failure: { reason: expect.stringMatching(reason) } }]);
});

test('an unreadable time is refused', () => {
  const event = { ...JSON.parse(bodyOf('sqs-raw-delivery')), StateChangeTime: 'yesterday' };
  expect(parseAlarmEvent(event)).toMatchObject([
    { failure: { reason: expect.stringContaining('time of its state change is unreadable') } },
  ]);
});

const bodyOf = (name: string): string => (alarmFixture(name) as { Records: [{ body: string }] }).Records[0].body;

test('inputs of one stage that differ in the resource are one target without it', () => {
  const metric = (Resource: string) => ({
    metricStat: {
      metric: { namespace: 'AWS/ApiGateway', name: '5XXError', dimensions: { ApiName: 'orders', Stage: 'prod', Method: 'GET', Resource } },
      period: 60,
    },
  });
  const [reading] = parseAlarmEvent({
    ...action({}),
    alarmData: {
      alarmName: 'two-resources',
      state: { value: 'ALARM', timestamp: '2026-11-20T14:07:12.345+0000' },
      configuration: { metrics: [{ expression: 'm1+m2' }, metric('/a'), metric('/b')] },
    },
  });
  expect(reading).toMatchObject({ ok: true, value: { targets: [orders] } });
});

test('no event makes it throw', () => {
  const leaf = fc.oneof(fc.json(), fc.string(), fc.anything());
  const shaped = fc.oneof(
    leaf,
    fc.record({ Records: fc.array(fc.record({ Sns: fc.record({ Message: leaf }), body: leaf }, { requiredKeys: [] })) }),
    fc.record({ alarmData: leaf, source: fc.constant('aws.cloudwatch'), alarmArn: leaf }),
    fc.record({ 'detail-type': fc.constant('CloudWatch Alarm State Change'), source: fc.constant('aws.cloudwatch'), detail: leaf }),
    fc.record({ AlarmName: leaf, Trigger: leaf }),
  );
  fc.assert(
    fc.property(shaped, (event) => {
      expect(parseAlarmEvent(event).length).toBeGreaterThan(0);
    }),
  );
});
