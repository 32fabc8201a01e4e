import { readAccessLog } from '../../logs/access-log.ts';
import type { Gap } from '../../model/evidence.ts';
import type { LogEvent } from '../collect-ports.ts';
import type { CollectQuery } from '../collect-query.ts';
import type { Gate } from './budget.ts';
import type { Sampled } from './choose-samples.ts';
import { loggedText, maskFailure } from './failure-signature.ts';
import { patternsOf } from './filter-pattern.ts';
import { matchesPath } from './narrow-requests.ts';
import { recordOf, textOf } from './raw.ts';
import { gapOf } from './read-gap.ts';
import type { ResolvedTarget } from './resolve-target.ts';
import { scanLog } from './scan-log.ts';
import { formatNames, statusPhrases } from './status-phrases.ts';

export interface AccessLog {
  readonly format?: string;
  readonly events: readonly LogEvent[];
  /** Only when the access log is what the failing requests are known from. */
  readonly samples: Sampled['samples'];
}

const NOTHING: AccessLog = { events: [], samples: [] };
const MOST_PAGES = 10;
const MOST_EVENTS = 10_000;
const MOST_GROUPS = 12;
const SERVER_ERRORS = ['500', '501', '502', '503', '504', '505'];

const LOG_GROUP = /^arn:aws[\w-]*:logs:[\w-]*:\d*:log-group:([^:]+)/;

const noAccessLog = ({ stage }: ResolvedTarget): Gap => ({
  kind: 'logging-disabled',
  what: 'access log',
  why: `The stage ${stage} writes no access log.`,
  remedy: 'Turn it on: one line per request with $context.integration.error says why a request failed.',
});

const notInLogs = (destination: string): Gap => ({
  kind: 'not-supplied',
  what: 'access log',
  why: `The stage sends it to ${destination}, which cannot be searched from here.`,
  remedy: 'Look up the failing requests where the stream delivers them.',
});

const EXTENDED = /^Extended Request Id: (\S+)/;

/** The ids of the sampled requests in the form that the access log writes: one of the two stands in every format. */
const idsIn = (format: string | undefined, { samples, events }: Sampled): readonly string[] =>
  format === undefined || formatNames(format, 'requestId')
    ? samples.map(({ requestId }) => requestId)
    : [...new Set(events.flatMap((event) => EXTENDED.exec(loggedText(event)?.text ?? '')?.[1] ?? []))];

/** What an access record says of the failure, by the names that AWS has for it over the kinds of API. */
const REASONS = [
  'error.responseType',
  'integration.error',
  'integrationErrorMessage',
  'authorizer.error',
  'authorize.error',
  'authenticate.error',
  'waf.error',
  'error.message',
];

type Fields = Readonly<Record<string, string>>;

const fieldsOf = (format: string, event: LogEvent): Fields => readAccessLog(format, [event])[0]?.fields ?? {};

const routeOf = (fields: Fields): string => [fields.httpMethod, fields.routeKey ?? fields.resourcePath].join(' ');

const signatureOf = (fields: Fields): string =>
  [routeOf(fields), fields.status, ...REASONS.map((name) => maskFailure(fields[name] ?? ''))].join(' | ');

/** `$context.path` begins with the stage or with the base path of a domain; a query's path does not. */
const pathsOf = ({ path, resourcePath }: Fields): readonly string[] =>
  [path, path?.replace(/^\/[^/]+/, ''), resourcePath].filter((candidate) => candidate !== undefined);

const isWanted = (fields: Fields, { method, path }: NonNullable<CollectQuery['request']>): boolean => {
  const paths = pathsOf(fields);
  return (
    (method === undefined || fields.httpMethod === undefined || fields.httpMethod === method) &&
    (path === undefined || paths.length === 0 || paths.some((candidate) => candidate === path || matchesPath(path, candidate)))
  );
};

/** One record of each way to fail and each route, with how many there were. */
const sampleRecords = (format: string, events: readonly LogEvent[]): AccessLog => {
  const records = events.map((event) => ({ event, fields: fieldsOf(format, event) }));
  const groups = [...Map.groupBy(records, ({ fields }) => signatureOf(fields)).values()]
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_GROUPS);
  const chosen = groups.flatMap(([first, ...others]) => (first ? [{ ...first, count: others.length + 1 }] : []));
  return {
    format,
    events: chosen.map(({ event }) => event),
    samples: chosen.flatMap(({ fields, count }) => {
      const requestId = fields.requestId ?? fields.extendedRequestId;
      return requestId === undefined ? [] : [{ requestId, count }];
    }),
  };
};

const scan = async (
  gate: Gate,
  logGroupName: string,
  { window }: CollectQuery,
  phrases: readonly string[],
  keep: (event: LogEvent) => boolean,
) => {
  const events: LogEvent[] = [];
  for (const filterPattern of patternsOf(phrases)) {
    const found = await scanLog(gate, { logGroupName, window, filterPattern, keep, mostPages: MOST_PAGES, mostEvents: MOST_EVENTS });
    events.push(...found.events);
    if (found.failure) gate.note(gapOf(found.failure, 'access log'));
    else if (!found.complete) {
      gate.note({
        kind: 'truncated',
        what: 'access log',
        why: `Only the first ${events.length} failing records were read.`,
        remedy: 'Narrow the window, or name a method and path.',
      });
    }
  }
  return events;
};

/** The records of the sampled requests; where the execution log gave none, the failing requests themselves. */
export const searchAccessLog = async (gate: Gate, target: ResolvedTarget, query: CollectQuery, sampled: Sampled): Promise<AccessLog> => {
  const settings = recordOf(target.settings, 'accessLogSettings', 'AccessLogSettings');
  const destination = textOf(settings, 'destinationArn', 'DestinationArn');
  const found = sampled.samples.length > 0;
  if (destination === undefined) {
    if (!found) gate.note(noAccessLog(target));
    return NOTHING;
  }
  const logGroupName = LOG_GROUP.exec(destination)?.[1];
  if (logGroupName === undefined) {
    gate.note(notInLogs(destination));
    return NOTHING;
  }
  const format = textOf(settings, 'format', 'Format');
  const asked = query.request?.requestId;
  const ids = found ? idsIn(format, sampled) : asked === undefined ? [] : [asked];
  if (found || asked !== undefined) {
    const events =
      ids.length === 0 ? [] : await scan(gate, logGroupName, query, ids, ({ message }) => ids.some((id) => message.includes(id)));
    return { ...(format !== undefined && { format }), events, samples: [] };
  }
  const phrases = statusPhrases(format ?? '', SERVER_ERRORS);
  if (format === undefined || phrases.length === 0) {
    gate.note({
      kind: 'log-level-too-low',
      what: 'failing requests in the access log',
      why: 'The format of the access log holds no $context.status, so failures cannot be searched for.',
      remedy: 'Add $context.status, $context.error.message and $context.integration.error to the format.',
    });
    return NOTHING;
  }
  const failed = (event: LogEvent): boolean => {
    const fields = fieldsOf(format, event);
    return fields.status?.startsWith('5') === true && isWanted(fields, query.request ?? {});
  };
  return sampleRecords(format, await scan(gate, logGroupName, query, phrases, failed));
};
