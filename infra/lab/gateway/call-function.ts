import type { EndpointAnswer, IntegrationRequest } from '../../../shared/gateway/exchange.ts';
import { firstValue } from '../../../shared/gateway/fields.ts';
import { decodeUtf8, encodeUtf8 } from '../../../shared/gateway/payload.ts';
import { parseJson } from '../../../shared/lib/json.ts';
import { type Invocation, invoke } from '../invoke.ts';
import type { LabFunction } from '../lambda.ts';
import type { LogEvent, LogStore } from '../log-store.ts';

const RESPONSE_BYTES_AT_MOST = 6_291_556;
const DEFAULT_TIMEOUT_SECONDS = 30;
const DEFAULT_MEMORY_MB = 128;

interface ErrorDocument {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** What Node's runtime makes of a thrown value; the text of a timeout is the platform's own. */
const errorDocument = ({ error, timedOut, requestId }: Extract<Invocation, { ok: false }>): ErrorDocument => {
  const message = error instanceof Error ? error.message : String(error);
  if (timedOut)
    return { errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${requestId} Error: ${message.replace(`${requestId} `, '')}` };
  return error instanceof Error
    ? { errorType: error.name, errorMessage: message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: message, trace: [] };
};

const TOO_LARGE: ErrorDocument = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${RESPONSE_BYTES_AT_MOST} bytes).`,
};

type Outcome =
  | { readonly ok: true; readonly body: Uint8Array }
  | { readonly ok: false; readonly document: ErrorDocument; readonly timedOut: boolean };

/** A result goes to the runtime as JSON: nothing returned is `null`, and what JSON cannot hold fails the function. */
const outcomeOf = (invocation: Invocation): Outcome => {
  if (!invocation.ok) return { ok: false, document: errorDocument(invocation), timedOut: invocation.timedOut };
  try {
    const body = encodeUtf8((JSON.stringify(invocation.result) as string | undefined) ?? 'null');
    return body.byteLength > RESPONSE_BYTES_AT_MOST ? { ok: false, document: TOO_LARGE, timedOut: false } : { ok: true, body };
  } catch (error) {
    return { ok: false, document: errorDocument({ ...invocation, ok: false, error, timedOut: false }), timedOut: false };
  }
};

/** What Lambda and its Node runtime write about an invocation; nothing of the function's own output. */
const functionLines = (invocation: Invocation, outcome: Outcome, memoryMb: number): readonly string[] => {
  const { requestId, millis } = invocation;
  const { errorType, errorMessage, trace } = outcome.ok ? {} : outcome.document;
  const failure = outcome.ok
    ? []
    : outcome.timedOut
      ? [`${new Date().toISOString()} ${errorMessage?.replace(/^RequestId: (\S+) Error: /, '$1 ') ?? ''}`]
      : [`${new Date().toISOString()}\t${requestId}\tERROR\tInvoke Error \t${JSON.stringify({ errorType, errorMessage, stack: trace })}`];
  return [
    `START RequestId: ${requestId} Version: $LATEST`,
    ...failure,
    `END RequestId: ${requestId}`,
    `REPORT RequestId: ${requestId}\tDuration: ${millis.toFixed(2)} ms\tBilled Duration: ${Math.ceil(millis)} ms\tMemory Size: ${memoryMb} MB\tMax Memory Used: ${memoryMb} MB\t`,
  ];
};

/** One call of Lambda's Invoke API, answered by the function's own code on this machine; its log goes to the lab's CloudWatch Logs. */
export const callFunction = async (
  { configuration, handler }: Required<Pick<LabFunction, 'configuration' | 'handler'>>,
  request: IntegrationRequest,
  { region, logs }: { readonly region: string; readonly logs: LogStore },
): Promise<EndpointAnswer & { readonly requestId?: string }> => {
  const text = decodeUtf8(request.body);
  const event = text === '' ? {} : parseJson(text);
  if (event === undefined) {
    const body = encodeUtf8('{"Type":"User","message":"Could not parse request body into json"}');
    return { kind: 'answered', status: 400, headers: [['x-amzn-ErrorType', 'InvalidRequestContentException']], body };
  }
  const { FunctionName: functionName, Timeout = DEFAULT_TIMEOUT_SECONDS, MemorySize: memoryMb = DEFAULT_MEMORY_MB } = configuration;
  const startedAt = Date.now();
  const running = invoke(handler, event, { functionName, region, timeoutMs: Timeout * 1000, memoryMb }).then((invocation) => {
    const outcome = outcomeOf(invocation);
    const endedAt = Date.now();
    const events = functionLines(invocation, outcome, memoryMb).map(
      (message, index): LogEvent => ({ timestamp: index === 0 ? startedAt : endedAt, message }),
    );
    logs.append(`/aws/lambda/${functionName}`, events);
    return { invocation, outcome };
  });
  if (firstValue(request.headers, 'X-Amz-Invocation-Type') === 'Event') {
    return { kind: 'answered', status: 202, headers: [], body: new Uint8Array() };
  }
  const { invocation, outcome } = await running;
  const { requestId, millis: latencyMs } = invocation;
  const body = outcome.ok ? outcome.body : encodeUtf8(JSON.stringify(outcome.document));
  const headers = [
    ['Date', new Date().toUTCString()],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(body.byteLength)],
    ['Connection', 'keep-alive'],
    ['x-amzn-RequestId', requestId],
    ['X-Amz-Executed-Version', '$LATEST'],
    ...(outcome.ok ? [] : [['X-Amz-Function-Error', 'Unhandled'] as const]),
  ] as const;
  return outcome.ok
    ? { kind: 'answered', status: 200, headers, body, latencyMs, requestId }
    : { kind: 'function-error', headers, body, latencyMs, requestId };
};
