import { expect, test } from 'vitest';
import { customLambda, deployed, diagnosed, exchange } from '../../support/proof-incidents.ts';

const asked = { method: 'GET', path: '/orders', headers: {} };

/** A MOCK whose template runs, and whose only integration response is for errors. */
const WITHOUT_DEFAULT = deployed(
  '/orders',
  'get',
  {
    type: 'mock',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: { '5\\d{2}': { statusCode: '200' } },
  },
  { responses: { '200': { description: '200 response' } } },
);

const LINE =
  'Execution failed due to configuration error: No match for output mapping and no default output mapping configured. Endpoint Response Status Code: 200';

test('what a client saw and the configuration give the line that nobody logged, and with it the cause', () => {
  const { verdict, causes } = diagnosed({ config: { deployed: WITHOUT_DEFAULT }, ...exchange(asked, { status: 500 }) });
  expect(verdict).toBe('no-default-integration-response');
  expect(causes[0]?.strength).toBe('confirmed');
  expect(causes[0]?.evidence[0]).toEqual({ kind: 'log-line', line: { source: 'replay', text: LINE } });
});

test('a configuration that can never work is found without any request', () => {
  expect(diagnosed({ config: { deployed: WITHOUT_DEFAULT } }).verdict).toBe('no-default-integration-response');
});

test('a failure that hangs on what the backend answered is not taken for known', () => {
  const declared = customLambda({ default: { statusCode: '200' }, '.*Error.*': { statusCode: '500' } });
  expect(diagnosed({ config: { deployed: declared }, ...exchange(asked, { status: 500 }) }).verdict).toBe('insufficient-evidence');
});

test('nothing is concluded from parts of the configuration that are not known', () => {
  const partial = deployed('/orders', 'get', { type: 'mock' }, { responses: { '200': { description: '200 response' } } });
  expect(diagnosed({ config: { deployed: partial }, ...exchange(asked, { status: 500 }) }).verdict).toBe('insufficient-evidence');
});

test('a success is not asked for a failure', () => {
  expect(diagnosed({ config: { deployed: WITHOUT_DEFAULT }, ...exchange(asked, { status: 200 }) }).verdict).toBe('no-fault');
});

test('nothing is concluded from a body that nobody noted where a template reads it', () => {
  const mock = deployed(
    '/orders',
    'post',
    {
      type: 'mock',
      requestTemplates: { 'application/json': '{"statusCode": $input.path(\'$.code\')}' },
      responses: { default: { statusCode: '200' } },
    },
    { responses: { '200': { description: '200 response' } } },
  );
  const seen = (body: object) =>
    diagnosed({ config: { deployed: mock }, ...exchange({ ...asked, method: 'POST', ...body }, { status: 500 }) });
  expect(seen({}).causes.flatMap(({ evidence }) => evidence.map((one) => one.kind === 'log-line' && one.line.source))).not.toContain(
    'replay',
  );
  expect(diagnosed({ config: { deployed: mock } }).verdict).toBe('insufficient-evidence');
});
