import { expect, test } from 'vitest';
import { readFunctionLog } from '../../../shared/logs/function-log.ts';
import type { FunctionLogEvent } from '../../../shared/model/trace.ts';

const ID = '71952965-d5cc-4974-ae08-6e2138b2275c';
const OTHER = '1f0e2d3c-4b5a-4697-8887-766554433221';
const one = (message: string) => readFunctionLog([{ message }])[0];

const error = (phase: 'init' | 'invoke', errorType: string | undefined, message: string): FunctionLogEvent => ({
  kind: 'error',
  phase,
  ...(errorType !== undefined && { errorType }),
  message,
});

const node = (label: string, id: string, document: object): string =>
  `2026-11-20T10:00:00.000Z\t${id}\tERROR\t${label} \t${JSON.stringify(document)}`;

type Example = readonly [name: string, text: string, event: FunctionLogEvent, requestId?: string];

const lines: readonly Example[] = [
  ['START', `START RequestId: ${ID} Version: $LATEST\n`, { kind: 'start', version: '$LATEST' }, ID],
  ['END', `END RequestId: ${ID}\n`, { kind: 'end' }, ID],
  [
    'REPORT',
    `REPORT RequestId: ${ID}\tDuration: 812.02 ms\tBilled Duration: 813 ms\tMemory Size: 1024 MB\tMax Memory Used: 301 MB\tInit Duration: 154.20 ms\t\n`,
    { kind: 'report', durationMs: 812.02, initDurationMs: 154.2, memorySizeMb: 1024, maxMemoryUsedMb: 301 },
    ID,
  ],
  [
    'REPORT of a runtime that exited',
    `REPORT RequestId: ${ID}\tDuration: 11236.65 ms\tBilled Duration: 11237 ms\tMemory Size: 512 MB\tMax Memory Used: 250 MB\tStatus: error\tError Type: Runtime.ExitError`,
    { kind: 'report', durationMs: 11_236.65, memorySizeMb: 512, maxMemoryUsedMb: 250, status: 'error', errorType: 'Runtime.ExitError' },
    ID,
  ],
  [
    'REPORT with a time before it and a space for a tab',
    `18:25:50 REPORT RequestId: ${ID}\tDuration: 93110.83 ms\tBilled Duration: 93200 ms Memory Size: 384 MB\tMax Memory Used: 57 MB`,
    { kind: 'report', durationMs: 93_110.83, memorySizeMb: 384, maxMemoryUsedMb: 57 },
    ID,
  ],
  ['timeout', `2019-02-27T11:31:11.456Z ${ID} Task timed out after 3.02 seconds\n\n`, { kind: 'timed-out', seconds: 3.02 }, ID],
  ['timeout, newer', `RequestId: ${ID} Error: Task timed out after 5.00 seconds`, { kind: 'timed-out', seconds: 5 }, ID],
  [
    'response refused',
    '[ERROR] LAMBDA_RUNTIME Failed to post handler success response. Http response code: 413.',
    { kind: 'response-refused', status: 413 },
  ],
  [
    'response too large',
    '{"errorMessage":"Exceeded maximum allowed payload size (6291556 bytes).","errorType":"RequestEntityTooLarge"}',
    { kind: 'response-too-large', limitBytes: 6_291_556 },
  ],
  ['response too large, 2018', 'body size is too long', { kind: 'response-too-large' }],
  [
    'Node.js import error',
    node('Uncaught Exception', 'undefined', { errorType: 'Runtime.ImportModuleError', errorMessage: "Error: Cannot find module 'x'" }),
    error('init', 'Runtime.ImportModuleError', "Error: Cannot find module 'x'"),
  ],
  [
    'Node.js invoke error',
    node('Invoke Error', ID, { errorType: 'TypeError', errorMessage: 'x is not a function', stack: ['TypeError: …'] }),
    error('invoke', 'TypeError', 'x is not a function'),
    ID,
  ],
  [
    'Node.js rejection',
    node('Unhandled Promise Rejection', ID, { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'boom' }),
    error('invoke', 'Runtime.UnhandledPromiseRejection', 'boom'),
    ID,
  ],
  [
    'Python error',
    '[ERROR] KeyError: \'name\'\nTraceback (most recent call last):\n  File "/var/task/app.py", line 3, in handler',
    error('invoke', 'KeyError', "'name'"),
  ],
  [
    'Python error with carriage returns',
    '[ERROR] KeyError: \'name\'\rTraceback (most recent call last):\r\u00A0\u00A0File "/var/task/app.py"',
    error('invoke', 'KeyError', "'name'"),
  ],
  [
    'Python import error',
    "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': No module named 'requests'\nTraceback (most recent call last):",
    error('init', 'Runtime.ImportModuleError', "Unable to import module 'app': No module named 'requests'"),
  ],
  [
    'Python handler missing',
    "[ERROR] Runtime.HandlerNotFound: Handler 'handler' missing on module 'app'",
    error('init', 'Runtime.HandlerNotFound', "Handler 'handler' missing on module 'app'"),
  ],
  [
    'Java error',
    'Cannot divide: java.lang.ArithmeticException\njava.lang.ArithmeticException: Cannot divide\n\tat example.Handler.handleRequest(Handler.java:9)',
    error('invoke', 'java.lang.ArithmeticException', 'Cannot divide'),
  ],
  [
    'Java class missing',
    'Class not found: example.Handler: java.lang.ClassNotFoundException\njava.lang.ClassNotFoundException: example.Handler\n\tat java.base/x(Unknown Source)',
    error('init', 'java.lang.ClassNotFoundException', 'Class not found: example.Handler'),
  ],
  [
    'Ruby error',
    'Error raised from handler method\n{\n  "errorMessage": "undefined method for nil",\n  "errorType": "Function<NoMethodError>",\n  "stackTrace": []\n}',
    error('invoke', 'Function<NoMethodError>', 'undefined method for nil'),
  ],
  [
    'Ruby start',
    'Init error when loading handler app.show\n{"errorMessage":"cannot load such file -- pg","errorType":"Init<LoadError>","stackTrace":[]}',
    error('init', 'Init<LoadError>', 'cannot load such file -- pg'),
  ],
  [
    '.NET error',
    `2026-11-20T10:00:00.000Z\t${ID}\tfail\tSystem.NullReferenceException: Object reference not set\n   at Shop.Handler.Get() in /src/Handler.cs:line 3`,
    error('invoke', 'System.NullReferenceException', 'Object reference not set'),
    ID,
  ],
  [
    'Go panic',
    'panic: runtime error: index out of range [3] with length 2\n\ngoroutine 1 [running]:',
    error('invoke', undefined, 'runtime error: index out of range [3] with length 2'),
  ],
  [
    'Go error document behind a time',
    '2026/11/20 10:00:00 {"errorMessage":"boom","errorType":"errorString"}',
    error('invoke', 'errorString', 'boom'),
  ],
  ['Rust panic', "thread 'main' panicked at src/main.rs:12:5:\nboom", error('invoke', undefined, 'src/main.rs:12:5:\nboom')],
  [
    'PHP error',
    'PHP Fatal error:  Uncaught RuntimeException: no database in /var/task/index.php:12',
    error('invoke', undefined, 'RuntimeException: no database in /var/task/index.php:12'),
  ],
  [
    'PHP error of Bref',
    `${ID}\tInvoke Error\t{"errorType":"Exception","errorMessage":"boom","stack":[]}`,
    error('invoke', 'Exception', 'boom'),
    ID,
  ],
  [
    'Python error, 2018',
    '\'name\': KeyError\nTraceback (most recent call last):\n  File "/var/task/app.py", line 3',
    error('invoke', 'KeyError', "'name'"),
  ],
  [
    'Python import error, 2018',
    "Unable to import module 'app': No module named 'requests'",
    error('init', undefined, "Unable to import module 'app': No module named 'requests'"),
  ],
  [
    'an error that the application caught and logged',
    `2026-11-20T10:00:00.000Z\t${ID}\tERROR\tPUT /orders failed {"errorType":"X","errorMessage":"boom"}`,
    { kind: 'other', text: `2026-11-20T10:00:00.000Z\t${ID}\tERROR\tPUT /orders failed {"errorType":"X","errorMessage":"boom"}` },
    ID,
  ],
  [
    'entry point of the wrong architecture',
    'fork/exec /var/task/bootstrap: exec format error: PathError null',
    error('init', 'PathError', 'fork/exec /var/task/bootstrap: exec format error'),
  ],
  [
    'entry point without permission',
    `RequestId: ${ID} Error: fork/exec /var/task/bootstrap: permission denied\nRuntime.InvalidEntrypoint`,
    error('init', 'Runtime.InvalidEntrypoint', 'fork/exec /var/task/bootstrap: permission denied'),
    ID,
  ],
  [
    'runtime exited',
    `RequestId: ${ID} Error: Runtime exited with error: signal: killed\nRuntime.ExitError`,
    { kind: 'exited', detail: 'Runtime exited with error: signal: killed' },
    ID,
  ],
  [
    'process exited, 2017',
    `RequestId: ${ID} Process exited before completing request`,
    { kind: 'exited', detail: 'Process exited before completing request' },
    ID,
  ],
  [
    'init report',
    'INIT_REPORT Init Duration: 150.79 ms\tPhase: init\tStatus: error\tError Type: Runtime.UserCodeSyntaxError',
    error('init', 'Runtime.UserCodeSyntaxError', ''),
  ],
  ['error document', '{\n "errorMessage": "boom",\n "errorType": "ValueError"\n}', error('invoke', 'ValueError', 'boom')],
  [
    'JSON start',
    `{"time":"2026-11-20T10:00:00.000Z","type":"platform.start","record":{"requestId":"${ID}","version":"$LATEST"}}`,
    { kind: 'start', version: '$LATEST' },
    ID,
  ],
  [
    'JSON report',
    `{"time":"2026-11-20T10:00:00.000Z","type":"platform.report","record":{"requestId":"${ID}","status":"timeout","metrics":{"durationMs":5000.0,"billedDurationMs":5000,"memorySizeMB":128,"maxMemoryUsedMB":94}}}`,
    { kind: 'report', durationMs: 5000, memorySizeMb: 128, maxMemoryUsedMb: 94, status: 'timeout' },
    ID,
  ],
  [
    'JSON error of Node.js',
    `{"timestamp":"2026-11-20T10:00:00.000Z","level":"ERROR","requestId":"${ID}","message":{"errorType":"TypeError","errorMessage":"boom","stackTrace":[]}}`,
    error('invoke', 'TypeError', 'boom'),
    ID,
  ],
  [
    'JSON error of Python',
    `{"timestamp":"2026-11-20T10:00:00Z","level":"ERROR","errorMessage":"boom","errorType":"ValueError","requestId":"${ID}","stackTrace":[]}`,
    error('invoke', 'ValueError', 'boom'),
    ID,
  ],
  [
    'JSON error while starting',
    '{"timestamp":"2026-11-20T10:00:00.000Z","level":"ERROR","message":{"errorType":"Error","errorMessage":"no region"}}',
    error('init', 'Error', 'no region'),
  ],
];

