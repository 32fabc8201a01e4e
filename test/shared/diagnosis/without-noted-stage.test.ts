import { expect, test } from 'vitest';
import { readIncident } from '../../../shared/diagnosis/read-incident.ts';
import type { IncidentFile } from '../../../shared/model/incident-file.ts';
import { api, deployed, LAMBDA } from '../../support/proof-incidents.ts';

const config: IncidentFile['config'] = {
  deployed: deployed('/orders/{id}', 'get', { type: 'aws_proxy', httpMethod: 'POST', uri: LAMBDA }),
};

const pathIn = (request: Record<string, unknown>, status = 500, more: Partial<IncidentFile> = { config }) => {
  const [first] = readIncident({
    version: 1,
    api,
    ...more,
    exchanges: [{ request: { method: 'GET', ...request }, response: { status } }],
  }).observations;
  return first?.observation.request.path;
};

test('a path that fits a route only without the stage is noted without it', () => {
  expect(pathIn({ path: '/prod/orders/7' })).toBe('/orders/7');
  expect(pathIn({ path: '/prod/orders/7', resource: '/orders/{id}' }, 500, {})).toBe('/orders/7');
  expect(pathIn({ path: '/prod/orders/7', headers: { Host: 'a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com' } })).toBe('/orders/7');
});

test.for([
  { what: 'fits as it is', request: { path: '/orders/prod' } },
  { what: 'only begins like the stage', request: { path: '/production/orders/7' } },
  { what: 'fits a greedy resource either way', request: { path: '/prod/orders/7', resource: '/{proxy+}' } },
  { what: 'fits nothing', request: { path: '/prod/invoices' } },
  { what: 'is that of a domain of its own', request: { path: '/prod/orders/7', headers: { Host: 'api.example.com' } } },
])('a path stays as it was noted when it $what', ({ request }) => {
  expect(pathIn(request)).toBe(request.path);
});

test('of a request that was turned away the stage may be what is wrong with it', () => {
  expect(pathIn({ path: '/prod/orders/7' }, 403)).toBe('/prod/orders/7');
});
