import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failingRequests } from '../../../infra/tools/bench/failing-requests.ts';
import { diagnose } from '../../../shared/diagnosis/diagnose.ts';
import { readIncident } from '../../../shared/diagnosis/read-incident.ts';
import { scenesOf } from '../../../shared/diagnosis/scenes.ts';
import { ACCESS_FIELDS, HEADERS } from '../../../shared/diagnosis/signature.ts';
import type { IncidentFile, RawLogEvent } from '../../../shared/model/incident-file.ts';

const api: IncidentFile['api'] = { kind: 'REST', id: 'a1b2c3d4e5', stage: 'prod', region: 'eu-west-1' };
const uri =
  'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders/invocations';
const withType = (type: string): NonNullable<IncidentFile['config']> => ({
  resources: [
    {
      path: '/orders/{id}',
      resourceMethods: {
        GET: {
          httpMethod: 'GET',
          methodIntegration: {
            type,
            uri,
            integrationResponses: { 200: { statusCode: '200' }, 404: { statusCode: '404', selectionPattern: 'E4041.*' } },
          },
        },
      },
    },
  ],
});

const exchange = (id: number, output: string, more: Readonly<Record<string, unknown>> = {}, status = 502) => ({
  request: { method: 'GET', path: `/orders/${id}`, headers: { Accept: 'application/json' }, ...more },
  endpoint: { kind: 'lambda', output },
  response: { status, headers: { 'x-amzn-requestid': `${String(id).padStart(8, '0')}-1111-4222-8333-444444444444` } },
});
const kinds = (exchanges: readonly Readonly<Record<string, unknown>>[], config = withType('AWS_PROXY')): number =>
  scenesOf(readIncident({ version: 1, api, config, exchanges })).length;

describe('requests that fail alike are judged once', () => {
  test('whatever their ids, paths, times and latencies', () => {
    expect(scenesOf(readIncident(failingRequests(100))).map(({ weight }) => weight)).toEqual([20, 20, 20, 20, 20]);
  });

  test('and whatever long numbers stand in what they carry through a proxy', () => {
    expect(kinds([exchange(1, '{"statusCode":200,"body":{"id":10017}}'), exchange(2, '{"statusCode":200,"body":{"id":20018}}')])).toBe(1);
  });

  test('the one that most sources speak of stands for the others', () => {
    const A = '0d8f6a1e-52a7-4a0b-9d0c-6f7f1f0f6a11';
    const lines = [
      'HTTP Method: GET, Resource Path: /orders/1',
      'Execution failed due to a timeout error',
      'Method completed with status: 504',
    ];
    const [scene, ...others] = scenesOf(
      readIncident({
        version: 1,
        api,
        logs: { execution: [A, A.replace('0d', '1d')].flatMap((id) => lines.map((line) => ({ message: `(${id}) ${line}` }))) },
      }),
    );
    expect(others).toEqual([]);
    expect(scene).toMatchObject({ weight: 2, scene: { observation: { requestId: A } } });
    expect(scene?.scene.siblings).toHaveLength(1);
  });
});

