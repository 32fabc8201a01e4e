import fc from 'fast-check';
import { expect, test } from 'vitest';
import { audit } from '../../../../shared/diagnosis/audit/audit.ts';
import { concretePath } from '../../../../shared/diagnosis/prove/concrete-path.ts';
import { standInErrors, standInSuccess } from '../../../../shared/diagnosis/prove/stand-in.ts';
import { failedStep } from '../../../../shared/diagnosis/replay/trace-steps.ts';
import { compileStage } from '../../../../shared/gateway/compile-stage.ts';
import type { EndpointAnswer, GatewayRequest } from '../../../../shared/gateway/exchange.ts';
import { replay } from '../../../../shared/gateway/gateway.ts';
import { integrationKind, isTyped } from '../../../../shared/gateway/integration-kind.ts';
import { encodeUtf8 } from '../../../../shared/gateway/payload.ts';
import type { ApiSnapshot, Method, StageSettings } from '../../../../shared/model/api.ts';
import type { AuditEffect } from '../../../../shared/model/audit.ts';
import { arbitraryApi, arbitrarySettings } from '../../../support/arbitrary-stage.ts';
import { incidentOf } from '../../../support/audited.ts';
import { faultyApi } from '../../../support/faulty-stage.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 60);

const TYPES = [undefined, 'application/json', 'text/plain', 'image/png', '*/*', 'application/*', 'nonsense/x'];
const ACCEPTS = [undefined, 'application/json', 'image/png'];

/** Calls that anybody could make, put together without the audit's own. */
const callsTo = ({ path, verb }: Method): readonly GatewayRequest[] =>
  TYPES.flatMap((type) =>
    ACCEPTS.map((accept) => ({
      method: verb === 'ANY' ? 'GET' : verb,
      path: concretePath(path),
      headers: [
        ...(type === undefined ? [] : ([['Content-Type', type]] as const)),
        ...(accept === undefined ? [] : ([['Accept', accept]] as const)),
      ],
      query: [],
      body: encodeUtf8(verb === 'POST' && type === 'application/json' ? '{}' : ''),
    })),
  );

const endsIn = (api: ApiSnapshot, settings: StageSettings, call: GatewayRequest, answer: EndpointAnswer | undefined) => {
  const place = { apiId: 'a1b2c3d4e5', region: 'eu-west-1', account: '123456789012' };
  const ended = replay(compileStage(api, settings, place), call, answer);
  return ended.kind === 'answered'
    ? { broke: failedStep(ended.trace, ended.response) !== undefined, status: ended.response.status }
    : undefined;
};

/** Whether some call to this method, over a success or an error of its endpoint, shows what the audit says. */
const isTrue = (effect: AuditEffect, api: ApiSnapshot, settings: StageSettings, method: Method): boolean => {
  const kind = isTyped(method.integration) ? integrationKind(method.integration) : undefined;
  const answers = kind === undefined ? [undefined] : effect === 'fails' ? [standInSuccess(kind)] : standInErrors(kind);
  return callsTo(method).some((call) =>
    answers.some((answer) => {
      const end = endsIn({ ...api, methods: [method] }, settings, call, answer);
      if (end === undefined) return false;
      return effect === 'hides-error' ? !end.broke && end.status < 400 : end.broke;
    }),
  );
};

const distinct = (api: ApiSnapshot): ApiSnapshot => ({
  ...api,
  methods: api.methods.filter(({ path, verb }, index) => api.methods.findIndex((one) => one.path === path && one.verb === verb) === index),
});

const expectTrue = (given: ApiSnapshot, settings: StageSettings): void => {
  const api = distinct(given);
  const { canary: _canary, ...own } = settings;
  for (const { cause, effect, methods } of audit(incidentOf(api, settings)).findings) {
    for (const { where, strength } of methods) {
      expect(strength).not.toBe('suggested');
      const method = api.methods.find(({ path, verb }) => where === `${verb} ${path}`);
      expect(method, where).toBeDefined();
      if (method && effect !== 'wrong-setting') expect([cause, where, isTrue(effect, api, own, method)]).toEqual([cause, where, true]);
    }
  }
};

test('whatever an audit says of any stage comes true when the method is called', () => {
  fc.assert(
    fc.property(arbitraryApi, arbitrarySettings, (api, settings) => {
      expectTrue(api, settings);
    }),
    { numRuns: RUNS },
  );
});

test('and of a stage in which settings that people get wrong are often wrong', () => {
  fc.assert(
    fc.property(faultyApi, (api) => {
      expectTrue(api, {});
    }),
    { numRuns: RUNS },
  );
});

test('an audit says the same of a method whatever stands beside it', () => {
  fc.assert(
    fc.property(faultyApi, (api) => {
      const all = audit(incidentOf(api)).findings.flatMap(({ cause, effect, methods }) =>
        methods.map(({ where }) => `${effect} ${cause} ${where}`),
      );
      const alone = api.methods.flatMap((method) =>
        audit(incidentOf({ ...api, methods: [method] })).findings.map(
          ({ cause, effect }) => `${effect} ${cause} ${method.verb} ${method.path}`,
        ),
      );
      expect([...all].sort()).toEqual([...alone].sort());
    }),
    { numRuns: RUNS },
  );
});
