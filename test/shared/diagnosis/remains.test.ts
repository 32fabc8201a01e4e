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

type Now = Parameters<typeof remainsOf>[2];

/** A second look that read the stage and found nothing; what differs is given. */
const lookedAgain = (
  rest: Partial<Now>,
  stage: Parameters<typeof remainsOf>[1]['stage'] = readIncident({ version: 1, api, ...MENDED }).stage,
) => remainsOf(UNDECLARED_BEFORE, { stage }, { causes: [], open: [], gaps: [], requests: { failed: 1, sampled: 1 }, ...rest });

test('a cause that is found no more is gone, where the look could have seen it', () => {
  const gap = { kind: 'throttled', what: 'deployed configuration', why: 'AWS throttled it', remedy: 'Ask again.' } as const;
  const query = { why: 'The export shows it.', command: 'aws apigateway get-export' };
  expect(lookedAgain({})).toBe('gone');
  expect(lookedAgain({ gaps: [{ ...gap, kind: 'log-level-too-low' }] })).toBe('gone');
  expect(lookedAgain({ gaps: [gap] })).toBe('unknown');
  expect(lookedAgain({ open: [{ cause: 'missing-method-response', query }] })).toBe('unknown');
  expect(lookedAgain({ requests: { failed: 1, sampled: 0 } })).toBe('unknown');
  expect(lookedAgain({}, readIncident({ version: 1, api, logs: LOGGED }).stage)).toBe('unknown');
});

test('a replay that contradicts the cause decides, whatever the first look could do', () => {
  const { causes } = diagnose(readIncident({ version: 1, api, ...BROKEN }));
  const refuted = causes.map((cause) => ({
    ...cause,
    proof: { kind: 'refuted', divergence: { aspect: 'status', observed: '500', replayed: '200' } } as const,
  }));
  expect(lookedAgain({ causes: refuted })).toBe('gone');
});
