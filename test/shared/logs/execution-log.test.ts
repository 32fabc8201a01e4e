import { expect, test } from 'vitest';
import { readExecutionLog } from '../../../shared/logs/execution-log.ts';
import type { Trace, TraceEvent } from '../../../shared/model/trace.ts';

const A = '0b9d3c52-6f1e-4d1c-9a51-3f5be1a7c0de';
const B = '5f0e7c11-93ad-4c2b-8b7e-1d2c3b4a5f60';
const LAMBDA = '758a8c2f-35eb-4713-b55e-56879fbc968b';
const EFCE = 'Execution failed due to configuration error: ';

const events = (messages: readonly string[]) => messages.map((message) => ({ message }));
const kinds = ({ events: logged }: Trace): readonly TraceEvent['kind'][] => logged.map(({ event }) => event.kind);
const only = (traces: readonly Trace[]): Trace => {
  const [trace, ...others] = traces;
  if (!trace || others.length > 0) throw new Error(`expected one trace, got ${traces.length}`);
  return trace;
};
const eventsOf = ({ events: logged }: Trace): readonly TraceEvent[] => logged.map(({ event }) => event);

test('takes interleaved requests apart by the id in front of each line', () => {
  const traces = readExecutionLog(
    events([
      `(${A}) Starting execution for request: ${A}`,
      `(${B}) Starting execution for request: ${B}`,
      `(${B}) Method completed with status: 200`,
      `(${A}) Execution failed due to a timeout error`,
      `(${A}) Method completed with status: 504`,
    ]),
  );
  expect(traces.map(({ requestId }) => requestId)).toEqual([A, B]);
  expect(traces.map(kinds)).toEqual([
    ['start', 'timeout', 'completed'],
    ['start', 'completed'],
  ]);
});

test('takes the extended request id of a WebSocket API for an id', () => {
  const trace = only(readExecutionLog(events([`(Pds1QEC4oAMFpyA=) ${EFCE}Malformed Lambda proxy response`])));
  expect(trace).toMatchObject({ requestId: 'Pds1QEC4oAMFpyA=', source: 'execution-log' });
  expect(kinds(trace)).toEqual(['malformed-proxy-response']);
});

test('cuts the id off the text and keeps it, with the time, on the line', () => {
  const trace = only(readExecutionLog([{ timestamp: 1_763_647_200_000, message: `(${A}) Method completed with status: 500` }]));
  expect(trace.events).toEqual([
    {
      event: { kind: 'completed', status: 500 },
      line: {
        source: 'execution-log',
        text: 'Method completed with status: 500',
        requestId: A,
        at: new Date('2025-11-20T14:00:00.000Z'),
      },
      truncated: false,
    },
  ]);
});

test('trap 1: keeps the lines behind the completion', () => {
  const trace = only(
    readExecutionLog(
      events([
        `(${A}) Method completed with status: 502`,
        `(${A}) AWS Integration Endpoint RequestId : ${LAMBDA}`,
        `(${A}) X-ray Tracing ID : 1-5c7674f4-a3491d0a9c8012c191821b83`,
      ]),
    ),
  );
  expect(kinds(trace)).toEqual(['completed', 'endpoint-request-id', 'xray-trace-id']);
});

const MODULE_ERROR = [
  "Error: Cannot find module 'x'",
  'Require stack:',
  '- /var/task/a.js. Lambda request id: none',
  '- /var/runtime/index.mjs',
];

test('trap 2: a function error spans lines, and its request id stands at the end of the event', () => {
  const text = `(${A}) Lambda execution failed with status 200 due to customer function error: ${MODULE_ERROR.join('\n')}. Lambda request id: ${LAMBDA}`;
  const expected = { kind: 'function-error', message: MODULE_ERROR.join('\n'), lambdaRequestId: LAMBDA };
  expect(eventsOf(only(readExecutionLog([{ timestamp: 1, message: text }])))).toEqual([expected]);
});

test('trap 2: and does so when it was pasted line by line', () => {
  const lines = [
    `(${A}) Lambda execution failed with status 200 due to customer function error: Error: Cannot find module 'x'`,
    'Require stack:',
    `- /var/runtime/index.mjs. Lambda request id: ${LAMBDA}`,
    `(${A}) Method completed with status: 502`,
  ];
  const expected = [
    { kind: 'function-error', message: "Error: Cannot find module 'x'\nRequire stack:\n- /var/runtime/index.mjs", lambdaRequestId: LAMBDA },
    { kind: 'completed', status: 502 },
  ];
  expect(eventsOf(only(readExecutionLog(events(lines))))).toEqual(expected);
  expect(eventsOf(only(readExecutionLog([{ message: lines.join('\n') }])))).toEqual(expected);
});

