import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { LAB_ACCOUNT } from './lab.ts';

export type Handler = (event: never, context: Context) => unknown;

export interface FunctionSettings {
  readonly functionName: string;
  readonly region: string;
  /** Milliseconds until Lambda gives up on an invocation. */
  readonly timeoutMs?: number;
  readonly memoryMb?: number;
}

export type Invocation =
  | { readonly ok: true; readonly requestId: string; readonly result: unknown; readonly millis: number }
  | { readonly ok: false; readonly requestId: string; readonly error: unknown; readonly timedOut: boolean; readonly millis: number };

const lambdaContext = ({ functionName, region, timeoutMs = 60_000, memoryMb = 512 }: FunctionSettings): Context => {
  const deadline = Date.now() + timeoutMs;
  const unsupported = () => {
    throw new Error('Lambda no longer supports callbacks.');
  };
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${region}:${LAB_ACCOUNT}:function:${functionName}`,
    memoryLimitInMB: String(memoryMb),
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomUUID().replaceAll('-', '')}`,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: unsupported,
    fail: unsupported,
    succeed: unsupported,
  };
};

/** One invocation: the event passes through JSON as it does on AWS, and what outlasts the timeout fails. */
export const invoke = async (handler: Handler, event: unknown, settings: FunctionSettings): Promise<Invocation> => {
  const context = lambdaContext(settings);
  const { timeoutMs = 60_000 } = settings;
  const start = Date.now();
  let timer: NodeJS.Timeout | undefined;
  let timedOut = false;
  const timeout = new Promise<never>((_, reject) => {
    const seconds = (timeoutMs / 1000).toFixed(2);
    timer = setTimeout(() => {
      timedOut = true;
      reject(new Error(`${context.awsRequestId} Task timed out after ${seconds} seconds`));
    }, timeoutMs);
  });
  const about = () => ({ requestId: context.awsRequestId, millis: Date.now() - start });
  try {
    const own = JSON.parse(JSON.stringify(event)) as never;
    const result = await Promise.race([Promise.resolve(handler(own, context)), timeout]);
    return { ok: true, result, ...about() };
  } catch (error) {
    return { ok: false, error, timedOut, ...about() };
  } finally {
    clearTimeout(timer);
  }
};

/** AWS retries an asynchronous invocation twice. It waits a minute and then two; the lab does not wait. */
export const invokeAsync = async (handler: Handler, event: unknown, settings: FunctionSettings): Promise<readonly Invocation[]> => {
  const invocations: Invocation[] = [];
  while (invocations.length < 3 && !invocations.at(-1)?.ok) invocations.push(await invoke(handler, event, settings));
  return invocations;
};
