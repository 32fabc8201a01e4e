import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod/mini';
import { encodeUtf8 } from '../../../shared/gateway/payload.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { Backend } from '../gateway/ask-endpoint.ts';
import type { Handler } from '../invoke.ts';
import type { LabFunction } from '../lambda.ts';

/** The code and the canned answers that stand behind a user's API. */
export interface OwnEndpoints {
  readonly functions: readonly LabFunction[];
  /** Answers for every function that has no code of its own. */
  readonly anyFunction?: Handler;
  readonly backends: Readonly<Record<string, Backend>>;
}

export const NO_ENDPOINTS: OwnEndpoints = { functions: [], backends: {} };

const handler = z.custom<Handler>((value) => typeof value === 'function');

const canned = z.strictObject({
  status: z.optional(z.int().check(z.minimum(100), z.maximum(599))),
  headers: z.optional(z.record(z.string(), z.string())),
  /** Text as it stands; anything else as JSON. */
  body: z.optional(z.unknown()),
});

const MODULE = z.object({
  handler: z.optional(handler),
  default: z.optional(z.unknown()),
  functions: z.optional(z.record(z.string(), handler)),
  backends: z.optional(z.record(z.string(), z.union([z.url(), canned]))),
});

const backendOf = (given: string | z.output<typeof canned>): Backend => {
  if (typeof given === 'string') return new URL(given);
  const { status = 200, headers = { 'Content-Type': 'application/json' }, body = '' } = given;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answered', status, headers: Object.entries(headers), body: encodeUtf8(text) };
};

/** What a member must be, by the first part of its path. */
const WANTED: Readonly<Record<string, string>> = {
  handler: '"handler" must be a function',
  functions: '"functions" must be an object of functions, by the names of the Lambda functions',
  backends:
    '"backends" must be an object, by the beginning of the integration URI, of local addresses (http://127.0.0.1:9000) or answers ({ status, headers, body })',
};

const importModule = async (path: string): Promise<Result<unknown, string>> => {
  try {
    return ok((await import(pathToFileURL(resolve(path)).href)) as unknown);
  } catch (error) {
    // Node adds which file of ours has asked.
    return err((error instanceof Error ? error.message : String(error)).replace(/ imported from .*$/s, ''));
  }
};

/**
 * A module of the user's: `handler` (or its default) answers for every Lambda function, `functions` for those that it names, `backends`
 * for HTTP and AWS service integrations. The failure is half a sentence.
 */
export const loadFunctions = async (path: string): Promise<Result<OwnEndpoints, string>> => {
  const module = await importModule(path);
  if (!module.ok) return module;
  const { data, error } = MODULE.safeParse(module.value);
  if (error) return err(WANTED[String(error.issues[0]?.path[0])] ?? 'it is no module of functions');
  const { functions = {}, backends = {} } = data;
  const anyFunction = data.handler ?? handler.safeParse(data.default).data;
  if (anyFunction === undefined && Object.keys(functions).length === 0 && Object.keys(backends).length === 0) {
    return err('it exports neither "handler", nor "functions", nor "backends"');
  }
  return ok({
    functions: Object.entries(functions).map(([FunctionName, code]) => ({ configuration: { FunctionName }, handler: code })),
    ...(anyFunction && { anyFunction }),
    backends: Object.fromEntries(Object.entries(backends).map(([start, given]) => [start, backendOf(given)])),
  });
};
