import { describe, expect, test } from 'vitest';
import { printConformance } from '../../../../infra/tools/conform/print-conformance.ts';
import { runRow } from '../../../../infra/tools/conform/run-row.ts';
import { tally } from '../../../../infra/tools/conform/tally.ts';

const method = {
  httpMethod: 'GET',
  methodResponses: { '200': {} },
  methodIntegration: {
    type: 'HTTP',
    httpMethod: 'GET',
    uri: 'https://backend.example.com/v1',
    requestParameters: { 'integration.request.header.X-A': "'a'" },
    integrationResponses: { '200': {} },
  },
};

const row = (expect: object, endpoint: object | null = { kind: 'http', status: 200, headers: {}, body: { text: '{"a": {"b": 1}}' } }) => ({
  id: 'row',
  provenance: 'recorded',
  tags: ['one', 'two'],
  api: {},
  stage: { stageName: 'prod' },
  resource: '/',
  method,
  request: { method: 'GET', path: '/', headers: {}, query: {}, body: null },
  endpoint,
  expect,
});

const part = (expected: object, endpoint?: object | null): string | undefined => runRow(row(expected, endpoint)).difference?.part;

describe('a gateway row', () => {
  test.each([
    [{ status: 200 }, undefined],
    [{ status: 201 }, 'status'],
    [{ headers: { 'Content-Type': 'application/json', 'x-absent': null } }, undefined],
    [{ headers: { 'content-type': null } }, 'headers.content-type'],
    [{ body: { text: '{"a": {"b": 1}}' } }, undefined],
    [{ body: { text: '{}' } }, 'body'],
    [{ body: { json: { a: { b: 1 } } } }, undefined],
    [{ body: { json: { a: { b: 2 } } } }, 'body'],
    [{ body: { jsonSubset: { a: {} } } }, undefined],
    [{ body: { jsonSubset: { a: { c: 1 } } } }, 'body.a.c'],
    [{ body: { jsonSubset: {}, absent: ['a.b'] } }, 'body.a.b'],
    [{ body: { base64: 'eyJhIjogeyJiIjogMX19' } }, undefined],
    [{ body: { base64: 'AAAA' } }, 'body'],
    [{ errorType: 'BadRequestException' }, 'errorType'],
    [{ endpointCalled: true }, undefined],
    [{ endpointCalled: false }, 'endpointCalled'],
    [{ integrationRequest: { uri: 'https://backend.example.com/v1', headers: { 'x-a': 'a' }, body: { text: '' } } }, undefined],
    [{ integrationRequest: { uri: 'https://backend.example.com/v2' } }, 'integrationRequest.uri'],
    [{ integrationRequest: { headers: { 'x-a': 'b' } } }, 'integrationRequest.headers.x-a'],
    [{ integrationRequest: { query: { q: ['1'] } } }, 'integrationRequest.query.q'],
  ])('that expects %j differs in %s', (expected, difference) => {
    expect(part(expected)).toBe(difference);
  });

  test('whose endpoint never answered differs where an answer is expected', () => {
    expect(part({ status: 200 }, null)).toBe('status');
    expect(part({ endpointCalled: true }, null)).toBeUndefined();
  });
});

describe('a template row', () => {
  const templateRow = (template: string, expected: object) => ({
    id: 't',
    provenance: 'claimed',
    tags: [],
    template,
    input: { body: { a: [1] } },
    expect: expected,
  });

  test.each([
    ["$input.json('$.a')", { text: '[1]' }, undefined],
    ["$input.json('$.a')", { text: '[1] ' }, 'text'],
    ['#if(', { fails: true }, undefined],
    ['fine', { fails: true }, 'text'],
  ])('%s that expects %j differs in %s', (template, expected, difference) => {
    expect(runRow(templateRow(template, expected)).difference?.part).toBe(difference);
  });
});

test('what is neither kind of row is refused', () => {
  expect(() => runRow({ id: 'x' })).toThrow();
});

test('figures overall, per provenance and per tag, and the first difference of each disagreement', () => {
  const results = [
    runRow(row({ status: 200 })),
    { ...runRow(row({ status: 404 })), id: 'other', provenance: 'claimed' as const, tags: ['two'] },
  ];
  const conformance = tally(results);
  expect(conformance).toEqual({
    rows: 2,
    agree: 1,
    recorded: { rows: 1, agree: 1 },
    claimed: { rows: 1, agree: 0 },
    tags: { one: { rows: 1, agree: 1 }, two: { rows: 2, agree: 1 } },
    disagreements: [{ id: 'other', provenance: 'claimed', difference: { part: 'status', expected: 404, got: 200 } }],
  });
  expect(printConformance(conformance)).toContain('other (claimed): status\n  expected 404\n  got      200');
});
