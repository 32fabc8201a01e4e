import { expect, test } from 'vitest';
import { diagnose } from '../../../shared/diagnosis/diagnose.ts';
import { readIncident } from '../../../shared/diagnosis/read-incident.ts';
import { type NamedBefore, remainsOf } from '../../../shared/diagnosis/remains.ts';
import type { IncidentFile } from '../../../shared/model/incident-file.ts';
import { api, customLambda, deployed, LAMBDA, trace, UNDECLARED, UNDECLARED_LINE } from '../../support/proof-incidents.ts';

const LOGGED = trace(
  'HTTP Method: GET, Resource Path: /orders',
  'Method request body before transformations: ',
  'Endpoint response body before transformations: {}',
  'Endpoint response headers: {Content-Type=application/json}',
  UNDECLARED_LINE,
  'Method completed with status: 500',
);
const BROKEN: Partial<IncidentFile> = { config: { deployed: UNDECLARED }, logs: LOGGED };
const MENDED: Partial<IncidentFile> = { ...BROKEN, config: { deployed: customLambda({ default: { statusCode: '200' } }) } };

const UNDECLARED_BEFORE: NamedBefore = { cause: 'missing-method-response', proof: 'proven' };

const remains = (before: NamedBefore, rest: Partial<IncidentFile>) => {
  const incident = readIncident({ version: 1, api, ...rest });
  return remainsOf(before, incident, diagnose(incident));
};

test('a cause that replay finds again is still in the configuration', () => {
  expect(remains(UNDECLARED_BEFORE, BROKEN)).toBe('in-configuration');
});

test('a cause whose request no longer fails on what the stage runs is gone', () => {
  expect(remains(UNDECLARED_BEFORE, MENDED)).toBe('gone');
});

test('where the first look replayed nothing, another outcome now proves nothing', () => {
  const { execution } = trace('HTTP Method: GET, Resource Path: /orders', UNDECLARED_LINE, 'Method completed with status: 500');
  const little: Partial<IncidentFile> = { ...MENDED, logs: { execution } };
  expect(remains({ ...UNDECLARED_BEFORE, proof: 'not-attempted' }, little)).toBe('unknown');
  expect(remains(UNDECLARED_BEFORE, little)).toBe('gone');
});

test('without the configuration nothing is said', () => {
  expect(remains(UNDECLARED_BEFORE, { logs: LOGGED })).toBe('unknown');
});

test('where nothing is seen of the requests any more, nothing is said', () => {
  expect(remains({ cause: 'malformed-proxy-response', proof: 'reproduced' }, { config: { deployed: UNDECLARED } })).toBe('unknown');
});

test('a cause that is mended in code is elsewhere', () => {
  const proxy = deployed('/orders', 'get', { type: 'aws_proxy', httpMethod: 'POST', uri: LAMBDA });
  const logs = trace(
    'HTTP Method: GET, Resource Path: /orders',
    'Endpoint response body before transformations: {"orders":[]}',
    'Execution failed due to configuration error: Malformed Lambda proxy response',
    'Method completed with status: 502',
  );
  expect(remains({ cause: 'malformed-proxy-response', proof: 'reproduced' }, { config: { deployed: proxy }, logs })).toBe('elsewhere');
});