test.each(lines.map(([name, text, event, requestId]) => ({ name, text, event, requestId })))(
  'reads $name',
  ({ text, event, requestId }) => {
    const logged = one(text);
    expect(logged?.event).toEqual(event);
    expect(logged?.line.requestId).toBe(requestId);
  },
);

test.each([
  '[ERROR]\t2026-11-20T10:00:00.000Z\t71952965-d5cc-4974-ae08-6e2138b2275c\tpayment declined',
  '2026-11-20T10:00:00.000Z\t71952965-d5cc-4974-ae08-6e2138b2275c\tERROR\tpayment declined',
  '{"timestamp":"2026-11-20T10:00:00.000Z","level":"ERROR","requestId":"71952965-d5cc-4974-ae08-6e2138b2275c","message":"payment declined"}',
])("keeps the application's own lines, with the request id that they carry: %s", (text) => {
  expect(one(text)).toMatchObject({ event: { kind: 'other', text }, line: { requestId: ID, text } });
});

test('gives a line without an id to the only invocation that runs', () => {
  const messages = [
    `START RequestId: ${ID} Version: $LATEST`,
    '[ERROR] KeyError: 1',
    `END RequestId: ${ID}`,
    `REPORT RequestId: ${ID}\tDuration: 1 ms`,
    'later',
  ];
  const read = readFunctionLog(messages.map((message) => ({ message })));
  expect(read.map(({ line }) => line.requestId)).toEqual([ID, ID, ID, ID, undefined]);
});

