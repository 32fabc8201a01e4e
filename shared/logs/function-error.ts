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
  /^(?:fork\/exec |Couldn't find valid bootstrap|Unable to import module |Handler '.{1,200}' missing on module |Bad handler\b|Class not found: |Error loading class |module initialization error\b|Could not find the specified handler assembly|Unable to load (?:type|assembly) )/;
/** `Init<LoadError>`: the Ruby runtime puts the phase around the type. */
const INIT_TYPE = /^Init</;

const functionError = (errorType: string | undefined, message: string, starting = false): FunctionError => ({
  kind: 'error',
  phase: starting || INIT_TYPES.has(errorType ?? '') || INIT_TYPE.test(errorType ?? '') || INIT_MESSAGE.test(message) ? 'init' : 'invoke',
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
/** `java.lang.X: text`, and `System.X: text` of .NET. */
const TYPED = /(?:^|[\s:])(?<type>(?:[A-Za-z]\w*\.)+[A-Z]\w*(?:Exception|Error))(?:: (?<message>.*))?$/;
const FRAME = /\n[ \t]+at \S/;
/**
 * What runtimes write before the document of an uncaught error: Ruby a sentence on a line of its own, Bref (PHP) the request id and two
 * words, Go's logger the time, Node.js 8 the request id alone.
 */
const HEADED =
  /^(?:(?:[\w-]{36}|undefined)\t)?(?:Error raised from handler method|(?<starting>Init error when loading handler[^\n]{0,200})|Invoke Error|\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d)?\s{0,4}(?<document>\{.*)$/s;
/** Go, Rust and PHP end the process and say why. */
const ENDED =
  /^(?:panic: (?<panic>[^\n]{1,400})|thread '[^'\n]{1,100}' panicked at (?<rust>.{1,400})|(?:PHP )?Fatal error: {1,2}Uncaught (?<php>[^\n]{1,400}))/s;
/** Python before 3.8: the type behind the message. */
const OLD_PYTHON = /^(?<message>[^\n]{0,400}): (?<type>[A-Z]\w{0,80}(?:Error|Exception)?)\s*\nTraceback \(most recent call last\):/;

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

const readTyped = (text: string): FunctionError | undefined => {
  if (!FRAME.test(text)) return undefined;
  const head = text.slice(0, text.indexOf('\n')).trimEnd();
  const match = TYPED.exec(head);
  if (!match) return undefined;
  return functionError(match.groups?.type, match.groups?.message ?? head.slice(0, match.index).replace(/:$/, ''));
};

const readHeaded = (text: string): FunctionError | undefined => {
  const { starting, document = '' } = HEADED.exec(text)?.groups ?? {};
  return document === '' ? undefined : readErrorDocument(parseJson(document), starting !== undefined);
};

const readEnded = (text: string): FunctionError | undefined => {
  const { panic, rust, php } = ENDED.exec(text)?.groups ?? {};
  const message = panic ?? rust ?? php;
  return message === undefined ? undefined : functionError(undefined, message.trim());
};

const readOldPython = (text: string): FunctionError | undefined => {
  const groups = OLD_PYTHON.exec(text)?.groups;
  return groups && functionError(groups.type, groups.message ?? '');
};

const readStartMessage = (text: string): FunctionError | undefined => {
  const [head = ''] = text.split('\n', 1);
  return INIT_MESSAGE.test(head) ? functionError(undefined, head.trim(), true) : undefined;
};

/** An uncaught error in the form of the runtime that wrote it: Node.js, Python, Go, Rust, Java, .NET, Ruby, PHP, custom; text log format. */
export const readFunctionError = (text: string): FunctionError | undefined =>
  [readNode, readPython, readPlatform, readGo, readTyped, readOldPython, readHeaded, readEnded, readStartMessage].reduce<
    FunctionError | undefined
  >((found, read) => found ?? read(text), undefined);