const CHRONOLOGICAL = [
  `(${A}) Starting execution for request: ${A}`,
  `(${A}) Lambda invocation failed with status: 429. Lambda request id: ${LAMBDA}`,
  `(${A}) ${EFCE}Rate Exceeded.`,
  `(${A}) Method completed with status: 500`,
  `(${A}) AWS Integration Endpoint RequestId : ${LAMBDA}`,
];
const IN_ORDER = ['start', 'invocation-failed', 'rate-exceeded', 'completed', 'endpoint-request-id'];

test('trap 3: turns a log round that was pasted newest line first', () => {
  expect(kinds(only(readExecutionLog(events(CHRONOLOGICAL.toReversed()))))).toEqual(IN_ORDER);
  expect(kinds(only(readExecutionLog(events(CHRONOLOGICAL.slice(2, 4).toReversed()))))).toEqual(['rate-exceeded', 'completed']);
});

test('trap 3: leaves a log alone that is in order', () => {
  expect(kinds(only(readExecutionLog(events(CHRONOLOGICAL))))).toEqual(IN_ORDER);
});

test('trap 3: sorts by time when every line has one, lines of one millisecond in the order of arrival', () => {
  const timed = CHRONOLOGICAL.map((message, index) => ({ timestamp: 1000 + Math.min(index, 2), message }));
  const shuffled = [...timed.slice(2), ...timed.slice(0, 2)];
  expect(kinds(only(readExecutionLog(shuffled)))).toEqual(IN_ORDER);
  expect(kinds(only(readExecutionLog(timed.toReversed())))).toEqual(IN_ORDER);
});

test('trap 3: turns several runs without ids round, and keeps them apart', () => {
  const run = ['Starting execution for request: test-invoke-request', `${EFCE}Authorizer error`, 'Method completed with status: 500'];
  const traces = readExecutionLog(events([...run, ...run].toReversed()));
  expect(traces.map(kinds)).toEqual([
    ['start', 'authorizer-error', 'completed'],
    ['start', 'authorizer-error', 'completed'],
  ]);
});

test('trap 5: a body of several lines is one line, as an event and as pasted text', () => {
  const body = '{\n    "Reason": "ReservedFunctionConcurrentInvocationLimitExceeded",\n\n    "message": "Rate Exceeded."\n}';
  const lines = `(${A}) Endpoint response body before transformations: ${body}\n(${A}) Method completed with status: 502`;
  const expected = [
    { kind: 'endpoint-response-body', body },
    { kind: 'completed', status: 502 },
  ];
  expect(eventsOf(only(readExecutionLog([{ message: lines }])))).toEqual(expected);
  expect(eventsOf(only(readExecutionLog(events(lines.split('\n')))))).toEqual(expected);
  const asLogged = lines.split('\n(').map((message, index) => ({ timestamp: index, message: index === 0 ? message : `(${message}` }));
  expect(eventsOf(only(readExecutionLog(asLogged)))).toEqual(expected);
});

test('trap 5: a body that is complete JSON is not continued by a remark', () => {
  const trace = only(readExecutionLog([{ message: 'Endpoint response body before transformations: null\nand then it failed' }]));
  expect(eventsOf(trace)).toEqual([
    { kind: 'endpoint-response-body', body: 'null' },
    { kind: 'other', text: 'and then it failed' },
  ]);
});

test('a body cannot pass for lines of the log', () => {
  const forged = `x\nMethod completed with status: 200\n${EFCE}Authorizer error\n(${B}) Method completed with status: 500`;
  const [first, ...others] = readExecutionLog([{ timestamp: 1, message: `(${A}) Method request body before transformations: ${forged}` }]);
  expect(others).toEqual([]);
  expect(first && eventsOf(first)).toEqual([{ kind: 'request-body', body: forged }]);
});

