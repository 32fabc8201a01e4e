import { expect, test } from 'vitest';
import { deployed, diagnosed, exchange, LAMBDA, UNDECLARED, UNDECLARED_LINE } from '../../support/proof-incidents.ts';

const asked = { method: 'GET', path: '/orders', headers: {} };

test('what a client saw and the configuration give the line that nobody logged, and with it the cause', () => {
  const { verdict, causes } = diagnosed({ config: { deployed: UNDECLARED }, ...exchange(asked, { status: 500 }) });
  expect(verdict).toBe('missing-method-response');
  expect(causes[0]?.strength).toBe('confirmed');
  expect(causes[0]?.evidence[0]).toEqual({ kind: 'log-line', line: { source: 'replay', text: UNDECLARED_LINE } });
});

test('a configuration that can never work is found without any request', () => {
  expect(diagnosed({ config: { deployed: UNDECLARED } }).verdict).toBe('missing-method-response');
});

test('a failure that hangs on what the backend answered is not taken for known', () => {
  const declared = deployed(
    '/orders',
    'get',
    {
      type: 'aws',
      httpMethod: 'POST',
      uri: LAMBDA,
      requestTemplates: { 'application/json': '{}' },
      responses: { default: { statusCode: '200' }, '.*Error.*': { statusCode: '500' } },
    },
    { responses: { '200': { description: '200 response' } } },
  );
  expect(diagnosed({ config: { deployed: declared }, ...exchange(asked, { status: 500 }) }).verdict).toBe('insufficient-evidence');
});

test('nothing is concluded from parts of the configuration that are not known', () => {
  const partial = deployed('/orders', 'get', { type: 'mock' }, { responses: { '200': { description: '200 response' } } });
  expect(diagnosed({ config: { deployed: partial }, ...exchange(asked, { status: 500 }) }).verdict).toBe('insufficient-evidence');
});

test('a success is not asked for a failure', () => {
  expect(diagnosed({ config: { deployed: UNDECLARED }, ...exchange(asked, { status: 200 }) }).verdict).toBe('no-fault');
});
