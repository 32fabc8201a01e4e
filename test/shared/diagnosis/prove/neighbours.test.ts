import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diagnose } from '../../../../shared/diagnosis/diagnose.ts';
import { observeReplay } from '../../../../shared/diagnosis/prove/observe-replay.ts';
import { worseOff } from '../../../../shared/diagnosis/prove/worse.ts';
import { compileStage } from '../../../../shared/gateway/compile-stage.ts';
import type { EndpointAnswer, GatewayRequest } from '../../../../shared/gateway/exchange.ts';
import { replay } from '../../../../shared/gateway/gateway.ts';
import { integrationKind, isTyped } from '../../../../shared/gateway/integration-kind.ts';
import { decodeUtf8 } from '../../../../shared/gateway/payload.ts';
import { findMethod } from '../../../../shared/gateway/routing.ts';
import type { ApiSnapshot } from '../../../../shared/model/api.ts';
import type { Incident } from '../../../../shared/model/incident.ts';
import type { Change } from '../../../../shared/model/repair.ts';
import { applyChanges } from '../../../../shared/repairs/apply-changes.ts';
import { callerOf, endpointAnswer, faultyApi } from '../../../support/faulty-stage.ts';

const SETTINGS = { stageName: 'prod' };
/** `FUZZ_RUNS=10000` for a long run. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 600);
const TIMEOUT = Math.max(60_000, RUNS * 50);

const kindOf = (api: ApiSnapshot, { method, path }: GatewayRequest) => {
  const integration = findMethod(api, { method, path })?.integration;
  return isTyped(integration) ? integrationKind(integration) : undefined;
};

/** A function's output is JSON text: raw bytes come from backends alone. */
const canAnswer = (api: ApiSnapshot, request: GatewayRequest, endpoint: EndpointAnswer): boolean =>
  kindOf(api, request)?.startsWith('lambda') !== true || endpoint.kind !== 'answered' || !decodeUtf8(endpoint.body).includes('\uFFFD');

const answerOf = (api: ApiSnapshot, request: GatewayRequest, endpoint: EndpointAnswer) => {
  const answer = replay(compileStage(api, SETTINGS), request, endpoint);
  return answer.kind === 'answered' ? answer : undefined;
};

const incidentOf = (api: ApiSnapshot, request: GatewayRequest, endpoint: EndpointAnswer): Incident | undefined => {
  const answer = answerOf(api, request, endpoint);
  const original = { id: 'request-1', sources: ['exchange' as const], request: {}, events: [], functionLog: [] };
  return (
    answer && {
      target: { kind: 'REST' },
      stage: { kind: 'REST', settings: SETTINGS, deployed: api, functions: {}, roles: {} },
      observations: [
        { observation: observeReplay({ request, endpoint, integration: kindOf(api, request), replay: answer }, original), weight: 1 },
      ],
      changes: [],
      metrics: {},
      gaps: [],
    }
  );
};

const configOf = (incident: Incident): readonly (readonly Change[])[] =>
  diagnose(incident).causes.flatMap(({ proof, repair }) => (proof.kind === 'proven' && repair.kind === 'config' ? [repair.changes] : []));

test(
  'a proven repair makes no other request of the API worse',
  () => {
    let proven = 0;
    fc.assert(
      fc.property(
        faultyApi,
        callerOf,
        endpointAnswer,
        fc.array(fc.tuple(callerOf, endpointAnswer), { minLength: 12, maxLength: 12 }),
        (api, request, endpoint, others) => {
          const incident = incidentOf(api, request, endpoint);
          for (const changes of incident ? configOf(incident) : []) {
            const repaired = applyChanges({ api, functions: {}, roles: {}, settings: SETTINGS }, changes);
            if (!repaired.ok) throw new Error(repaired.failure);
            proven += 1;
            for (const [other, said] of others.filter(([one, answer]) => canAnswer(api, one, answer))) {
              const before = answerOf(api, other, said);
              const after = answerOf(repaired.value.api, other, said);
              const sameKind = kindOf(api, other) === kindOf(repaired.value.api, other);
              if (before && after) expect(worseOff({ request: other, endpoint: said }, before, after, sameKind)).toBeUndefined();
            }
          }
        },
      ),
      { numRuns: RUNS },
    );
    expect(proven).toBeGreaterThan(0);
  },
  TIMEOUT,
);
