import { globSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { failedStep, stepsOf } from '../../../../shared/diagnosis/replay/trace-steps.ts';
import { compileStage } from '../../../../shared/gateway/compile-stage.ts';
import type { GatewayReply } from '../../../../shared/gateway/exchange.ts';
import { replay } from '../../../../shared/gateway/gateway.ts';
import type { TraceEvent } from '../../../../shared/model/trace.ts';
import { ROOT } from '../../../support/repository.ts';
import { readScenarios } from '../../../support/scenario.ts';

const START: TraceEvent = { kind: 'start', requestId: 'r' };
const SENDING: TraceEvent = { kind: 'sending', uri: 'https://example.com' };
const RECEIVED: TraceEvent = { kind: 'received', status: 200, latencyMs: 0 };
const USAGE_PLAN: TraceEvent = { kind: 'usage-plan-check', requestId: 'r', apiKey: '', apiStage: 'a/b' };

const reply = (status: number, body = '', errorType = 'BadRequestException'): GatewayReply => ({
  status,
  headers: errorType === '' ? [] : [['x-amzn-ErrorType', errorType]],
  body: new TextEncoder().encode(body),
});

describe('a failure line that stands in several steps belongs where the call had come', () => {
  test.for<{ before: readonly TraceEvent[]; step: string }>([
    { before: [START], step: 'Integration request' },
    { before: [START, SENDING], step: 'Integration' },
    { before: [START, SENDING, RECEIVED], step: 'Integration response' },
  ])('$step', ({ before, step }) => {
    for (const kind of ['base64-decode-failed', 'internal-error', 'invalid-endpoint-address'] as const) {
      const trace: readonly TraceEvent[] = [...before, { kind }, { kind: 'completed', status: 500 }];
      expect(failedStep(trace, reply(500))).toBe(step);
      expect(stepsOf(trace).at(-2)).toEqual({ event: { kind }, step });
    }
  });
});

describe('where the log says nothing, trace and answer tell the step', () => {
  test.for<{ trace: readonly TraceEvent[]; answer: GatewayReply; step: string }>([
    { trace: [], answer: reply(403), step: 'Routing' },
    { trace: [], answer: reply(413, 'HTTP content length exceeded 10485760 bytes.', ''), step: 'Received' },
    { trace: [{ kind: 'extended-request-id', id: 'x=' }], answer: reply(403), step: 'Authorization' },
    { trace: [{ kind: 'extended-request-id', id: 'x=' }, USAGE_PLAN], answer: reply(429), step: 'API key' },
    { trace: [START], answer: reply(400, '{"message": "Missing required request parameters: [a]"}'), step: 'Request validation' },
    { trace: [START], answer: reply(415), step: 'Integration request' },
    { trace: [START, { kind: 'validation-ok', contentType: 'a/b' }], answer: reply(400), step: 'Integration request' },
  ])('$step: $answer.status', ({ trace, answer, step }) => {
    expect(failedStep(trace, answer)).toBe(step);
  });
});

const scenarios = globSync('test/gateway/scenarios/*.md', { cwd: ROOT }).flatMap((path) => readScenarios(`${ROOT}/${path}`));

test('in every scenario a step has failed exactly where the answer did not come through', () => {
  for (const { api, settings, request, endpoint, options, title } of scenarios) {
    const result = replay(compileStage(api, settings), request, endpoint, options);
    if (result.kind === 'awaiting-endpoint') continue;
    const { trace, response } = result;
    const step = failedStep(trace, response);
    expect(step === undefined, title).toBe(trace.some(({ kind }) => kind === 'success'));
  }
  expect(scenarios.length).toBeGreaterThan(25);
});
