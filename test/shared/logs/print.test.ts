import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readExecutionLog } from '../../../shared/logs/execution-log.ts';
import { readKnownLine } from '../../../shared/logs/grammar.ts';
import { loggedEvents, printTestLog, printTrace } from '../../../shared/logs/print.ts';
import { printEvent } from '../../../shared/logs/print-event.ts';
import { readTestLog } from '../../../shared/logs/test-log.ts';
import type { EventOf, TraceEvent } from '../../../shared/model/trace.ts';

const ID = '1c9a7f52-40a1-4d1e-8f62-9f0a5b1c2d3e';

const word = fc.stringMatching(/^[A-Za-z0-9_+/-]{1,12}$/);
const words = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 _/{}=,'"-]{0,30}[A-Za-z0-9}]$/);
const body = fc.oneof(
  fc.constant(''),
  words,
  fc.tuple(words, words).map((lines) => lines.join('\n')),
);
const map = fc.dictionary(word, word, { maxKeys: 3 }).map(
  (entries) =>
    `{${Object.entries(entries)
      .map(([key, value]) => `${key}=${value}`)
      .join(', ')}}`,
);
const status = fc.integer({ min: 100, max: 599 });
const verb = fc.constantFrom('GET', 'POST', 'ANY');
const path = word.map((text) => `/${text}`);
const method = fc.tuple(verb, path).map((parts) => parts.join(' '));
const number = fc.nat({ max: 100_000 });
const none = fc.constant({});

type Fields<Kind extends TraceEvent['kind']> = fc.Arbitrary<Omit<EventOf<Kind>, 'kind'>>;

/** One generator a kind: a new kind does not compile until it has one. */
const FIELDS: { readonly [Kind in Exclude<TraceEvent['kind'], 'other'>]: Fields<Kind> } = {
  'extended-request-id': fc.record({ id: word }),
  'usage-plan-check': fc.record({ requestId: word, apiKey: fc.oneof(fc.constant(''), word), apiStage: word }),
  'api-key-not-required': fc.record({ method }),
  'api-key-refused': fc.record({ method, detail: words }),
  'usage-plan-ok': fc.record({ apiKey: fc.constantFrom('', '****Abc123'), apiStage: word }),
  throttled: fc.record({ api: word, stage: word, resource: word, verb, limit: fc.constant('1.00'), burst: fc.constant('1') }),
  start: fc.record({ requestId: word }),
  method: fc.record({ verb, path }),
  'api-key': fc.record({ key: word }),
  'api-key-id': fc.record({ id: word }),
  'request-path': fc.record({ map }),
  'request-query': fc.record({ map }),
  'request-headers': fc.record({ map }),
  'request-body': fc.record({ body }),
  'validation-ok': fc.record({ contentType: fc.constant('application/json') }),
  'validation-failed': fc.record({ contentType: fc.constant('application/json'), detail: words }),
  'request-overrides': fc.record({ overrides: words }),
  'endpoint-uri': fc.record({ uri: path }),
  'endpoint-request-headers': fc.record({ map }),
  'endpoint-request-body': fc.record({ body }),
  sending: fc.record({ uri: path }),
  received: fc.record({ status, latencyMs: number }, { requiredKeys: ['latencyMs'] }),
  'endpoint-response-headers': fc.record({ map }),
  'endpoint-response-body': fc.record({ body }),
  'response-headers': fc.record({ map }),
  'response-body': fc.record({ body }),
  'gateway-response': fc.record({ responseType: fc.constantFrom('DEFAULT_5XX', 'INTEGRATION_FAILURE'), status }),
  'gateway-response-body': fc.record({ body }),
  'gateway-response-headers': fc.record({ map }),
  success: none,
  completed: fc.record({ status }),
  'endpoint-request-id': fc.record({ id: word }),
  'xray-trace-id': fc.record({ id: word }),
  'authorizer-start': fc.record({ authorizerId: word, requestId: word }),
  'authorizer-identity': fc.record({ identity: word }),
  'authorizer-result': fc.record({ body }),
  'authorizer-policy': fc.record({ principal: word }),
  'authorizer-ok': none,
  unauthorized: fc.record({ requestId: word }),
  'malformed-proxy-response': none,
  'function-error': fc.record({ message: words, lambdaRequestId: word }, { requiredKeys: ['message'] }),
  'invocation-failed': fc.record({ status, lambdaRequestId: word }, { requiredKeys: ['status'] }),
  'rate-exceeded': none,
  'invalid-permissions': none,
  'assume-role-denied': fc.record({ role: word }, { requiredKeys: [] }),
  'invalid-method-response': fc.record({ status: status.map(String) }),
  'no-output-mapping': fc.record({ endpointStatus: fc.oneof(fc.constant(''), status.map(String)) }),
  'base64-decode-failed': none,
  'transform-request-failed': none,
  'transform-response-failed': none,
  'mock-status-code-unreadable': none,
  'invalid-endpoint-address': none,
  'illegal-character': fc.oneof(none, fc.record({ index: number, url: path })),
  'header-already-present': fc.record({ header: fc.constantFrom('Content-Length', 'TE') }),
  'certificate-name-mismatch': fc.record({ host: fc.constant('a.example.com'), subject: fc.constant('CN=b.example.com') }),
  'certificate-untrusted': fc.record({ detail: words.map((text) => `PKIX path building failed: ${text}`) }),
  'tls-failed': none,
  'internal-error': none,
  'vpc-link-error': none,
  'response-too-large': fc.record({ bytes: number }),
  timeout: none,
  'network-error': fc.record({ detail: fc.oneof(fc.constant(''), words) }),
  'authorizer-error': none,
  'policy-unparsable': none,
  'policy-invalid-json': fc.record({ detail: words }),
  'authorizer-configuration-exception': none,
  'response-format-mismatch': fc.record({ field: word }, { requiredKeys: [] }),
  'authorizer-format-mismatch': fc.record({ detail: words }),
  'waf-error': fc.record({ detail: fc.constant('WAF call got timed out') }),
  'configuration-error': fc.record({
    detail: fc.oneof(
      fc.constant(''),
      words.map((text) => `Something new: ${text}`),
    ),
  }),
};

