import { isRecord, parseJson } from '../lib/json.ts';
import type { FunctionLogEvent } from '../model/trace.ts';

type FunctionError = Extract<FunctionLogEvent, { kind: 'error' }>;

/** The runtimes' names for a function that cannot start (aws-lambda-python-runtime-interface-client and its siblings for other languages). */
const INIT_TYPES: ReadonlySet<string> = new Set([
  'Runtime.BuiltInModuleConflict',
  'Runtime.HandlerNotFound',
  'Runtime.ImportModuleError',
  'Runtime.InvalidEntrypoint',
  'Runtime.InvalidWorkingDir',
  'Runtime.MalformedHandlerName',
  'Runtime.NoSuchHandler',
  'Runtime.UserCodeSyntaxError',
]);

const INIT_MESSAGE =
  /^(?:fork\/exec |Couldn't find valid bootstrap|Unable to import module |Handler '.{1,200}' missing on module |Bad handler\b|Class not found: |Error loading class )/;

const functionError = (errorType: string | undefined, message: string, starting = false): FunctionError => ({
  kind: 'error',
  phase: starting || INIT_TYPES.has(errorType ?? '') || INIT_MESSAGE.test(message) ? 'init' : 'invoke',
  ...(errorType !== undefined && errorType !== '' && { errorType }),
  message,
});

/** Lambda's error document, alone or as the `message` of a JSON log record. */
export const readErrorDocument = (json: unknown, starting = false): FunctionError | undefined => {
  if (!isRecord(json)) return undefined;
  const { errorMessage, errorType } = json;
  if (typeof errorMessage !== 'string') return undefined;
  return functionError(typeof errorType === 'string' ? errorType : undefined, errorMessage, starting);
};

/** `2026-…Z <id>\tERROR\tInvoke Error \t{…}`: `undefined` stands for the id while the function starts. */
const NODE =
  /^(?:(?<id>[\w-]{36})|undefined)\tERROR\t(?:Invoke Error|Uncaught Exception|Unhandled Promise Rejection)[ \t]{1,4}(?<document>\{.*)$/s;
/** `[ERROR] Type: message`, then `Traceback (most recent call last):`. A logger's line has a tab or a time behind the level. */
const PYTHON = /^\[?ERROR\] (?<type>[A-Za-z_][\w.]{0,100})(?:: (?<message>.*))?$/s;
const TRACEBACK = /[\r\n]Traceback \(most recent call last\):/;
/** Custom runtimes, and a runtime that cannot be started; the type stands on a line of its own. */
const PLATFORM = /^RequestId: \S{1,100} Error: /;
const PLATFORM_TYPE = /^(?:Runtime|Extension|Function|Sandbox)\.\w{1,60}$/;
const GO = /^(?<message>fork\/exec \S{1,300}: .{1,200}?)(?:: (?<type>PathError)(?: null)?)?$/;
const JAVA_TYPE = /(?:^|[\s:])(?<type>(?:[a-z]\w*\.)+[A-Z]\w*(?:Exception|Error))(?:: (?<message>.*))?$/;
const JAVA_FRAME = /\n[ \t]+at \S/;

const readNode = (text: string): FunctionError | undefined => {
  const { id, document = '' } = NODE.exec(text)?.groups ?? {};
  return document === '' ? undefined : readErrorDocument(parseJson(document), id === undefined);
};

const readPython = (text: string): FunctionError | undefined => {
  const groups = PYTHON.exec(text)?.groups;
  return groups && functionError(groups.type, groups.message?.split(TRACEBACK, 1)[0]?.trim() ?? '');
};

const readPlatform = (text: string): FunctionError | undefined => {
  const head = PLATFORM.exec(text)?.[0];
  if (head === undefined) return undefined;
  const lines = text.slice(head.length).trimEnd().split(/\r?\n/);
  const last = lines.length > 1 ? lines.at(-1) : undefined;
  const type = last !== undefined && PLATFORM_TYPE.test(last) ? last : undefined;
  return functionError(type, (type === undefined ? lines : lines.slice(0, -1)).join('\n'));
};

const readGo = (text: string): FunctionError | undefined => {
  const groups = GO.exec(text)?.groups;
  return groups && functionError(groups.type, groups.message ?? '');
};

const readJava = (text: string): FunctionError | undefined => {
  if (!JAVA_FRAME.test(text)) return undefined;
  const head = text.slice(0, text.indexOf('\n')).trimEnd();
  const match = JAVA_TYPE.exec(head);
  if (!match) return undefined;
  return functionError(match.groups?.type, match.groups?.message ?? head.slice(0, match.index).replace(/:$/, ''));
};

/** An uncaught error in the form of the runtime that wrote it: Node.js, Python, Go and custom runtimes, Java; text log format. */
export const readFunctionError = (text: string): FunctionError | undefined =>
  readNode(text) ?? readPython(text) ?? readPlatform(text) ?? readGo(text) ?? readJava(text) ?? readErrorDocument(parseJson(text));
