import { expect, test } from 'vitest';
import { compare } from '../../../../shared/diagnosis/prove/compare.ts';
import { worseOff } from '../../../../shared/diagnosis/prove/worse.ts';
import { encodeUtf8 } from '../../../../shared/gateway/payload.ts';
import { readExecutionLog } from '../../../../shared/logs/execution-log.ts';
import type { Observation } from '../../../../shared/model/observation.ts';
import type { TraceEvent } from '../../../../shared/model/trace.ts';
import { trace } from '../../../support/proof-incidents.ts';

type Replayed = Parameters<typeof compare>[1];

const replayed = (status: number, events: readonly TraceEvent[] = [], headers: Replayed['response']['headers'] = []): Replayed => ({
  kind: 'answered',
  trace: events,
  response: { status, headers, body: encodeUtf8('') },
});

const seen = (status: number | undefined, ...lines: readonly string[]): Observation => ({
  id: 'request-1',
  sources: ['execution-log'],
  request: {},
  events: readExecutionLog(trace(...lines).execution).flatMap(({ events }) => events),
  functionLog: [],
  ...(status !== undefined && { response: { status } }),
});

const UNDECLARED = 'Execution failed due to configuration error: Output mapping refers to an invalid method response: 404';
const TIMED_OUT = 'Execution failed due to a timeout error';

test('a replay differs in its status, in the line that names the failure, or in a step that it does not reach', () => {
  expect(compare(seen(500), replayed(200))).toEqual({ aspect: 'status', observed: '500', replayed: '200' });
  expect(compare(seen(500, UNDECLARED), replayed(500, [{ kind: 'timeout' }]))).toMatchObject({ aspect: 'failure', replayed: TIMED_OUT });
  expect(compare(seen(undefined, UNDECLARED), replayed(500))).toMatchObject({ aspect: 'failure', replayed: 'no failure line' });
  expect(compare(seen(200, 'Successfully completed execution'), replayed(200))).toMatchObject({ aspect: 'step', replayed: 'not reached' });
  expect(compare(seen(500, TIMED_OUT), replayed(500, [{ kind: 'timeout' }]))).toBeUndefined();
});

test('a failure that the replay has and a whole log has not is a difference; one that was cut out is none', () => {
  const whole = ['HTTP Method: GET, Resource Path: /orders', 'Method completed with status: 500'];
  expect(compare(seen(500, ...whole), replayed(500, [{ kind: 'timeout' }]))).toMatchObject({
    aspect: 'failure',
    observed: 'no failure line',
  });
  expect(compare(seen(500, 'Method completed with status: 500'), replayed(500, [{ kind: 'timeout' }]))).toBeUndefined();
});

test('a neighbour that loses a header is worse off, and the header is named', () => {
  const request = { method: 'GET', path: '/orders', headers: [], query: [], body: encodeUtf8('') };
  const endpoint = { kind: 'answered', status: 200, headers: [], body: encodeUtf8('') } as const;
  const before = replayed(
    200,
    [{ kind: 'success' }],
    [
      ['Content-Type', 'image/png'],
      ['ETag', '"7"'],
    ],
  );
  expect(worseOff({ request, endpoint }, before, replayed(200, [{ kind: 'success' }], [['content-type', 'image/png']]), true)).toContain(
    'ETag',
  );
  expect(worseOff({ request, endpoint }, before, before, true)).toBeUndefined();
});
