import { authorizerFunction } from '../causes/authorizer-scene.ts';
import { functionOf } from '../causes/called-function.ts';
import { hostOf } from '../causes/called-host.ts';
import type { Question } from '../causes/question.ts';
import { endpointOf, integrationOf, type Scene } from '../causes/scene.ts';
import { parseLambdaUri } from '../gateway/lambda-uri.ts';
import { headerValue } from '../lib/headers.ts';
import type { NextQuery, Target, Window } from '../model/diagnosis.ts';
import { accessLogCommands } from '../repairs/access-log.ts';
import { httpApi, region, restApi, stageName } from '../repairs/aws-names.ts';
import { type Option, printCommand, quote } from '../repairs/shell-word.ts';

/** A request and where it was made: what a query needs to name real things. */
export interface Inquiry {
  readonly scene: Scene;
  readonly target: Target;
  readonly window?: Window;
}

type Ask = (inquiry: Inquiry) => NextQuery;

const MINUTE = 60_000;
/** Log events are stamped when they are written, which may be some time after the request. */
const AROUND = 5 * MINUTE;

/** The minutes around the request, else the window of the incident. */
const timesOf = ({ scene: { observation }, window }: Inquiry): Window | undefined =>
  observation.at === undefined
    ? window
    : { from: new Date(observation.at.getTime() - AROUND), to: new Date(observation.at.getTime() + AROUND) };

const api = ({ target }: Inquiry): Option => (target.kind === 'REST' ? restApi(target) : httpApi(target));

const flag = (name: `--${string}`, text: string): Option => [name, quote(text)];

const aws = ({ target }: Inquiry, command: string, ...options: readonly Option[]): string =>
  printCommand(`aws ${command}`, [...options, ...region(target)]);

/** The same operation of the two services: `apigateway get-stage` and `apigatewayv2 get-stage`. */
const ofApi = (inquiry: Inquiry, operation: string, ...options: readonly Option[]): string =>
  aws(inquiry, `${inquiry.target.kind === 'REST' ? 'apigateway' : 'apigatewayv2'} ${operation}`, api(inquiry), ...options);

const filterLog = (inquiry: Inquiry, group: string, pattern: string | undefined): string => {
  const times = timesOf(inquiry);
  return aws(
    inquiry,
    'logs filter-log-events',
    flag('--log-group-name', group),
    ...(times ? [flag('--start-time', String(times.from.getTime())), flag('--end-time', String(times.to.getTime()))] : []),
    ...(pattern === undefined ? [] : [flag('--filter-pattern', pattern)]),
  );
};

const inQuotes = (text: string): string => `"${text.replaceAll(/["\\]/g, '')}"`;

const FAILURE_LINES = '?"Execution failed" ?"Lambda execution failed" ?"Lambda invocation failed"';
const FUNCTION_FAILURES = '?ERROR ?"Task timed out" ?"Runtime." ?"Status: error" ?"Status: timeout"';

const nameOfFunction = ({ scene }: Inquiry): string => functionOf(scene)?.name ?? 'NAME-OF-THE-FUNCTION';

const accessLogGroup = ({ scene: { stage } }: Inquiry): string | undefined => {
  const { accessLog } = stage.settings;
  const arn = accessLog === 'NONE' ? undefined : accessLog?.destinationArn;
  return arn === undefined ? undefined : /:log-group:([^:]+)/.exec(arn)?.[1];
};

