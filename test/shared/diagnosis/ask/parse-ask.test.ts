import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAsk } from '../../../../shared/diagnosis/ask/parse-ask.ts';

const NOW = new Date('2026-11-20T14:30:00Z');
const HOUR = { from: new Date('2026-11-20T13:30:00Z'), to: NOW };
const HALF = { from: new Date('2026-11-20T14:00:00Z'), to: NOW };
const ID = '7d0a1c9e-2b7f-4c36-9a0d-5f2f6f0b1c11';

test.for([
  { text: 'orders-api', query: { api: 'orders-api', window: HOUR } },
  { text: '  orders-api   prod ', query: { api: 'orders-api', stage: 'prod', window: HOUR } },
  { text: 'a1b2c3d4e5 prod since 30m', query: { api: 'a1b2c3d4e5', stage: 'prod', window: HALF } },
  { text: 'orders-api Last 30m', query: { api: 'orders-api', window: HALF } },
  { text: 'orders-api prod 30m', query: { api: 'orders-api', stage: 'prod', window: HALF } },
  {
    text: 'orders from 2026-11-20T10:00 to 2026-11-20T11:00Z',
    query: { api: 'orders', window: { from: new Date('2026-11-20T10:00:00Z'), to: new Date('2026-11-20T11:00:00Z') } },
  },
  {
    text: 'orders prod get /orders/{id}',
    query: { api: 'orders', stage: 'prod', window: HOUR, request: { method: 'GET', path: '/orders/{id}' } },
  },
  { text: 'orders /orders', query: { api: 'orders', window: HOUR, request: { path: '/orders' } } },
  { text: `orders prod ${ID}`, query: { api: 'orders', stage: 'prod', window: HOUR, request: { requestId: ID } } },
  { text: 'orders request id abc', query: { api: 'orders', window: HOUR, request: { requestId: 'abc' } } },
  { text: 'orders JKJaXmPLvHcESHA=', query: { api: 'orders', window: HOUR, request: { requestId: 'JKJaXmPLvHcESHA=' } } },
  { text: '“Orders API” prod', query: { api: 'Orders API', stage: 'prod', window: HOUR } },
  { text: '`help` prod', query: { api: 'help', stage: 'prod', window: HOUR } },
  { text: '<http://orders.example.com|orders.example.com> prod', query: { api: 'orders.example.com', stage: 'prod', window: HOUR } },
  { text: 'orders prod in 444455556666', query: { api: 'orders', stage: 'prod', window: HOUR, place: { account: '444455556666' } } },
  { text: 'orders in us-gov-west-1', query: { api: 'orders', window: HOUR, place: { region: 'us-gov-west-1' } } },
  {
    text: 'orders in 444455556666/us-east-1 30m',
    query: { api: 'orders', window: HALF, place: { account: '444455556666', region: 'us-east-1' } },
  },
  { text: '"a &amp; b"', query: { api: 'a & b', window: HOUR } },
])('understands: $text', ({ text, query }) => {
  expect(parseAsk(text, NOW)).toEqual({ ok: true, value: { kind: 'diagnose', query: { ...query, partOfName: true } } });
});

test.for([
  { text: '', ask: { kind: 'help' } },
  { text: 'HELP me', ask: { kind: 'help' } },
  { text: 'explain', ask: { kind: 'explain' } },
  { text: 'explain Lambda-Timeout', ask: { kind: 'explain', verdict: 'lambda-timeout' } },
  { text: 'explain no-fault', ask: { kind: 'explain', verdict: 'no-fault' } },
  {
    text: 'audit orders prod in us-east-1',
    ask: {
      kind: 'audit',
      query: {
        api: 'orders',
        partOfName: true,
        only: 'configuration',
        window: { from: NOW, to: NOW },
        stage: 'prod',
        place: { region: 'us-east-1' },
      },
    },
  },
])('takes for a command: $text', ({ text, ask }) => {
  expect(parseAsk(text, NOW)).toEqual({ ok: true, value: ask });
});

