import { isRecord, parseJson } from '../lib/json.ts';

/** What the Lambda runtimes answer for a function that threw, exited or timed out. */
export interface ErrorDocument {
  readonly errorMessage?: string;
  readonly errorType?: string;
}

/** What the Lambda service answers when it does not run the function at all. */
export interface ServiceRefusal {
  readonly message: string;
  readonly type?: string;
  readonly reason?: string;
}

/** Keys of the runtimes' error documents: all languages, `requestId` by Python, `cause` by Java. */
const ERROR_KEYS: ReadonlySet<string> = new Set(['errorMessage', 'errorType', 'stackTrace', 'trace', 'requestId', 'cause', 'errorDetails']);
const REFUSAL_KEYS: ReadonlySet<string> = new Set(['Reason', 'Type', 'Message', 'message', 'Code', '__type', 'RetryAfterSeconds']);

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const onlyKeys = (document: Readonly<Record<string, unknown>>, allowed: ReadonlySet<string>): boolean =>
  Object.keys(document).every((key) => allowed.has(key));

const CUT_HEAD = /^\s*\{\s*"(?:errorMessage|errorType|stackTrace|trace)"\s*:/;
const CUT_MEMBER = /"(errorMessage|errorType)"\s*:\s*"((?:[^"\\]|\\.){0,1024})("?)/g;

/** The beginning of a document whose end the log has cut off. */
const readCut = (output: string): Readonly<Record<string, unknown>> | undefined => {
  if (!CUT_HEAD.test(output)) return undefined;
  const members = [...output.slice(0, 4096).matchAll(CUT_MEMBER)];
  return members.length === 0
    ? undefined
    : Object.fromEntries(members.map(([, name = '', text = '', end]) => [name, (end && textOf(parseJson(`"${text}"`))) || text]));
};

/**
 * An output that is an error document: `errorMessage` or `errorType`, and no key that the runtimes do not write, so that an
 * application's own answer with an `errorMessage` beside other members is not taken for one. A cut document counts by its beginning.
 */
export const readErrorDocument = (output: string): ErrorDocument | undefined => {
  const document = parseJson(output) ?? readCut(output);
  if (!isRecord(document) || !onlyKeys(document, ERROR_KEYS)) return undefined;
  const errorMessage = textOf(document.errorMessage);
  const errorType = textOf(document.errorType);
  if (errorMessage === undefined && errorType === undefined) return undefined;
  return { ...(errorMessage !== undefined && { errorMessage }), ...(errorType !== undefined && { errorType }) };
};

export const isErrorDocument = (output: string): boolean => readErrorDocument(output) !== undefined;

/** `{"Reason":…,"Type":"User","message":…}` (throttled) and `{"Message":…,"Type":"User"|"Service"|null}` (KMS, ENI, faults). */
export const readServiceRefusal = (output: string): ServiceRefusal | undefined => {
  const document = parseJson(output);
  if (!isRecord(document) || !onlyKeys(document, REFUSAL_KEYS)) return undefined;
  const message = textOf(document.message) ?? textOf(document.Message);
  if (message === undefined || !('Type' in document || 'Reason' in document)) return undefined;
  const type = textOf(document.Type);
  const reason = textOf(document.Reason);
  return { message, ...(type !== undefined && { type }), ...(reason !== undefined && { reason }) };
};

export const isServiceRefusal = (output: string): boolean => readServiceRefusal(output) !== undefined;
