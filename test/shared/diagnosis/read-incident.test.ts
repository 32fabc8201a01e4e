import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readIncident } from '../../../shared/diagnosis/read-incident.ts';
import type { IncidentFile } from '../../../shared/model/incident-file.ts';
import { ID, OTHER_ID, of, REST, TRACE } from '../../support/observe.ts';

test('samples weigh the requests that they stand for', () => {
  const { observations } = readIncident({
    ...REST,
    logs: { execution: [...of(ID, 'a'), ...of(OTHER_ID, 'b')] },
    samples: [{ requestId: ID, count: 40 }],
  });
  expect(observations.map(({ weight }) => weight)).toEqual([40, 1]);
});

test('target, window, changes and metrics are taken over, and bad dates are left out', () => {
  const file = {
    ...REST,
    api: { kind: 'REST', name: 'orders', region: 'eu-west-1' },
    window: { from: '2026-11-20T14:00:00Z', to: '2026-11-20T14:10:00Z' },
    config: { stage: { stageName: 'prod' }, restApi: { id: 'abcdef1234' } },
    changes: [
      { event: 'UpdateStage', time: 'soon' },
      { event: 'CreateDeployment', time: '2026-11-20T13:59:00Z' },
    ],
    metrics: { '5XXError': [[1, 2]] },
  } as const;
  expect(readIncident(file)).toMatchObject({
    target: { kind: 'REST', apiId: 'abcdef1234', apiName: 'orders', stage: 'prod', region: 'eu-west-1' },
    window: { from: new Date('2026-11-20T14:00:00Z'), to: new Date('2026-11-20T14:10:00Z') },
    changes: [{ event: 'UpdateStage' }, { event: 'CreateDeployment', at: new Date('2026-11-20T13:59:00Z') }],
    metrics: { '5XXError': [[1, 2]] },
  });
  expect(readIncident({ ...REST, window: { from: 'x', to: 'y' } })).not.toHaveProperty('window');
});

const gapsOf = (file: Omit<IncidentFile, 'version' | 'api'>) =>
  readIncident({ ...REST, ...file }).gaps.map(({ kind, what }) => `${kind}: ${what}`);

test('what the file does not have is a gap', () => {
  expect(gapsOf({})).toEqual(['not-supplied: logs', 'not-supplied: configuration']);
  expect(gapsOf({ logs: { test: 'x' }, config: { resources: [] } })).toEqual(['not-supplied: deployed configuration']);
  expect(gapsOf({ logs: { test: 'x' }, config: { deployed: {} } })).toEqual([]);
});

test('logging that is off is a gap of its own, and none while lines are there', () => {
  const stage = { stageName: 'prod', createdDate: '2026-11-20T10:00:00Z' };
  expect(gapsOf({ config: { deployed: {}, stage } })).toEqual(['logging-disabled: execution log', 'logging-disabled: access log']);
  expect(gapsOf({ config: { deployed: {}, stage: { stageName: 'prod' } } })).toEqual(['not-supplied: logs']);
  const error = { ...stage, methodSettings: { '*/*': { loggingLevel: 'ERROR' } }, accessLogSettings: { format: 'f' } };
  expect(gapsOf({ config: { deployed: {}, stage: error }, logs: { test: 'x' } })).toEqual(['log-level-too-low: execution log']);
});

test('what the collector could not read is passed on, once', () => {
  const gap = { kind: 'not-supplied', what: 'logs', why: 'w', remedy: 'r' } as const;
  expect(readIncident({ ...REST, config: { deployed: {} }, gaps: [gap] }).gaps).toEqual([gap]);
});

test('whatever is in the exchanges and logs, an incident is read, and every exchange is in it', () => {
  const raw = fc.dictionary(
    fc.constantFrom('request', 'response', 'endpoint', 'authorizer', 'note'),
    fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('headers', 'body', 'path', 'method', 'status', 'output', 'functionError', 'input'), fc.jsonValue()),
    ),
  );
  const text = fc.oneof(fc.string(), fc.constantFrom(...TRACE), fc.constant(`(${ID}) Method completed with status: 500`));
  const events = fc.array(fc.record({ message: text }), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(raw, { maxLength: 4 }), events, events, events, (exchanges, execution, access, functions) => {
      const { observations } = readIncident({
        ...REST,
        exchanges,
        logs: { execution, access: { events: access }, functions: { f: functions } },
      });
      expect(observations.filter(({ observation }) => observation.sources.includes('exchange'))).toHaveLength(exchanges.length);
    }),
  );
});
