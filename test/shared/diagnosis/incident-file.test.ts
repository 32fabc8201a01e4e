import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_INCIDENT_LENGTH, parseIncidentFile } from '../../../shared/diagnosis/incident-file.ts';

const parse = (value: unknown) => parseIncidentFile(JSON.stringify(value));
const minimal = { version: 1, api: { kind: 'REST' } };

test('a file with version and api is enough, and what it says is kept', () => {
  expect(parse(minimal)).toEqual({ ok: true, value: minimal });
  const full = {
    ...minimal,
    window: { from: 'a', to: 'b' },
    config: { restApi: { binaryMediaTypes: null }, functions: { f: { policy: null } } },
    logs: {
      execution: [{ timestamp: 1, message: 'x' }],
      test: 't',
      access: { format: 'f', events: [{ message: 'y' }] },
      functions: { f: [] },
    },
    metrics: { '5XXError': [[1, 2]] },
    exchanges: [{ endpoint: null }],
    samples: [{ requestId: 'r', count: 12 }],
    changes: [{ event: 'UpdateStage' }],
    gaps: [{ kind: 'expired', what: 'w', why: 'y', remedy: 'r' }],
    expected: { cause: 'no-fault' },
  };
  expect(parse(full)).toEqual({ ok: true, value: full });
});

test.each([
  ['', 'empty', 'is empty'],
  [' \n', 'empty', 'is empty'],
  ['not json at all', 'not-json', 'line 1, column 1'],
  ['\u0000\u0001PK', 'not-json', 'line 1, column 1'],
  ['{\n "version": 1,\n "api" {}\n}', 'not-json', 'line 3, column 8'],
  ['{"version": 1, "api": {"kind": "RE', 'cut-off', 'cut off'],
  ['[1, 2]', 'not-an-incident', 'no incident file'],
  ['{"a": 1}', 'not-an-incident', 'no incident file'],
  ['{"version": 2, "api": {"kind": "REST"}}', 'wrong-version', 'the number 2'],
  ['{"api": {"kind": "REST"}}', 'wrong-version', 'missing'],
  ['{"version": "1", "api": {"kind": "REST"}}', 'wrong-version', 'the text "1"'],
  ['{"version": 1}', 'wrong-shape', '/api is missing, but must be an object'],
  [
    '{"version": 1, "api": {"kind": "GRAPHQL"}}',
    'wrong-shape',
    '/api/kind is the text "GRAPHQL", but must be one of REST, HTTP, WEBSOCKET',
  ],
  ['{"version": 1, "api": {}}', 'wrong-shape', '/api/kind is missing'],
  [
    '{"version": 1, "api": {"kind": "REST"}, "logs": {"execution": 7}}',
    'wrong-shape',
    '/logs/execution is the number 7, but must be a list',
  ],
  [
    '{"version": 1, "api": {"kind": "REST"}, "logs": {"functions": {"a/b": [{}]}}}',
    'wrong-shape',
    '/logs/functions/a~1b/0/message is missing',
  ],
  ['{"version": 1, "api": {"kind": "REST"}, "metrics": {"x": [[1]]}}', 'wrong-shape', '/metrics/x/0'],
] as const)('%j is answered with one sentence (%s)', (text, kind, words) => {
  const parsed = parseIncidentFile(text);
  expect(parsed).toMatchObject({ ok: false, failure: { kind, message: expect.stringContaining(words) } });
});

test('a file that is too large is not parsed', () => {
  expect(parseIncidentFile(' '.repeat(MAX_INCIDENT_LENGTH + 1))).toMatchObject({ ok: false, failure: { kind: 'too-large' } });
});

test('what people paste from aws commands is taken as well', () => {
  const pasted = {
    ...minimal,
    alarm: null,
    config: { resources: { items: [{ path: '/' }] }, routes: { Items: [{ RouteKey: '$default' }] }, deployed: null },
    logs: {
      execution: { events: [{ message: 'a', timestamp: null, eventId: 'e' }] },
      access: ['one', 'two'],
      functions: { f: 'line' },
      test: null,
    },
  };
  expect(parse(pasted)).toEqual({
    ok: true,
    value: {
      ...minimal,
      config: { resources: [{ path: '/' }], routes: [{ RouteKey: '$default' }] },
      logs: {
        execution: [{ message: 'a', eventId: 'e' }],
        access: { events: [{ message: 'one' }, { message: 'two' }] },
        functions: { f: [{ message: 'line' }] },
      },
    },
  });
  expect(parseIncidentFile(`\uFEFF${JSON.stringify(minimal)}`)).toEqual({ ok: true, value: minimal });
});

test('any text and any JSON is answered, and a refusal is one line', () => {
  const keys = fc.constantFrom('version', 'api', 'kind', 'config', 'logs', 'execution', 'access', 'metrics', 'constructor', '__proto__');
  const document = fc.dictionary(keys, fc.oneof(fc.constant(1), fc.jsonValue(), fc.dictionary(keys, fc.jsonValue())));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        document.map((value) => JSON.stringify({ ...minimal, ...value })),
      ),
      (text) => {
        const parsed = parseIncidentFile(text);
        if (!parsed.ok) expect(parsed.failure.message).toMatch(/^[^\n]+[.]$/);
      },
    ),
  );
});
