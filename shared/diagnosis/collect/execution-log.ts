import type { ApiKind, LoggingLevel } from '../../model/api.ts';
import type { Gap } from '../../model/evidence.ts';
import { quote } from '../../repairs/shell-word.ts';
import type { Raw } from '../collect-ports.ts';
import type { ChosenStage } from './choose-stage.ts';
import type { FoundApi } from './control-plane.ts';
import { recordOf, textOf } from './raw.ts';

type Place = Pick<FoundApi, 'kind' | 'id'> & Pick<ChosenStage, 'stage'>;

/**
 * Where API Gateway writes the execution log, best guess first. REST: one group per stage. WebSocket: two namings are about, so both are
 * tried (inferred). HTTP APIs have none. (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html)
 */
export const executionLogGroups = ({ kind, id, stage }: Place): readonly string[] => {
  const rest = `API-Gateway-Execution-Logs_${id}/${stage}`;
  const groups: Readonly<Record<ApiKind, readonly string[]>> = {
    REST: [rest],
    WEBSOCKET: [`/aws/apigateway/${id}/${stage}`, rest],
    HTTP: [],
  };
  return groups[kind];
};

/** A stage with a canary has a second group; its requests are logged to both. */
export const canaryLogGroup = ({ id, stage, settings }: Place & { readonly settings: Raw }): string | undefined =>
  recordOf(settings, 'canarySettings') && `API-Gateway-Execution-Logs_${id}/${stage}/Canary`;

export interface Logging {
  /** The most that any method writes; a level never set counts as OFF. */
  readonly level: LoggingLevel;
  readonly dataTrace: boolean;
  /** Only some methods write. */
  readonly partial: boolean;
}

const levelOf = (setting: unknown): LoggingLevel => {
  const level = textOf(setting, 'loggingLevel', 'LoggingLevel');
  return level === 'INFO' || level === 'ERROR' ? level : 'OFF';
};

const hasDataTrace = (setting: unknown): boolean =>
  recordOf({ setting }, 'setting')?.dataTraceEnabled === true || recordOf({ setting }, 'setting')?.DataTraceEnabled === true;

/** REST: `methodSettings`, `* / *` and one entry per method that differs. WebSocket: `DefaultRouteSettings` and `RouteSettings`. */
export const loggingOf = (settings: Raw): Logging => {
  const byMethod = recordOf(settings, 'methodSettings') ?? {};
  const general = byMethod['*/*'] ?? recordOf(settings, 'DefaultRouteSettings');
  const all = [general, ...Object.values(byMethod), ...Object.values(recordOf(settings, 'RouteSettings') ?? {})];
  const levels = all.map(levelOf);
  const level = (['INFO', 'ERROR'] as const).find((candidate) => levels.includes(candidate)) ?? 'OFF';
  return { level, dataTrace: all.some(hasDataTrace), partial: level !== 'OFF' && levelOf(general) === 'OFF' };
};

const updateStage = ({ kind, id, stage }: Place, patch: string, routeSettings: string): string =>
  kind === 'REST'
    ? `aws apigateway update-stage --rest-api-id ${quote(id)} --stage-name ${quote(stage)} --patch-operations ${quote(patch)}`
    : `aws apigatewayv2 update-stage --api-id ${quote(id)} --stage-name ${quote(stage)} --default-route-settings ${quote(routeSettings)}`;

const atInfo = (place: Place): string => updateStage(place, 'op=replace,path=/*/*/logging/loglevel,value=INFO', 'LoggingLevel=INFO');

/** What the stage's own settings keep out of the execution log. */
export const loggingGap = (place: Place, { level, dataTrace, partial }: Logging): Gap | undefined => {
  if (level === 'OFF') {
    return {
      kind: 'logging-disabled',
      what: 'execution log',
      why: `Execution logging is off for the stage ${place.stage}.`,
      remedy: `Turn it on, wait for the next failure, ask again: ${atInfo(place)} (the account needs a CloudWatch role for API Gateway first).`,
    };
  }
  if (partial) {
    return {
      kind: 'log-level-too-low',
      what: 'execution log of the methods without an own log level',
      why: `Only methods with an own setting of the stage ${place.stage} write to the execution log.`,
      remedy: `Turn it on for all methods: ${atInfo(place)}.`,
    };
  }
  if (level === 'ERROR') {
    return {
      kind: 'log-level-too-low',
      what: 'execution log',
      why: 'At level ERROR a failed request leaves its failure line and its status, but no path, endpoint, headers or body.',
      remedy: `Raise the level while you look: ${atInfo(place)}.`,
    };
  }
  return dataTrace
    ? undefined
    : {
        kind: 'log-level-too-low',
        what: 'headers and bodies in the execution log',
        why: 'Data tracing is off for the stage, so the log holds no headers and no bodies.',
        remedy: `Turn it on for a short time, as bodies may hold personal data: ${updateStage(place, 'op=replace,path=/*/*/logging/dataTrace,value=true', 'LoggingLevel=INFO,DataTraceEnabled=true')}.`,
      };
};