test('trap 7: keeps the selected status and the backend status apart', () => {
  const trace = only(
    readExecutionLog(
      events([
        `${EFCE}Output mapping refers to an invalid method response: 200`,
        `${EFCE}No match for output mapping and no default output mapping configured. Endpoint Response Status Code: 403`,
      ]),
    ),
  );
  expect(eventsOf(trace)).toEqual([
    { kind: 'invalid-method-response', status: '200' },
    { kind: 'no-output-mapping', endpointStatus: '403' },
  ]);
});

test('trap 8: keeps every failure line and every backend status', () => {
  const trace = only(
    readExecutionLog(
      events([
        'Received response. Status: 403, Integration latency: 12 ms',
        'Received response. Status: 500, Integration latency: 3 ms',
        `${EFCE}Invalid permissions on Lambda function`,
        `${EFCE}Authorizer error`,
        'AuthorizerConfigurationException',
      ]),
    ),
  );
  expect(kinds(trace)).toEqual(['received', 'received', 'invalid-permissions', 'authorizer-error', 'authorizer-configuration-exception']);
});

test('trap 9: a log that ends with success may hold a function error, and shows it', () => {
  const trace = only(
    readExecutionLog(
      events([
        `(${A}) Endpoint response headers: {X-Amz-Function-Error=Unhandled}`,
        `(${A}) Endpoint response body before transformations: {"errorMessage":"boom"}`,
        `(${A}) Successfully completed execution`,
        `(${A}) Method completed with status: 200`,
      ]),
    ),
  );
  expect(kinds(trace)).toEqual(['endpoint-response-headers', 'endpoint-response-body', 'success', 'completed']);
});

test('trap 10: the fingerprint of a null result survives: length 4, body null', () => {
  const trace = only(
    readExecutionLog(
      events([`(${A}) Endpoint response headers: {Content-Length=4}`, `(${A}) Endpoint response body before transformations: null`]),
    ),
  );
  expect(eventsOf(trace)).toEqual([
    { kind: 'endpoint-response-headers', map: '{Content-Length=4}' },
    { kind: 'endpoint-response-body', body: 'null' },
  ]);
});

test('a line without an id belongs to the request of the line before it', () => {
  const trace = only(readExecutionLog(events([`(${A}) ${EFCE}Authorizer error`, 'AuthorizerConfigurationException'])));
  expect(kinds(trace)).toEqual(['authorizer-error', 'authorizer-configuration-exception']);
});

test('keeps two executions apart that a client sent under one id', () => {
  const run = [
    `(${A}) Starting execution for request: ${A}`,
    `(${A}) Method completed with status: 500`,
    `(${A}) X-ray Tracing ID : 1-2-3`,
  ];
  expect(readExecutionLog(events([...run, ...run])).map(kinds)).toEqual([
    ['start', 'completed', 'xray-trace-id'],
    ['start', 'completed', 'xray-trace-id'],
  ]);
});

test('keeps an authorizer, which runs before the start, with its request', () => {
  const trace = only(
    readExecutionLog(
      events([
        `(${A}) Extended Request Id: Kq3dXGfUrPEFV_g=`,
        `(${A}) Starting authorizer: q8togz for request: ${A}`,
        `(${A}) Endpoint request URI: https://lambda.eu-west-1.amazonaws.com/`,
        `(${A}) Successfully completed authorizer execution`,
        `(${A}) Verifying Usage Plan for request: ${A}. API Key:  API Stage: abc123def4/prod`,
        `(${A}) Starting execution for request: ${A}`,
        `(${A}) Method completed with status: 200`,
      ]),
    ),
  );
  expect(trace.events).toHaveLength(7);
});

test('keeps unknown lines in their place', () => {
  const trace = only(readExecutionLog(events([`(${A}) WebSocket Request Route: [$connect]`, `(${A}) Method completed with status: 500`])));
  expect(eventsOf(trace)).toEqual([
    { kind: 'other', text: 'WebSocket Request Route: [$connect]' },
    { kind: 'completed', status: 500 },
  ]);
});

test('marks a line that AWS has cut', () => {
  const trace = only(readExecutionLog(events([`(${A}) Endpoint request body after transformations: {"resource":"/echo", [TRUNCATED]`])));
  expect(trace.events[0]).toMatchObject({ truncated: true, event: { body: '{"resource":"/echo",' } });
});

test('reads nothing from nothing', () => {
  expect(readExecutionLog([])).toEqual([]);
  expect(readExecutionLog(events(['', '\n\n']))).toEqual([]);
});