test.each(Object.entries(FIELDS))('a line of kind %s reads back as it was printed', (kind, fields: fc.Arbitrary<object>) => {
  fc.assert(
    fc.property(fields, (generated) => {
      const event = { kind, ...generated } as TraceEvent;
      expect(readKnownLine(printEvent(event))).toEqual(event);
    }),
  );
});

const FAILED: readonly TraceEvent[] = [
  { kind: 'extended-request-id', id: 'Abc123=' },
  { kind: 'start', requestId: ID },
  { kind: 'request-body', body: '{"a":1}' },
  { kind: 'sending', uri: 'https://backend.example.com/' },
  { kind: 'endpoint-response-body', body: '"bad"' },
  { kind: 'malformed-proxy-response' },
  { kind: 'completed', status: 502 },
  { kind: 'endpoint-request-id', id: ID },
];

test('INFO leaves out bodies and headers, the data trace brings them', () => {
  expect(loggedEvents(FAILED, { level: 'INFO', dataTrace: true })).toEqual(FAILED);
  expect(loggedEvents(FAILED, { level: 'INFO', dataTrace: false }).map(({ kind }) => kind)).toEqual([
    'extended-request-id',
    'start',
    'sending',
    'malformed-proxy-response',
    'completed',
    'endpoint-request-id',
  ]);
});

test('ERROR leaves the failure and the completion, and the answer of a malformed proxy response', () => {
  expect(printTrace(FAILED, { form: 'cloudwatch', requestId: ID, level: 'ERROR', dataTrace: true })).toEqual([
    `(${ID}) Endpoint response body before transformations: "bad"`,
    `(${ID}) Execution failed due to configuration error: Malformed Lambda proxy response`,
    `(${ID}) Method completed with status: 502`,
  ]);
});

test('ERROR says nothing of a success, and OFF nothing of anything', () => {
  const success: readonly TraceEvent[] = [{ kind: 'success' }, { kind: 'completed', status: 200 }];
  expect(loggedEvents(success, { level: 'ERROR', dataTrace: true })).toEqual([]);
  expect(loggedEvents(FAILED, { level: 'OFF', dataTrace: true })).toEqual([]);
});

test('a line of more than 1,024 characters is cut and says so', () => {
  const [line = ''] = printTrace([{ kind: 'request-body', body: 'x'.repeat(2_000) }], {
    form: 'cloudwatch',
    requestId: ID,
    level: 'INFO',
    dataTrace: true,
  });
  expect(line).toHaveLength(`(${ID}) `.length + 1_024 + ' [TRUNCATED]'.length);
  expect(readExecutionLog([{ message: line }])[0]?.events[0]?.truncated).toBe(true);
});

test('a Test log has a head, dates, no usage plan, and an empty line at its end', () => {
  const log = printTestLog(FAILED, ID, new Date('2026-11-20T10:00:00Z'));
  expect(log.split('\n').slice(0, 2)).toEqual([
    `Execution log for request ${ID}`,
    `Fri Nov 20 10:00:00 UTC 2026 : Starting execution for request: ${ID}`,
  ]);
  expect(log.endsWith('status: 502\n')).toBe(true);
  expect(readTestLog(log).events.map(({ event }) => event)).toEqual(FAILED.slice(1, -1));
});
