import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileStage } from '../../shared/gateway/compile-stage.ts';
import { firstValue } from '../../shared/gateway/fields.ts';
import { replay } from '../../shared/gateway/gateway.ts';
import { readExecutionLog } from '../../shared/logs/execution-log.ts';
import { isFailure } from '../../shared/logs/grammar.ts';
import { printTrace } from '../../shared/logs/print-trace.ts';
import { arbitraryApi, arbitraryEndpoint, arbitraryRequest, arbitrarySettings } from '../support/arbitrary-stage.ts';

/** Few in the suite; `FUZZ_RUNS=10000` for a long run. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 500);
const TIMEOUT = Math.max(10_000, RUNS * 20);

const ID = '7e4f2a10-9b3c-4d5e-8f60-1a2b3c4d5e6f';

test(
  'any request on any stage ends in an answer or waits for its endpoint, always the same one',
  () => {
    fc.assert(
      fc.property(arbitraryApi, arbitrarySettings, arbitraryRequest, arbitraryEndpoint, (api, settings, request, endpoint) => {
        const stage = compileStage(api, settings);
        const result = replay(stage, request, endpoint);
        expect(replay(compileStage(api, settings), request, endpoint)).toEqual(result);
        if (result.kind === 'awaiting-endpoint') {
          expect(endpoint).toBeUndefined();
          expect(result.integrationRequest).toBeDefined();
          return;
        }
        expect(Number.isInteger(result.response.status)).toBe(true);
        expect(firstValue(result.response.headers, 'x-amzn-RequestId')).toBeDefined();
        const completed = result.trace.filter(({ kind }) => kind === 'completed');
        expect(completed.length).toBeLessThanOrEqual(1);
        for (const event of completed) expect(event).toEqual({ kind: 'completed', status: result.response.status });
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT,
);

test(
  'what made the gateway fail with a 5xx stands in the trace as a known failure line',
  () => {
    fc.assert(
      fc.property(arbitraryApi, arbitrarySettings, arbitraryRequest, arbitraryEndpoint, (api, settings, request, endpoint) => {
        const result = replay(compileStage(api, settings), request, endpoint);
        if (result.kind === 'awaiting-endpoint') return;
        const { response, trace } = result;
        const error = firstValue(response.headers, 'x-amzn-ErrorType');
        if (error !== 'InternalServerErrorException' || trace.some(({ kind }) => kind === 'success')) return;
        const knowsMethod = trace.some(({ kind }) => kind === 'method');
        expect(trace.some(isFailure)).toBe(knowsMethod);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT,
);

test(
  'the problems of any stage are found without a request',
  () => {
    fc.assert(
      fc.property(arbitraryApi, arbitrarySettings, (api, settings) => {
        for (const { pointer } of compileStage(api, settings).problems()) expect(pointer).toMatch(/^\/methods\//);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT,
);

/** What a log cannot give back: lines are trimmed at their end, and a body may look like a line of its own. */
const isLossless = (text: string): boolean => text.split('\n').every((line) => /^[ -~]*$/.test(line)) && !/\s$/.test(text);

test(
  'reading the printed log gives the trace back',
  () => {
    fc.assert(
      fc.property(arbitraryApi, arbitrarySettings, arbitraryRequest, arbitraryEndpoint, (api, settings, request, endpoint) => {
        const { trace } = replay(compileStage(api, settings), request, endpoint, { requestId: ID });
        const lines = printTrace(trace, { form: 'cloudwatch', requestId: ID, level: 'INFO', dataTrace: true });
        fc.pre(lines.every((line) => isLossless(line) && line.length < 1_000 && !line.includes('\n')));
        const read = readExecutionLog(lines.map((message) => ({ message })));
        expect(read.flatMap(({ events }) => events.map(({ event }) => event))).toEqual(trace);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT,
);
