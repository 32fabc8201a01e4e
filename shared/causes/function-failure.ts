import { readErrorDocument } from '../gateway/lambda-documents.ts';
import { headerValue } from '../lib/headers.ts';
import type { Evidence } from '../model/evidence.ts';
import { integrationLog, isAuthorizerLine } from './authorizer-scene.ts';
import { endpointOf, exchanged, logLine, type Scene, seen } from './scene.ts';

/** What ended a function: each has a cause of its own. */
export type FunctionFailureKind = 'timed-out' | 'answer-too-large' | 'did-not-start' | 'ended-early' | 'threw';

export interface FunctionFailure {
  readonly kind: FunctionFailureKind;
  readonly message: string;
  readonly errorType?: string;
  readonly evidence: Evidence;
}

const TIMED_OUT = /Task timed out after [\d.]+ seconds/;
const ANSWER_TOO_LARGE =
  /Response payload size exceeded|body size (?:is )?too long|Exceeded maximum allowed payload size|RequestEntityTooLarge/;
const START_ERROR_TYPES =
  /^(?:Runtime\.(?:ImportModuleError|HandlerNotFound|NoSuchHandler|MalformedHandlerName|UserCodeSyntaxError|InvalidEntrypoint)$|Init<|LambdaValidationException$)/;
const START_MESSAGE =
  /Cannot find (?:module|package)|Unable to import module|^Bad handler|Handler '[^']*' missing on module|is undefined or not exported|Permission denied: '\/var\/task|fork\/exec|exec format error|ClassNotFoundException|Class not found|^Error loading class |^module initialization error|^Syntax error in module |^cannot load such file -- |^Could not find the specified handler assembly|^Unable to load (?:type|assembly) |^Couldn't find valid bootstrap|require\(\) of ES Module/;
/** The runtime went away without an error document: memory, an early exit, or a handler that never answers. */
const ENDED_EARLY = /Process exited before completing request|Runtime exited|Runtime\.(?:ExitError|OutOfMemory)|signal: killed/;
const REPORTED_EXIT = /^Runtime\.(?:ExitError|OutOfMemory)$/;
/** The runtimes of Node.js, Java, .NET and Python say themselves that memory was the reason. */
const OUT_OF_MEMORY = /heap out of memory|OutOfMemory(?:Error|Exception)|^MemoryError$/;

const kindOfFailure = (message: string, errorType = ''): FunctionFailureKind => {
  if (ANSWER_TOO_LARGE.test(message)) return 'answer-too-large';
  if (TIMED_OUT.test(message)) return 'timed-out';
  if (START_ERROR_TYPES.test(errorType) || START_MESSAGE.test(message)) return 'did-not-start';
  return [ENDED_EARLY, OUT_OF_MEMORY].some((pattern) => pattern.test(message) || pattern.test(errorType)) ? 'ended-early' : 'threw';
};

const failure = (message: string, errorType: string | undefined, evidence: Evidence): FunctionFailure => ({
  kind: kindOfFailure(message, errorType),
  message,
  ...(errorType !== undefined && { errorType }),
  evidence,
});

/** The error document of a function, where an output is one. */
export const errorDocument = (output: string | undefined): { readonly message: string; readonly errorType?: string } | undefined => {
  const document = output === undefined ? undefined : readErrorDocument(output);
  return document && { message: document.errorMessage ?? '', ...(document.errorType !== undefined && { errorType: document.errorType }) };
};

const fromDocument = (scene: Scene): FunctionFailure | undefined => {
  const endpoint = endpointOf(scene);
  const document = errorDocument(endpoint?.output);
  if (!document || endpoint?.functionError === 'NONE') return undefined;
  const line = seen(scene, 'endpoint-response-body');
  return failure(document.message, document.errorType, line ? logLine(line) : exchanged('endpoint.output', endpoint?.output ?? ''));
};

const fromTrace = (scene: Scene): FunctionFailure | undefined => {
  const line = seen(scene, 'function-error');
  if (!line || isAuthorizerLine(scene, line.line)) return undefined;
  return failure(line.event.message, errorDocument(endpointOf(scene)?.output)?.errorType, logLine(line));
};

/** Lambda handed an answer on: what the function logged is an error that it caught. */
const fromFunctionLog = (scene: Scene): FunctionFailure | undefined => {
  if (endpointOf(scene)?.functionError === 'NONE') return undefined;
  for (const { event, line } of integrationLog(scene)) {
    const evidence: Evidence = { kind: 'log-line', line };
    switch (event.kind) {
      case 'timed-out':
        return { kind: 'timed-out', message: `Task timed out after ${event.seconds} seconds`, evidence };
      case 'report':
        if (event.status === 'timeout') return { kind: 'timed-out', message: line.text, evidence };
        if (REPORTED_EXIT.test(event.errorType ?? '')) return { kind: 'ended-early', message: event.errorType ?? '', evidence };
        break;
      case 'response-refused':
      case 'response-too-large':
        return { kind: 'answer-too-large', message: line.text, evidence };
      case 'error':
        return event.phase === 'init'
          ? {
              kind: 'did-not-start',
              message: event.message,
              ...(event.errorType !== undefined && { errorType: event.errorType }),
              evidence,
            }
          : failure(event.message, event.errorType, evidence);
      case 'exited':
        return { kind: 'ended-early', message: event.detail, evidence };
      case 'other':
        if (OUT_OF_MEMORY.test(event.text)) return { kind: 'ended-early', message: event.text, evidence };
        break;
      default:
    }
  }
  return undefined;
};

/**
 * How the function failed, from the gateway's own line, the error document, or the function's log: the first that speaks, and one that
 * names a reason before one that only saw the runtime go.
 */
export const functionFailureOf = (scene: Scene): FunctionFailure | undefined => {
  const told = [fromTrace(scene), fromDocument(scene), fromFunctionLog(scene)].filter((failure) => failure !== undefined);
  return told.find(({ kind }) => kind !== 'ended-early') ?? told[0];
};

/** Lambda says so itself: the header `X-Amz-Function-Error`, read as `functionError`. */
export const hasFunctionError = (scene: Scene): boolean => {
  const endpoint = endpointOf(scene);
  const functionError = endpoint?.functionError ?? headerValue(endpoint?.headers, 'x-amz-function-error');
  return functionError !== undefined && functionError !== 'NONE';
};