describe('requests that a cause could tell apart are kept apart', () => {
  test.each([
    ['null and a number', exchange(1, 'null'), exchange(2, '12345')],
    ['a text and a number', exchange(1, '"12345"'), exchange(2, '12345')],
    ['two statuses of a function', exchange(1, '{"statusCode":200}'), exchange(2, '{"statusCode":500}')],
    ['two statuses of the client', exchange(1, '{}'), exchange(2, '{}', {}, 500)],
    ['two media types', exchange(1, '{}'), exchange(2, '{}', { headers: { Accept: 'image/png' } })],
    ['an empty body and none', exchange(1, '{}', { body: '' }), exchange(2, '{}')],
    ['a base64 text and one that is a letter short', exchange(1, '{"body":"12345678"}'), exchange(2, '{"body":"1234567"}')],
    ['two verbs', exchange(1, '{}'), exchange(2, '{}', { method: 'POST' })],
    ['a path with a route and one without', exchange(1, '{}'), exchange(2, '{}', { path: '/customers/2' })],
  ])('%s', (_, one, other) => {
    expect(kinds([one, other])).toBe(2);
  });

  test('what a selection pattern or a template may read stays to the letter', () => {
    const outputs = [exchange(1, '{"errorMessage":"E4041 x"}', {}, 200), exchange(1, '{"errorMessage":"E5041 x"}', {}, 200)];
    expect(kinds(outputs, withType('AWS'))).toBe(2);
    expect(kinds(outputs)).toBe(1);
  });

  test('an output that the log has cut and one that it has whole', () => {
    const traceOf = (id: string, body: string) =>
      [
        `Endpoint response body before transformations: ${body}`,
        'Execution failed due to configuration error: Malformed Lambda proxy response',
        'Method completed with status: 502',
      ].map((line) => ({ message: `(${id}) ${line}` }));
    const execution = [
      ...traceOf('0d8f6a1e-52a7-4a0b-9d0c-6f7f1f0f6a11', '{"a":1'),
      ...traceOf('1d8f6a1e-52a7-4a0b-9d0c-6f7f1f0f6a11', '{"a":1 [TRUNCATED]'),
    ];
    expect(scenesOf(readIncident({ version: 1, api, logs: { execution } }))).toHaveLength(2);
  });

  test('requests that waited to a limit and those that did not, where no line says why', () => {
    const events = ['30001', '12'].map((latency) => ({
      message: `{"requestId":"id-${latency}","status":"503","integrationLatency":"${latency}"}`,
    }));
    expect(scenesOf(readIncident({ version: 1, api: { kind: 'HTTP' }, logs: { access: { events } } }))).toHaveLength(2);
  });

  test('requests that fell into a change and those that did not', () => {
    const file: IncidentFile = {
      ...failingRequests(10),
      changes: [{ time: new Date(Date.UTC(2026, 10, 20, 14)).toISOString(), event: 'CreateDeployment' }],
    };
    const later = (events: readonly RawLogEvent[]) =>
      events.map((event, index) => ({ ...event, timestamp: (event.timestamp ?? 0) + (index > events.length / 2 ? 600_000 : 0) }));
    const kindsIn = (all: IncidentFile): number => scenesOf(readIncident(all)).length;
    expect(kindsIn({ ...file, logs: { execution: later(file.logs?.execution ?? []) } })).toBeGreaterThan(kindsIn(file));
  });
});

test('every field of an access record and every header that a cause reads by name is in the signature', () => {
  const elsewhere = [
    'authorizer.integrationLatency',
    'authorizer.latency',
    'authorization',
    'content-length',
    'identity.sourceIp',
    'responseLatency',
    'x-api-key',
  ];
  const known: ReadonlySet<string> = new Set([...ACCESS_FIELDS, ...HEADERS, ...elsewhere]);
  const files = [
    ...globSync('shared/causes/*.ts'),
    'shared/diagnosis/health.ts',
    'shared/diagnosis/refused-by-design.ts',
    'shared/diagnosis/answered.ts',
  ];
  const read = files.flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    const fields = [...source.matchAll(/fields(?:\?\.)?(?:\.(\w+)|\['([^']+)'\])/g)].map(([, plain, quoted]) => plain ?? quoted ?? '');
    const headers = [...source.matchAll(/headerValue\([^;]*?, '([^']+)'\)/g)].map(([, name]) => name ?? '');
    return [...fields, ...headers];
  });
  expect(read).toContain('wafResponseCode');
  expect(read).toContain('origin');
  expect(read.filter((name) => !known.has(name))).toEqual(expect.not.arrayContaining([expect.anything()]));
});

const requestOf = ({ message }: RawLogEvent): string => /^\((\S+)\)/.exec(message)?.[1] ?? '';

/** The same requests in another order and under other ids: hexadecimal digits change places, the form of an id stays. */
const disguised = (file: IncidentFile, order: readonly number[], turn: number): IncidentFile => {
  const byRequest = [...Map.groupBy(file.logs?.execution ?? [], requestOf).values()];
  const shuffled = byRequest
    .map((events, index) => ({ events, key: order[index % order.length] ?? index }))
    .toSorted((a, b) => a.key - b.key);
  const renamed = (text: string): string =>
    text.replaceAll(/[\da-f]{8}(?=-[\da-f]{4}-[\da-f]{4}-)/g, (part) =>
      ((Number.parseInt(part, 16) * 7 + turn) % 0xff_ff_ff_ff).toString(16).padStart(8, '0'),
    );
  return {
    ...file,
    logs: {
      execution: shuffled.flatMap(({ events }) =>
        events.map(({ timestamp, message }) => ({ ...(timestamp !== undefined && { timestamp }), message: renamed(message) })),
      ),
    },
  };
};

test('the order and the ids of requests change neither the verdict nor the shares', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
      fc.nat(1_000_000),
      (requests, order, turn) => {
        const file = failingRequests(requests);
        const told = ({ verdict, causes, requests: counts }: ReturnType<typeof diagnose>) => ({
          verdict,
          counts,
          shares: causes.map(({ cause, share }) => `${cause} ${share.requests}/${share.of}`).toSorted(),
        });
        expect(told(diagnose(readIncident(disguised(file, order, turn))))).toEqual(told(diagnose(readIncident(file))));
      },
    ),
    { numRuns: 60 },
  );
});