test.for([
  { text: 'audit orders-api prod', query: { api: 'orders-api', stage: 'prod' } },
  { text: 'AUDIT orders-api', query: { api: 'orders-api' } },
  { text: 'audit “Orders API” prod', query: { api: 'Orders API', stage: 'prod' } },
  { text: 'audit "audit" prod', query: { api: 'audit', stage: 'prod' } },
])('takes for an audit, of the configuration alone: $text', ({ text, query }) => {
  const looks = { ...query, partOfName: true, only: 'configuration', window: { from: NOW, to: NOW } };
  expect(parseAsk(text, NOW)).toEqual({ ok: true, value: { kind: 'audit', query: looks } });
});

test.for([
  { text: 'audit', says: 'Say which API, and which stage: `/gatewhy audit orders-api prod`.' },
  {
    text: 'audit orders prod since 1h',
    says: 'An audit takes an API and its stage alone, without a time to look back: `/gatewhy audit orders-api prod`.',
  },
  {
    text: 'audit orders prod GET /orders',
    says: 'An audit takes an API and its stage alone, without a verb: `/gatewhy audit orders-api prod`.',
  },
  {
    text: 'audit orders prod test',
    says: '"test" is not understood. Write an API and its stage: `/gatewhy audit orders-api prod`. A name with spaces stands in quotation marks.',
  },
  { text: 'since 30m', says: 'Say which API: `/gatewhy orders-api prod since 30m`.' },
  { text: 'orders prod since', says: 'Something is missing after "since": `/gatewhy orders-api prod since 30m`.' },
  { text: 'orders request id', says: 'Something is missing after "request": `/gatewhy orders-api prod since 30m`.' },
  { text: 'orders prod since soon', says: 'since "soon" is not a duration: write it as 90s, 15m, 1h or 2d.' },
  { text: 'orders prod sinc 30m', says: '"sinc" is not understood. Did you mean since? A name with spaces stands in quotation marks.' },
  { text: 'orders from yesterday', says: 'from "yesterday" is not a time: write it as 2026-11-20T14:00Z.' },
  { text: 'orders since 1h 2h', says: 'There are two values for the time to look back: "1h" and "2h".' },
  { text: 'orders since 1h from 2026-11-20', says: 'Give either since or from and to, not both.' },
  { text: 'orders to 2026-11-20', says: 'to needs from.' },
  { text: `orders GET /x ${ID}`, says: 'Give either a request id or a verb and a path, not both.' },
  { text: 'orders --since 30m', says: 'Write it without dashes: `/gatewhy orders-api prod since 30m`.' },
  {
    text: 'orders in production',
    says: '"production" is no account or Region: write `in 444455556666`, `in us-east-1` or `in 444455556666/us-east-1`.',
  },
  { text: 'orders in', says: 'Something is missing after "in": `/gatewhy orders-api prod since 30m`.' },
  { text: 'explain lambda-timeot', says: 'There is no cause "lambda-timeot". Did you mean lambda-timeout?' },
  { text: 'explain the weather', says: 'There is no cause "the". `/gatewhy explain` lists them all.' },
  { text: 'x'.repeat(2_001), says: 'This is too long to be a question. Write: `/gatewhy orders-api prod since 30m`.' },
])('says what to type instead of: $text', ({ text, says }) => {
  expect(parseAsk(text, NOW)).toEqual({ ok: false, failure: says });
});

test('any text is a command or a helpful failure', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'in',
      '444455556666',
      'since',
      'from',
      'to',
      'request',
      'id',
      '30m',
      'GET',
      '/a/{b}',
      '"',
      '`',
      '<',
      '|',
      '>',
      '&lt;',
      '--',
      'explain',
      ID,
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  );
  const text = fc.array(piece, { maxLength: 12 }).chain((pieces) => fc.constantFrom(' ', '').map((gap) => pieces.join(gap)));
  fc.assert(
    fc.property(text, (command) => {
      const asked = parseAsk(command, NOW);
      if (!asked.ok) return /[.?]$/.test(asked.failure);
      if (asked.value.kind !== 'diagnose') return true;
      const { api, window } = asked.value.query;
      return api !== '' && window.from < window.to;
    }),
    { numRuns: 1_000 },
  );
});

test('a hostile text at the longest is read to its end', () => {
  for (const hostile of ['<', '"', '&amp', '<|', 'a=', '-a']) {
    expect(parseAsk(hostile.repeat(1_000).slice(0, 2_000), NOW)).toHaveProperty('ok');
  }
});
