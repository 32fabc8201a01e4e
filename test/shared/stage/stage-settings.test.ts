import fc from 'fast-check';
import { expect, test } from 'vitest';
import { effectiveSettings, loggingLevel } from '../../../shared/stage/method-settings.ts';
import { readStageSettings } from '../../../shared/stage/stage-settings.ts';

const whole = { stageName: 'prod', createdDate: '2026-11-20T10:00:00Z' };

test('a whole answer writes out what AWS leaves unsaid: no variables, no access log, no web ACL, logging off', () => {
  expect(readStageSettings(whole)).toEqual({
    stageName: 'prod',
    variables: {},
    methodSettings: { '*/*': { loggingLevel: 'OFF', dataTraceEnabled: false, cachingEnabled: false } },
    accessLog: 'NONE',
    webAclArn: '',
  });
});

test('a cut answer leaves it unknown', () => {
  expect(readStageSettings({ stageName: 'prod', methodSettings: { '*/*': { throttlingRateLimit: 5 } } })).toEqual({
    stageName: 'prod',
    methodSettings: { '*/*': { throttlingRateLimit: 5 } },
  });
  expect(readStageSettings(undefined)).toEqual({});
  expect(loggingLevel(readStageSettings({ methodSettings: { '*/*': {} } }))).toBeUndefined();
  expect(loggingLevel({})).toBeUndefined();
});

test('no settings at all, as null or as an empty map, mean that logging is off', () => {
  expect(loggingLevel(readStageSettings({ methodSettings: null }))).toBe('OFF');
  expect(loggingLevel(readStageSettings({ methodSettings: {} }))).toBe('OFF');
});

test('an entry as AWS returns it, with metricsEnabled, says by a missing level that logging is off', () => {
  expect(loggingLevel(readStageSettings({ methodSettings: { '*/*': { metricsEnabled: true, throttlingRateLimit: 5 } } }))).toBe('OFF');
});

test('canary, access log and dates are read, the latter from ISO text and epoch seconds', () => {
  const stage = {
    canarySettings: { deploymentId: 'd2', percentTraffic: 12.5, stageVariableOverrides: { fn: 'b' } },
    accessLogSettings: { destinationArn: 'arn:aws:logs:x', format: '$context.requestId' },
    lastUpdatedDate: 1_763_632_800,
    variables: { fn: 'a' },
  };
  expect(readStageSettings(stage)).toEqual({
    variables: { fn: 'a' },
    canary: { deploymentId: 'd2', percentTraffic: 12.5, variables: { fn: 'b' } },
    accessLog: { destinationArn: 'arn:aws:logs:x', format: '$context.requestId' },
    lastUpdatedDate: new Date('2025-11-20T10:00:00Z'),
  });
  expect(readStageSettings({ lastUpdatedDate: '2026-11-20T10:00:00Z' }).lastUpdatedDate).toEqual(new Date('2026-11-20T10:00:00Z'));
  expect(readStageSettings({ lastUpdatedDate: 'yesterday' })).toEqual({});
});

test('apigatewayv2 names its settings otherwise', () => {
  const stage = {
    StageName: '$default',
    CreatedDate: '2026-11-20T10:00:00Z',
    StageVariables: { a: 'b' },
    DefaultRouteSettings: { LoggingLevel: 'ERROR' },
    RouteSettings: { $connect: { LoggingLevel: 'INFO' } },
    AccessLogSettings: { Format: 'f' },
  };
  const settings = readStageSettings(stage);
  expect(settings).toMatchObject({ stageName: '$default', variables: { a: 'b' }, accessLog: { format: 'f' } });
  expect(loggingLevel(settings)).toBe('ERROR');
  expect(loggingLevel(settings, { path: '$connect', verb: 'ANY', routeKey: '$connect' })).toBe('INFO');
});

test.each([
  ['pets/{id}/GET', '/pets/{id}', 'GET'],
  ['~1pets~1{id}/GET', '/pets/{id}', 'GET'],
  ['//GET', '/', 'GET'],
  ['~1/GET', '/', 'GET'],
] as const)('the key %s overrides every-method settings for %s %s', (key, path, verb) => {
  const settings = readStageSettings({
    methodSettings: { '*/*': { loggingLevel: 'INFO', cachingEnabled: true }, [key]: { loggingLevel: 'OFF' } },
  });
  expect(effectiveSettings(settings, { path, verb })).toEqual({ loggingLevel: 'OFF', cachingEnabled: true });
  expect(loggingLevel(settings, { path, verb: 'POST' })).toBe('INFO');
  expect(loggingLevel(settings)).toBe('INFO');
});

test('whatever JSON it is given, the reader answers', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom('methodSettings', 'variables', 'accessLogSettings', 'canarySettings', 'createdDate', 'lastUpdatedDate'),
        fc.jsonValue(),
      ),
      (stage) => {
        expect(readStageSettings(stage)).toBeTypeOf('object');
      },
    ),
  );
});
