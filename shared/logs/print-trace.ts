import type { LoggingLevel } from '../model/api.ts';
import type { FailureEvent, TraceEvent } from '../model/trace.ts';
import { printLine } from './print.ts';

/** The least that must be switched on for a line: `trace` needs INFO and the data trace, `failure` is written at ERROR as well. */
type Threshold = 'info' | 'trace' | 'failure';

type OtherKind = Exclude<TraceEvent['kind'], FailureEvent['kind']>;

const THRESHOLDS: Readonly<Record<OtherKind, Threshold>> = {
  'extended-request-id': 'info',
  'usage-plan-check': 'info',
  'api-key-not-required': 'info',
  'api-key-refused': 'info',
  'usage-plan-ok': 'info',
  throttled: 'info',
  start: 'info',
  method: 'info',
  'api-key': 'info',
  'api-key-id': 'info',
  'request-path': 'trace',
  'request-query': 'trace',
  'request-headers': 'trace',
  'request-body': 'trace',
  'validation-ok': 'info',
  'validation-failed': 'info',
  'request-overrides': 'info',
  'endpoint-uri': 'trace',
  'endpoint-request-headers': 'trace',
  'endpoint-request-body': 'trace',
  sending: 'info',
  received: 'info',
  'endpoint-response-headers': 'trace',
  'endpoint-response-body': 'trace',
  'gateway-response': 'failure',
  'gateway-response-body': 'failure',
  'gateway-response-headers': 'failure',
  'response-headers': 'trace',
  'response-body': 'trace',
  success: 'info',
  completed: 'failure',
  'endpoint-request-id': 'info',
  'xray-trace-id': 'info',
  'authorizer-start': 'info',
  'authorizer-identity': 'info',
  'authorizer-result': 'trace',
  'authorizer-policy': 'info',
  'authorizer-ok': 'info',
  unauthorized: 'failure',
  other: 'info',
};

const thresholdOf = ({ kind }: TraceEvent): Threshold => (Object.hasOwn(THRESHOLDS, kind) ? THRESHOLDS[kind as OtherKind] : 'failure');

/** What a stage has switched on. */
export interface LogSettings {
  readonly level: LoggingLevel;
  readonly dataTrace: boolean;
}

/** At ERROR a malformed proxy response is told by what the function answered, too (recorded in 2025). */
const atErrorLevel = (trace: readonly TraceEvent[]): readonly TraceEvent[] => {
  if (trace.some(({ kind }) => kind === 'success')) return [];
  const isMalformed = trace.some(({ kind }) => kind === 'malformed-proxy-response');
  return trace.filter((event) => thresholdOf(event) === 'failure' || (isMalformed && event.kind === 'endpoint-response-body'));
};

const AT_LEVEL: Readonly<Record<LoggingLevel, (trace: readonly TraceEvent[], dataTrace: boolean) => readonly TraceEvent[]>> = {
  OFF: () => [],
  ERROR: atErrorLevel,
  INFO: (trace, dataTrace) => (dataTrace ? trace : trace.filter((event) => thresholdOf(event) !== 'trace')),
};

/** The events that a stage with these settings logs, in order. */
export const loggedEvents = (trace: readonly TraceEvent[], { level, dataTrace }: LogSettings): readonly TraceEvent[] =>
  AT_LEVEL[level](trace, dataTrace);

const LINE_AT_MOST = 1_024;

/** A line is cut and says so; that AWS counts characters and not bytes is inferred. */
const cut = (text: string): string => (text.length <= LINE_AT_MOST ? text : `${text.slice(0, LINE_AT_MOST)} [TRUNCATED]`);

/** Lines that stand in CloudWatch alone: a Test has no usage plan and no extended id. */
const NOT_IN_TEST: ReadonlySet<TraceEvent['kind']> = new Set<TraceEvent['kind']>([
  'extended-request-id',
  'usage-plan-check',
  'api-key-not-required',
  'usage-plan-ok',
  'endpoint-request-id',
  'xray-trace-id',
]);

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Fri Nov 20 10:00:00 UTC 2026` */
const consoleDate = (at: Date): string =>
  `${DAYS[at.getUTCDay()] ?? ''} ${MONTHS[at.getUTCMonth()] ?? ''} ${String(at.getUTCDate()).padStart(2, '0')} ${at.toISOString().slice(11, 19)} UTC ${at.getUTCFullYear()}`;

export type PrintOptions =
  | ({ readonly form: 'cloudwatch'; readonly requestId: string } & LogSettings)
  /** A Test shows everything, whatever the stage has switched on. */
  | { readonly form: 'test'; readonly requestId: string; readonly at: Date };

/**
 * The very lines that API Gateway writes about a request: one CloudWatch event each, `(request id)` in front, or the lines of a console
 * Test with their head and dates. A body may bring line breaks of its own.
 */
export const printTrace = (trace: readonly TraceEvent[], options: PrintOptions): readonly string[] => {
  if (options.form === 'cloudwatch') return loggedEvents(trace, options).map((event) => `(${options.requestId}) ${cut(printLine(event))}`);
  const date = consoleDate(options.at);
  return [
    `Execution log for request ${options.requestId}`,
    ...trace.filter(({ kind }) => !NOT_IN_TEST.has(kind)).map((event) => `${date} : ${cut(printLine(event))}`),
  ];
};

/** The `log` member of TestInvokeMethod's answer: it ends in an empty line. */
export const printTestLog = (trace: readonly TraceEvent[], requestId: string, at: Date): string =>
  `${printTrace(trace, { form: 'test', requestId, at }).join('\n')}\n`;
