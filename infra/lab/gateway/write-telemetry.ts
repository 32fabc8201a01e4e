import { randomBytes } from 'node:crypto';
import { loggedEvents, printTrace } from '../../../shared/logs/print-trace.ts';
import type { TraceEvent } from '../../../shared/model/trace.ts';
import { effectiveSettings } from '../../../shared/stage/method-settings.ts';
import type { LogEvent, LogStore } from '../log-store.ts';
import type { MetricStore } from '../metric-store.ts';
import { accessFields, printAccessLine } from './access-fields.ts';
import type { Served } from './serve-request.ts';

/** API Gateway writes many streams; a request's lines stay in one, among those of other requests. */
const STREAMS = Array.from({ length: 4 }, () => randomBytes(16).toString('hex'));

const streamFor = (requestId: string): string => STREAMS[Number.parseInt(requestId.slice(0, 8), 16) % STREAMS.length] ?? '';

export const executionLogGroup = (apiId: string, stageName: string): string => `API-Gateway-Execution-Logs_${apiId}/${stageName}`;

const ACCESS_GROUP = /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:(?<name>.+?)(?::\*)?$/;

/** Where the stage writes its access log: a log group. The lab plays no Firehose. */
const accessLogGroup = ({ accessLog }: Served['stage']['compiled']['settings']): string | undefined =>
  accessLog === 'NONE' ? undefined : ACCESS_GROUP.exec(accessLog?.destinationArn ?? '')?.groups?.name;

/** Lines up to the call bear the time of the request, those after it the time of the answer. */
const timesOf = (events: readonly TraceEvent[], { at, endedAt }: Served): readonly number[] => {
  const sent = events.findLastIndex(({ kind }) => kind === 'sending' || kind === 'method');
  return events.map((_, index) => (index <= sent ? at : endedAt).getTime());
};

/** What the stage has switched on for the method; AWS writes nothing unless somebody has. */
const logSettings = ({ stage: { compiled }, resource }: Served) => {
  const { loggingLevel: level = 'OFF', dataTraceEnabled: dataTrace = false } = effectiveSettings(compiled.settings, resource) ?? {};
  return { level, dataTrace };
};

const executionEvents = (served: Served): readonly LogEvent[] => {
  const settings = logSettings(served);
  const { requestId } = served.options;
  const times = timesOf(loggedEvents(served.trace, settings), served);
  return printTrace(served.trace, { form: 'cloudwatch', requestId, ...settings }).map((message, index) => ({
    timestamp: times[index] ?? served.endedAt.getTime(),
    message,
    logStreamName: streamFor(requestId),
  }));
};

/** The execution and access log of one request, as the stage has them switched on. */
export const writeLogs = (served: Served, logs: LogStore): void => {
  const { place, settings, stageName } = served.stage.compiled;
  const execution = executionEvents(served);
  if (execution.length > 0) logs.append(executionLogGroup(place.apiId, stageName), execution);
  const group = accessLogGroup(settings);
  const format = settings.accessLog === 'NONE' ? undefined : settings.accessLog?.format;
  if (group === undefined || format === undefined) return;
  const message = printAccessLine(format, accessFields(served));
  logs.append(group, [{ timestamp: served.endedAt.getTime(), message, logStreamName: streamFor(served.options.requestId) }]);
};

/** Count, Latency, 4XXError and 5XXError, each for the API and for the stage: `0` is a point too, so that an average is a rate. */
export const countMetrics = ({ stage, response, at, endedAt }: Served, apiName: string, metrics: MetricStore): void => {
  const values = {
    Count: 1,
    Latency: endedAt.getTime() - at.getTime(),
    '4XXError': response.status >= 400 && response.status < 500 ? 1 : 0,
    '5XXError': response.status >= 500 ? 1 : 0,
  };
  for (const dimensions of [{ ApiName: apiName }, { ApiName: apiName, Stage: stage.compiled.stageName }]) {
    for (const [metricName, value] of Object.entries(values)) {
      metrics.add({ namespace: 'AWS/ApiGateway', metricName, dimensions }, [endedAt.getTime(), value]);
    }
  }
};
