import { expect, test } from 'vitest';
import { applyMappings, type MappingWorld, parseMappingSource, parseMappings } from '../../../shared/gateway/parameter-mapping.ts';
import { placeOf } from '../../../shared/gateway/place.ts';
import { replayOptions } from '../../../shared/gateway/replay-options.ts';
import { createContext } from '../../../shared/gateway/request-context.ts';

const world = (body: string): MappingWorld => ({
  parameters: {
    path: [['id', '7']],
    querystring: [
      ['q', '1'],
      ['q', '2'],
    ],
    header: [['X-A', 'a']],
  },
  body: new TextEncoder().encode(body),
  stageVariables: { v: 'value' },
  context: createContext({
    place: placeOf(),
    request: { method: 'GET', path: '/', headers: [], query: [], body: new Uint8Array() },
    options: replayOptions(),
    stageName: 'prod',
    deploymentId: undefined,
    isCanary: undefined,
  }),
});

const mapped = (expression: string, body = ''): string | undefined => {
  const result = applyMappings(parseMappings({ 'integration.request.header.H': expression }), world(body));
  return result.ok ? result.value.header[0]?.[1] : 'FAILS';
};

test.each([
  ["'text'", 'text'],
  ["''", ''],
  ['method.request.path.id', '7'],
  ['method.request.querystring.q', '2'],
  ['method.request.multivaluequerystring.q', '1,2'],
  ['method.request.header.x-a', undefined],
  ['integration.response.header.X-A', 'a'],
  ['stageVariables.v', 'value'],
  ['stageVariables.constructor', undefined],
  ['context.stage', 'prod'],
  ['context.identity.sourceIp', '192.0.2.1'],
  ['context.identity.nothing', undefined],
  ['context.stage.deeper', undefined],
  ['anything else', undefined],
])('%s gives %j', (expression, expected) => {
  expect(mapped(expression)).toBe(expected);
});

test.each([
  ['method.request.body', '', '{}'],
  ['method.request.body', 'plain text', 'plain text'],
  ['method.request.body', '{"a": 1}', '{"a":1}'],
  ['method.request.body.a.b', '{"a": {"b": "x"}}', 'x'],
  ['method.request.body.a', '{"a": {"b": [1]}}', '{"b":[1]}'],
  ['method.request.body.a', '', undefined],
  ['method.request.body.a', 'plain text', undefined],
  ['method.request.body.a', '{"a":', 'FAILS'],
])('PM-5 %s of %j gives %j', (expression, body, expected) => {
  expect(mapped(expression, body)).toBe(expected);
});

test('a target that no side knows is left out', () => {
  expect(parseMappings({ 'integration.request.cookie.a': "'x'", 'method.response.header.B': "'y'" })).toEqual([
    { target: { location: 'header', name: 'B' }, source: { kind: 'static', text: 'y' } },
  ]);
});

test('quotes of the wrong kind make no static value', () => {
  expect(parseMappingSource('"text"').kind).toBe('unreadable');
});
