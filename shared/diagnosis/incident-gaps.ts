import type { LoggingLevel, StageSnapshot } from '../model/api.ts';
import type { Gap } from '../model/evidence.ts';
import type { IncidentFile } from '../model/incident-file.ts';
import type { Observation } from '../model/observation.ts';
import type { TraceEvent } from '../model/trace.ts';

/** The highest level that any method of the stage logs at; `undefined`: not known. */
const highestLevel = ({ settings }: StageSnapshot): LoggingLevel | undefined => {
  const levels = Object.values(settings.methodSettings ?? {}).map(({ loggingLevel }) => loggingLevel);
  const order: readonly LoggingLevel[] = ['INFO', 'ERROR', 'OFF'];
  return order.find((level) => levels.includes(level));
};

const some = (list: readonly unknown[] | undefined): boolean => (list?.length ?? 0) > 0;

const logGaps = ({ kind, settings, ...rest }: StageSnapshot, { logs }: IncidentFile): readonly Gap[] => {
  const level = highestLevel({ kind, settings, ...rest });
  const hasExecution = some(logs?.execution) || (logs?.test ?? '').trim() !== '';
  const hasAccess = some(logs?.access?.events);
  const gaps: Gap[] = [];
  if (kind !== 'HTTP' && level === 'OFF' && !hasExecution)
    gaps.push({
      kind: 'logging-disabled',
      what: 'execution log',
      why: 'The stage writes no execution log.',
      remedy: 'Set the logging level of the stage to ERROR, or to INFO with data trace while you look for the fault.',
    });
  if (settings.accessLog === 'NONE' && !hasAccess)
    gaps.push({
      kind: 'logging-disabled',
      what: 'access log',
      why: 'The stage writes no access log.',
      remedy: 'Give the stage an access log whose format contains $context.integration.error.',
    });
  if (level === 'ERROR' && kind !== 'HTTP')
    gaps.push({
      kind: 'log-level-too-low',
      what: 'execution log',
      why: 'At ERROR the log holds no method, path, endpoint or body lines.',
      remedy: 'Set the logging level of the stage to INFO with data trace while you look for the fault.',
    });
  const isOff = gaps.some(({ kind: reason }) => reason === 'logging-disabled');
  if (!hasExecution && !hasAccess && !some(logs && Object.values(logs.functions ?? {}).flat()) && !isOff)
    gaps.push({
      kind: 'not-supplied',
      what: 'logs',
      why: 'No log line was given.',
      remedy: kind === 'HTTP' ? 'Add the access log of the failing requests.' : 'Add the execution log of one failing request.',
    });
  return gaps;
};

const configGaps = ({ deployed, workingCopy, kind }: StageSnapshot): readonly Gap[] => {
  if (deployed !== undefined) return [];
  if (workingCopy === undefined)
    return [
      {
        kind: 'not-supplied',
        what: 'configuration',
        why: 'Nothing is known of how the API is configured.',
        remedy:
          kind === 'REST' ? 'Add the export of the stage (oas30, extensions=apigateway).' : 'Add the routes and integrations of the API.',
      },
    ];
  if (kind !== 'REST') return [];
  return [
    {
      kind: 'not-supplied',
      what: 'deployed configuration',
      why: 'Only the working copy is known; the stage may run an older version.',
      remedy: 'Add the export of the stage (oas30, extensions=apigateway).',
    },
  ];
};

const CUT: Readonly<Partial<Record<TraceEvent['kind'], string>>> = {
  'request-headers': 'request headers',
  'request-body': 'request body',
  'endpoint-request-body': 'endpoint request body',
  'endpoint-response-headers': 'endpoint response headers',
  'endpoint-response-body': 'endpoint response body',
  'response-body': 'response body',
  'authorizer-result': 'authorizer result',
  'function-error': 'error message of the function',
};

const truncationGaps = (observations: readonly Observation[]): readonly Gap[] => {
  const cut = new Set(
    observations.flatMap(({ events }) => events.flatMap(({ event, truncated }) => (truncated ? (CUT[event.kind] ?? 'log line') : []))),
  );
  return [...cut].map((what) => ({
    kind: 'truncated',
    what,
    why: 'API Gateway cuts a log line at about 1,024 bytes.',
    remedy: 'Log it in the function or backend, or repeat the request and keep its answer.',
  }));
};

/** What the file itself shows to be missing, besides what its collector could not read. A gap that the collector named is not repeated. */
export const incidentGaps = (file: IncidentFile, stage: StageSnapshot, observations: readonly Observation[]): readonly Gap[] => {
  const given = file.gaps ?? [];
  const derived = [...logGaps(stage, file), ...configGaps(stage), ...truncationGaps(observations)];
  return [...given, ...derived.filter(({ what }) => !given.some((gap) => gap.what === what))];
};
