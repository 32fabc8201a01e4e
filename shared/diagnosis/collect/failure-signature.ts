import { readLineStart } from '../../logs/line-start.ts';
import type { LogEvent } from '../collect-ports.ts';
import { anyOf } from './filter-pattern.ts';

/** Statuses that API Gateway and common backends answer with; a phrase ends where the log line does, so each is spelled out. */
const SERVER_ERRORS = ['500', '501', '502', '503', '504', '505', '520', '521', '522', '524', '599'];

const FAILURES = [
  'Execution failed due to',
  'Lambda execution failed with status',
  'Lambda invocation failed with status',
  ...SERVER_ERRORS.map((status) => `Method completed with status: ${status}`),
];

/** Every line of an execution log that says that a request ended in a server error, and most that say why. */
export const FAILURE_PATTERN = anyOf(FAILURES);

/** Faults that leave as 2xx or 4xx: what is looked for when no request ended in a server error. */
const QUIET = [
  'X-Amz-Function-Error=',
  '"errorMessage"',
  ...['400', '401', '403', '404', '405', '406', '413', '415', '429'].map((status) => `Method completed with status: ${status}`),
];

export const QUIET_PATTERN = anyOf(QUIET);

export interface LoggedText {
  readonly requestId: string;
  readonly text: string;
}

/** `(request id) text`. Lines without an id are of no request. */
export const loggedText = ({ message }: Pick<LogEvent, 'message'>): LoggedText | undefined => {
  const { requestId, text } = readLineStart(message);
  return requestId === undefined ? undefined : { requestId, text: text.trimEnd() };
};

const COMPLETED = /^Method completed with status: (\d{3})$/;

export const completedStatus = (text: string): string | undefined => COMPLETED.exec(text)?.[1];

/** The text says what went wrong; the status of the answer says only that it did. */
const isFailureText = (text: string): boolean =>
  /^(?:Execution failed due to|Lambda (?:execution|invocation) failed with status)/.test(text);

const isServerError = (text: string): boolean => COMPLETED.exec(text)?.[1]?.startsWith('5') === true;

export const isFailureEvent = (event: LogEvent): boolean => {
  const text = loggedText(event)?.text;
  return text !== undefined && (isFailureText(text) || isServerError(text));
};

export const isQuietEvent = (event: LogEvent): boolean => {
  const text = loggedText(event)?.text;
  if (text === undefined) return false;
  return QUIET.some((phrase) => text.includes(phrase));
};

const FUNCTION_ERROR = 'customer function error: ';

/**
 * The same fault gives the same text: ids, numbers, addresses, paths and quoted values become `*`. Status codes stay. `coarse` also drops
 * what a function said, for functions that say something new each time.
 */
export const maskFailure = (text: string, coarse = false): string => {
  const head = text.slice(0, 400);
  const own = head.indexOf(FUNCTION_ERROR);
  const line = (coarse && own >= 0 ? head.slice(0, own + FUNCTION_ERROR.length) : head).replace(/\.? Lambda request id: .*$/s, '');
  return line
    .split('\n', 1)
    .join('')
    .replace(/https?:\/\/[^\s"'<>]+/g, '*')
    .replace(/\barn:aws[\w:/.*-]+/g, '*')
    .replace(/"[^"]*"|'[^']*'/g, '*')
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '*')
    .replace(/(?<![\w/])\/[\w./%@:+-]+/g, '*')
    .replace(/\b(?![1-5]\d\d\b)[\w]*\d[\w]*\b/g, '*')
    .slice(0, 160);
};

/** What the lines of one failed request have in common with those of others that failed alike. */
export const failureSignature = (texts: readonly string[], coarse = false): string => {
  const failures = [...new Set(texts.filter((text) => !COMPLETED.test(text)).map((text) => maskFailure(text, coarse)))].sort();
  const status = texts.map(completedStatus).find((code) => code !== undefined) ?? '';
  return [...failures, status].join(' | ');
};