const accessLog = (inquiry: Inquiry): string => {
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
const dataTrace = (inquiry: Inquiry): string =>
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

const isSilent = ({ scene: { stage } }: Inquiry): boolean => {
  const levels = Object.values(stage.settings.methodSettings ?? {}).map(({ loggingLevel }) => loggingLevel);
  return levels.length > 0 && levels.every((level) => level === 'OFF');
};

const executionTrace: Ask = (inquiry) => {
  const { target, scene } = inquiry;
  if (target.kind === 'HTTP')
    return {
      why: 'An HTTP API writes no execution log; its access log names the failure when the format holds $context.integrationErrorMessage.',
      command: accessLog(inquiry),
    };
  if (isSilent(inquiry))
    return {
      why: 'The stage writes no execution log: turn it on, repeat the request, and its failure line decides. Turn it off again afterwards.',
      command: dataTrace(inquiry),
    };
  const { requestId } = scene.observation;
  const group = `API-Gateway-Execution-Logs_${target.apiId ?? 'API-ID'}/${target.stage ?? 'NAME-OF-THE-STAGE'}`;
  return requestId === undefined
    ? { why: 'The failure line of the execution log decides.', command: filterLog(inquiry, group, FAILURE_LINES) }
    : { why: 'The execution log of this very request decides.', command: filterLog(inquiry, group, inQuotes(requestId)) };
};

const functionLog: Ask = (inquiry) => {
  const id = endpointOf(inquiry.scene)?.requestId;
  return {
    why: 'The log of the function says how its run ended, how long it took and how much memory it used.',
    command: filterLog(inquiry, `/aws/lambda/${nameOfFunction(inquiry)}`, id === undefined ? FUNCTION_FAILURES : inQuotes(id)),
  };
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

const curl = (inquiry: Inquiry, ...more: readonly string[]): string => {
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

const endpointUrl = ({ scene }: Inquiry): string => {
  const uri = endpointOf(scene)?.uri ?? integrationOf(scene)?.uri;
  return uri !== undefined && /^https?:/.test(uri) && parseLambdaUri(uri) === undefined ? uri : 'URL-OF-THE-ENDPOINT';
};

const webAcl = ({ target: { apiId = 'API-ID', stage = 'NAME-OF-THE-STAGE', region: name = 'REGION' } }: Inquiry): string =>
  `arn:aws:apigateway:${name}::/restapis/${apiId}/stages/${stage}`;

const shortName = (arn: string | undefined): string => arn?.split('/').at(-1) ?? 'NAME-OF-THE-ROLE';

const times = (inquiry: Inquiry): readonly Option[] => {
  const window = timesOf(inquiry);
  return window ? [flag('--start-time', window.from.toISOString()), flag('--end-time', window.to.toISOString())] : [];
};

/** Each look-up as a command for a POSIX shell. Those that change something say so. */
const ASKS: Readonly<Record<Question, Ask>> = {
  'execution-trace': executionTrace,
  'function-log': functionLog,
  'deployed-export': (inquiry) =>
    inquiry.target.kind === 'REST'
      ? {
          why: 'What the stage really runs decides: the console shows the working copy.',
          command: ofApi(
            inquiry,
            'get-export deployed.json',
            stageName(inquiry.target),
            flag('--export-type', 'oas30'),
            flag('--parameters', 'extensions=apigateway'),
          ),
        }
      : { why: 'The integrations of the API decide.', command: ofApi(inquiry, 'get-integrations') },
  'function-policy': (inquiry) => ({
    why: 'The resource policy of the function says whether this method may invoke it.',
    command: aws(inquiry, 'lambda get-policy', flag('--function-name', functionOf(inquiry.scene)?.arn ?? nameOfFunction(inquiry))),
  }),
  'function-settings': (inquiry) => ({
    why: 'The state of the function and its reason say whether Lambda can run it.',
    command: aws(inquiry, 'lambda get-function-configuration', flag('--function-name', nameOfFunction(inquiry))),
  }),
  'function-concurrency': (inquiry) => ({
    why: 'The concurrency that is left for the function says whether calls are refused.',
    command: aws(inquiry, 'lambda get-function-concurrency', flag('--function-name', nameOfFunction(inquiry))),
  }),
  'role-policy': (inquiry) => ({
    why: 'The trust policy of the role says whether API Gateway may assume it.',
    command: printCommand('aws iam get-role', [flag('--role-name', shortName(integrationOf(inquiry.scene)?.credentials))]),
  }),
  'authorizer-settings': (inquiry) => ({
    why: 'The authorizer of the method, how long its answers are kept and by what, decides.',
    command: ofApi(inquiry, 'get-authorizers'),
  }),
  'authorizer-log': (inquiry) => ({
    why: 'The log of the authorizer function says whether it ran, failed or took too long.',
    command: filterLog(inquiry, `/aws/lambda/${authorizerFunction(inquiry.scene)?.name ?? 'NAME-OF-THE-AUTHORIZER'}`, FUNCTION_FAILURES),
  }),
  'gateway-responses': (inquiry) => ({
    why: 'A customised gateway response may give another status or body than the failure has.',
    command: ofApi(inquiry, 'get-gateway-responses'),
  }),
  'stage-settings': (inquiry) => ({
    why: 'The variables and the cache of the stage decide; they change without a deployment.',
    command: ofApi(inquiry, 'get-stage', stageName(inquiry.target)),
  }),
  'resource-policy': (inquiry) => ({
    why: "The API's resource policy says who is let in.",
    command: ofApi(inquiry, 'get-rest-api', flag('--query', 'policy'), flag('--output', 'text')),
  }),
  'web-acl': (inquiry) => ({
    why: 'Without a web ACL on the stage it cannot be AWS WAF.',
    command: aws(inquiry, 'wafv2 get-web-acl-for-resource', flag('--resource-arn', webAcl(inquiry))),
  }),
  'usage-plan': (inquiry) => ({
    why: 'The limits of the usage plans of this API say whether the gateway itself throttles.',
    command: aws(
      inquiry,
      'apigateway get-usage-plans',
      flag('--query', `items[?apiStages[?apiId=='${inquiry.target.apiId ?? 'API-ID'}']]`),
    ),
  }),
  'access-log': (inquiry) => ({
    why: 'The access log names the error of the gateway and the answer of AWS WAF when its format holds them.',
    command: accessLog(inquiry),
  }),
  'domain-mappings': (inquiry) => ({
    why: 'The mappings of the custom domain say to which API and stage the path leads.',
    command: aws(
      inquiry,
      inquiry.target.kind === 'REST' ? 'apigateway get-base-path-mappings' : 'apigatewayv2 get-api-mappings',
      flag('--domain-name', hostOf(inquiry.scene.observation) ?? 'CUSTOM-DOMAIN'),
    ),
  }),
  'working-copy': (inquiry) => ({
    why: 'Held against the export, the working copy shows what was changed and not deployed.',
    command: inquiry.target.kind === 'REST' ? ofApi(inquiry, 'get-resources', flag('--embed', 'methods')) : ofApi(inquiry, 'get-routes'),
  }),
  'vpc-link': (inquiry) => ({
    why: 'The state of the VPC link says whether it can carry calls; then look at the health of its targets.',
    command: aws(
      inquiry,
      inquiry.target.kind === 'REST' ? 'apigateway get-vpc-link' : 'apigatewayv2 get-vpc-link',
      flag('--vpc-link-id', integrationOf(inquiry.scene)?.connectionId ?? 'ID-OF-THE-VPC-LINK'),
    ),
  }),
  'deployment-history': (inquiry) => ({
    why: 'CloudTrail says whether something was deployed or replaced at that moment.',
    command: aws(
      inquiry,
      'cloudtrail lookup-events',
      ['--lookup-attributes', quote('AttributeKey=ReadOnly,AttributeValue=false')],
      ...times(inquiry),
    ),
  }),
  'client-answer': (inquiry) => ({
    why: 'The headers and the body that the client reads decide. It repeats the request: leave it if that does harm.',
    command: curl(inquiry),
  }),
  'past-the-cache': (inquiry) => ({
    why: 'An answer that differs past the cache is a stale one. It repeats the request.',
    command: curl(inquiry, 'Cache-Control: max-age=0'),
  }),
  'endpoint-directly': (inquiry) => ({
    why: 'The endpoint, called without the gateway, shows whether the error is its own.',
    command: printCommand('curl -sv --max-time 30', [flag('--url', endpointUrl(inquiry))]),
  }),
  'endpoint-answer': (inquiry) =>
    inquiry.target.kind === 'HTTP'
      ? { ...functionLog(inquiry), why: 'An HTTP API logs no bodies: what the function answered stands at most in its own log.' }
      : {
          why: 'Only the data trace shows what the backend answered: turn it on, repeat the request, and turn it off again, as it logs bodies.',
          command: dataTrace(inquiry),
        },
};

export const nextQuery = (inquiry: Inquiry, question: Question): NextQuery => ASKS[question](inquiry);
