import { expect, test } from 'vitest';
import { openGate } from '../../../../shared/diagnosis/collect/budget.ts';
import type { Sampled } from '../../../../shared/diagnosis/collect/choose-samples.ts';
import { searchAccessLog } from '../../../../shared/diagnosis/collect/search-access-log.ts';
import type { LogEvent } from '../../../../shared/diagnosis/collect-ports.ts';
import type { CollectQuery } from '../../../../shared/diagnosis/collect-query.ts';
import { type FakeOptions, fakeAws } from '../../../support/fake-aws.ts';
import { API_ID, BUDGET, failedRequest, NOON, QUERY, requestId, stage } from '../../../support/orders-world.ts';

const JSON_FORMAT =
  '{"requestId":"$context.requestId","httpMethod":"$context.httpMethod","path":"$context.path","resourcePath":"$context.resourcePath","status":"$context.status","error":"$context.integration.error"}';
const CLF_FORMAT =
  '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength $context.requestId';

const NOTHING: Sampled = { events: [], samples: [] };

const search = async (
  events: readonly LogEvent[],
  {
    format,
    destination = 'arn:aws:logs:eu-west-1:123456789012:log-group:access:*',
    sampled = NOTHING,
    request,
    options,
  }: {
    format?: string;
    destination?: string;
    sampled?: Sampled;
    request?: CollectQuery['request'];
    options?: FakeOptions;
  },
) => {
  const aws = fakeAws({ logGroups: { access: events } }, options);
  const gate = openGate(aws.ports, BUDGET);
  const settings = stage(format === undefined ? {} : { accessLogSettings: { destinationArn: destination, format } });
  const target = { kind: 'REST', id: API_ID, name: 'orders', api: {}, stage: 'prod', settings } as const;
  const access = await searchAccessLog(gate, target, { ...QUERY, ...(request && { request }) }, sampled);
  return { access, gaps: gate.gaps(), patterns: aws.calls.map(({ input }) => input.filterPattern) };
};

interface Line {
  readonly index: number;
  readonly status?: number;
  readonly path?: string;
  readonly error?: string;
}

const json = ({
  index,
  status = 502,
  path = '/orders/1',
  error = 'Execution failed due to configuration error: Malformed Lambda proxy response',
}: Line): LogEvent => ({
  timestamp: NOON + index,
  message: `{"requestId":"${requestId(index)}","httpMethod":"GET","path":"/prod${path}","resourcePath":"${path}","status":"${status}","error":"${error}"}`,
});

const clf = ({ index, status = 502, path = '/orders/{id}' }: Line): LogEvent => ({
  timestamp: NOON + index,
  message: `192.0.2.1 - - [20/Nov/2026:12:00:0${index} +0000] "GET ${path} HTTP/1.1" ${status} 500 ${requestId(index)}`,
});

test('reads the records of the sampled requests by their ids', async () => {
  const sampled = { events: [], samples: [{ requestId: requestId(2), count: 9 }] };
  const { access, patterns } = await search([json({ index: 1 }), json({ index: 2 }), json({ index: 3 })], { format: JSON_FORMAT, sampled });
  expect(access).toEqual({ format: JSON_FORMAT, events: [json({ index: 2 })], samples: [] });
  expect(patterns).toEqual([`"${requestId(2)}"`]);
});

test('goes by the extended request id where the format has no other', async () => {
  const sampled = { events: failedRequest({ index: 2 }), samples: [{ requestId: requestId(2), count: 1 }] };
  const { patterns } = await search([], { format: '$context.extendedRequestId $context.status', sampled });
  expect(patterns).toEqual(['"Ext2="']);
});

test('without an execution log the failing records themselves are the samples, counted by route and reason', async () => {
  const events = [
    json({ index: 1 }),
    json({ index: 2 }),
    json({ index: 3, status: 200 }),
    json({ index: 4, path: '/carts' }),
    json({ index: 5, status: 504, error: 'Execution failed due to a timeout error' }),
  ];
  const { access } = await search(events, { format: JSON_FORMAT });
  expect(access.samples).toEqual([
    { requestId: requestId(1), count: 2 },
    { requestId: requestId(4), count: 1 },
    { requestId: requestId(5), count: 1 },
  ]);
  expect(access.events).toHaveLength(3);
});

test('finds failures in Common Log Format by what stands around the status; a length of 500 is no status', async () => {
  const { access, patterns } = await search([clf({ index: 1, status: 200 }), clf({ index: 2, status: 502 })], { format: CLF_FORMAT });
  expect(access.samples).toEqual([{ requestId: requestId(2), count: 1 }]);
  expect(patterns[0]).toContain('?"\\" 502 "');
});

test('a method or path narrows the records', async () => {
  const events = [json({ index: 1 }), json({ index: 2, path: '/carts/7' })];
  expect((await search(events, { format: JSON_FORMAT, request: { path: '/carts/{id}' } })).access.samples).toEqual([
    { requestId: requestId(2), count: 1 },
  ]);
  expect((await search(events, { format: JSON_FORMAT, request: { method: 'POST' } })).access.samples).toEqual([]);
});

test('a named request is looked up by its id', async () => {
  const { access } = await search([json({ index: 1, status: 200 })], { format: JSON_FORMAT, request: { requestId: requestId(1) } });
  expect(access.events).toHaveLength(1);
});

test('no access log is a gap only when there is no execution log either', async () => {
  expect((await search([], {})).gaps).toMatchObject([{ kind: 'logging-disabled', what: 'access log' }]);
  expect((await search([], { sampled: { events: [], samples: [{ requestId: requestId(1), count: 1 }] } })).gaps).toEqual([]);
});

test('a log that goes to Firehose cannot be searched', async () => {
  const destination = 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/amazon-apigateway-orders';
  expect((await search([], { format: JSON_FORMAT, destination })).gaps).toMatchObject([
    { kind: 'not-supplied', why: expect.stringContaining('amazon-apigateway-orders') },
  ]);
});

test('a format without the status says what to add', async () => {
  expect((await search([], { format: '$context.requestId' })).gaps).toMatchObject([
    { kind: 'log-level-too-low', remedy: expect.stringContaining('$context.status') },
  ]);
});

test('a denied access log is a gap', async () => {
  const denied = { kind: 'access-denied', action: 'logs:FilterLogEvents', detail: 'no' } as const;
  const { gaps } = await search([], { format: JSON_FORMAT, options: { failures: { 'logs:FilterLogEvents': { always: denied } } } });
  expect(gaps).toMatchObject([{ kind: 'access-denied', what: 'access log' }]);
});

test('a record that only mentions a failing status is none', async () => {
  const mention = { timestamp: NOON, message: json({ index: 1, status: 200, error: 'x","status":"502","y' }).message };
  expect((await search([mention], { format: JSON_FORMAT })).access.events).toEqual([]);
});