test('gives a line without an id to nobody while two invocations run', () => {
  const messages = [`START RequestId: ${ID}`, `START RequestId: ${OTHER}`, '[ERROR] KeyError: 1'];
  expect(readFunctionLog(messages.map((message) => ({ message })))[2]?.line.requestId).toBeUndefined();
});

test('joins the lines of a stack trace to the error before them', () => {
  const messages = [
    "[ERROR] KeyError: 'name'",
    'Traceback (most recent call last):',
    '  File "/var/task/app.py", line 3',
    `END RequestId: ${ID}`,
  ];
  const read = readFunctionLog(messages.map((message) => ({ message })));
  expect(read.map(({ event }) => event.kind)).toEqual(['error', 'end']);
});

test('cuts a pasted log into its lines', () => {
  const paste = `START RequestId: ${ID} Version: 3\nhello\nEND RequestId: ${ID}\nREPORT RequestId: ${ID}\tDuration: 1.5 ms`;
  expect(readFunctionLog([{ message: paste }], 'orders')).toMatchObject([
    { event: { kind: 'start', version: '3' }, functionName: 'orders' },
    { event: { kind: 'other', text: 'hello' }, line: { requestId: ID } },
    { event: { kind: 'end' }, functionName: 'orders' },
    { event: { kind: 'report', durationMs: 1.5 }, functionName: 'orders' },
  ]);
});

test('keeps the time of the event, or that of a JSON record', () => {
  expect(readFunctionLog([{ timestamp: 7, message: 'x' }])[0]?.line.at).toEqual(new Date(7));
  expect(one('{"timestamp":"2026-11-20T10:00:00.000Z","level":"INFO","message":"x"}')?.line.at).toEqual(new Date('2026-11-20T10:00:00Z'));
});
