import { functionOf } from '../causes/called-function.ts';
import { hostOf } from '../causes/called-host.ts';
import { endpointOf, integrationOf, type Scene } from '../causes/scene.ts';
import { parseLambdaUri } from '../gateway/lambda-uri.ts';
import { headerValue } from '../lib/headers.ts';
import type { Target, Window } from '../model/diagnosis.ts';
import { accessLogCommands } from '../repairs/access-log.ts';
import { httpApi, region, restApi, stageName } from '../repairs/aws-names.ts';
import { type Option, printCommand, quote } from '../repairs/shell-word.ts';

/** A request and where it was made: what a query needs to name real things. */
export interface Inquiry {
  readonly scene: Scene;
  readonly target: Target;
  readonly window?: Window;
}

const MINUTE = 60_000;
/** Log events are stamped when they are written, which may be some time after the request. */
const AROUND = 5 * MINUTE;

/** The minutes around the request, else the window of the incident. */
const timesOf = ({ scene: { observation }, window }: Inquiry): Window | undefined =>
  observation.at === undefined
    ? window
    : { from: new Date(observation.at.getTime() - AROUND), to: new Date(observation.at.getTime() + AROUND) };

const api = ({ target }: Inquiry): Option => (target.kind === 'REST' ? restApi(target) : httpApi(target));

export const flag = (name: `--${string}`, text: string): Option => [name, quote(text)];

export const aws = ({ target }: Inquiry, command: string, ...options: readonly Option[]): string =>
  printCommand(`aws ${command}`, [...options, ...region(target)]);

/** The same operation of the two services: `apigateway get-stage` and `apigatewayv2 get-stage`. */
export const ofApi = (inquiry: Inquiry, operation: string, ...options: readonly Option[]): string =>
  aws(inquiry, `${inquiry.target.kind === 'REST' ? 'apigateway' : 'apigatewayv2'} ${operation}`, api(inquiry), ...options);

export const filterLog = (inquiry: Inquiry, group: string, pattern: string | undefined): string => {
  const times = timesOf(inquiry);
  return aws(
    inquiry,
    'logs filter-log-events',
    flag('--log-group-name', group),
    ...(times ? [flag('--start-time', String(times.from.getTime())), flag('--end-time', String(times.to.getTime()))] : []),
    ...(pattern === undefined ? [] : [flag('--filter-pattern', pattern)]),
  );
};

export const inQuotes = (text: string): string => `"${text.replaceAll(/["\\]/g, '')}"`;

export const FAILURE_LINES = '?"Execution failed" ?"Lambda execution failed" ?"Lambda invocation failed"';
export const FUNCTION_FAILURES = '?ERROR ?"Task timed out" ?"Runtime." ?"Status: error" ?"Status: timeout"';

export const nameOfFunction = ({ scene }: Inquiry): string => functionOf(scene)?.name ?? 'NAME-OF-THE-FUNCTION';

const accessLogGroup = ({ scene: { stage } }: Inquiry): string | undefined => {
  const { accessLog } = stage.settings;
  const arn = accessLog === 'NONE' ? undefined : accessLog?.destinationArn;
  return arn === undefined ? undefined : /:log-group:([^:]+)/.exec(arn)?.[1];
};

export const accessLog = (inquiry: Inquiry): string => {
  if (inquiry.scene.stage.settings.accessLog === 'NONE') return accessLogCommands(inquiry.target).join('\n');
  const group = accessLogGroup(inquiry);
  const { requestId } = inquiry.scene.observation;
  return group === undefined
    ? ofApi(inquiry, 'get-stage', stageName(inquiry.target), [
        '--query',
        quote(inquiry.target.kind === 'REST' ? 'accessLogSettings' : 'AccessLogSettings'),
      ])
    : filterLog(inquiry, group, requestId && inQuotes(requestId));
};

/** Turns the data trace on. It takes effect without a deployment. */
export const dataTrace = (inquiry: Inquiry): string =>
  inquiry.target.kind === 'REST'
    ? ofApi(inquiry, 'update-stage', stageName(inquiry.target), [
        '--patch-operations',
        quote('op=replace,path=/*/*/logging/loglevel,value=INFO'),
        quote('op=replace,path=/*/*/logging/dataTrace,value=true'),
      ])
    : ofApi(
        inquiry,
        'update-stage',
        stageName(inquiry.target),
        flag('--default-route-settings', 'LoggingLevel=INFO,DataTraceEnabled=true'),
      );

export const isSilent = ({ scene: { stage } }: Inquiry): boolean => {
  const levels = Object.values(stage.settings.methodSettings ?? {}).map(({ loggingLevel }) => loggingLevel);
  return levels.length > 0 && levels.every((level) => level === 'OFF');
};

const urlOf = ({ scene: { observation, method }, target }: Inquiry): string => {
  const path = observation.request.path ?? observation.request.resource ?? method?.path ?? '/';
  const host = hostOf(observation);
  if (host !== undefined && !host.includes('.execute-api.')) return `https://${host}${path}`;
  const stage = target.stage === '$default' ? '' : `/${target.stage ?? 'NAME-OF-THE-STAGE'}`;
  return `https://${target.apiId ?? 'API-ID'}.execute-api.${target.region ?? 'REGION'}.amazonaws.com${stage}${path}`;
};

/** The headers on which the gateway's own rules depend; never a credential. */
const REPEATED = ['Accept', 'Content-Type', 'Origin', 'Access-Control-Request-Method', 'Access-Control-Request-Headers'] as const;

export const curl = (inquiry: Inquiry, ...more: readonly string[]): string => {
  const { observation, method } = inquiry.scene;
  const verb = observation.request.method ?? (method?.verb === 'ANY' ? undefined : method?.verb) ?? 'GET';
  const headers = REPEATED.flatMap((name) => {
    const value = headerValue(observation.request.headers, name);
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  return printCommand('curl -i', [
    flag('--request', verb),
    ...[...headers, ...more].map((header) => flag('--header', header)),
    flag('--url', urlOf(inquiry)),
  ]);
};

export const endpointUrl = ({ scene }: Inquiry): string => {
  const uri = endpointOf(scene)?.uri ?? integrationOf(scene)?.uri;
  return uri !== undefined && /^https?:/.test(uri) && parseLambdaUri(uri) === undefined ? uri : 'URL-OF-THE-ENDPOINT';
};

export const webAcl = ({ target: { apiId = 'API-ID', stage = 'NAME-OF-THE-STAGE', region: name = 'REGION' } }: Inquiry): string =>
  `arn:aws:apigateway:${name}::/restapis/${apiId}/stages/${stage}`;

export const shortName = (arn: string | undefined): string => arn?.split('/').at(-1) ?? 'NAME-OF-THE-ROLE';

export const times = (inquiry: Inquiry): readonly Option[] => {
  const window = timesOf(inquiry);
  return window ? [flag('--start-time', window.from.toISOString()), flag('--end-time', window.to.toISOString())] : [];
};
