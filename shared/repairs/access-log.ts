import type { ApiKind } from '../model/api.ts';
import type { Target } from '../model/diagnosis.ts';
import { httpApi, region, restApi, stageName } from './aws-names.ts';
import { interpolate, type Option, printCommand, quote } from './shell-word.ts';

// biome-ignore format: a list of names
const COMMON = [
  'requestId', 'extendedRequestId', 'requestTimeEpoch', 'httpMethod', 'path', 'status', 'error.message', 'error.responseType',
  'integration.error', 'integration.status', 'integration.integrationStatus', 'integration.latency', 'integration.requestId',
  'responseLatency', 'authorizer.error',
] as const;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html and its HTTP and WebSocket pages. */
const FIELDS: { readonly [Kind in ApiKind]: readonly string[] } = {
  REST: [
    ...COMMON,
    'resourcePath',
    'error.validationErrorString',
    'authorizer.status',
    'authorize.error',
    'authenticate.error',
    'waf.status',
    'wafResponseCode',
    'xrayTraceId',
  ],
  HTTP: [...COMMON, 'routeKey'],
  WEBSOCKET: [
    'requestId',
    'extendedRequestId',
    'requestTimeEpoch',
    'routeKey',
    'eventType',
    'connectionId',
    'status',
    'error.message',
    'error.responseType',
    'integration.error',
    'integration.status',
    'integration.latency',
    'integration.requestId',
    'authorizer.error',
  ],
};

/**
 * One JSON line per request, every value quoted so that an absent one (`-`) stays valid JSON; without `error.messageString`, which brings
 * quotes of its own. `integration.error` carries the failure text of the execution log.
 */
export const accessLogFormat = (kind: ApiKind): string => `{${FIELDS[kind].map((name) => `"${name}":"$context.${name}"`).join(',')}}`;

const partition = (name: string): string => {
  if (name.startsWith('cn-')) return 'aws-cn';
  return name.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
};

const logGroupName = ({ apiName, apiId, stage }: Target): string =>
  `/aws/apigateway/${[apiName ?? apiId ?? 'api', stage]
    .filter(Boolean)
    .join('-')
    .replaceAll(/[^\w.-]/g, '-')}`;

const logGroupArn = (target: Target): readonly (string | { readonly run: string })[] => [
  `arn:${partition(target.region ?? '')}:logs:`,
  target.region ?? { run: 'aws configure get region' },
  ':',
  target.account ?? { run: 'aws sts get-caller-identity --query Account --output text' },
  `:log-group:${logGroupName(target)}`,
];

const switchOn = (target: Target): string => {
  const arn = logGroupArn(target);
  const format = `'${accessLogFormat(target.kind)}'`;
  if (target.kind !== 'REST') {
    const settings = interpolate(['DestinationArn=', ...arn, `,Format=${format}`]);
    return printCommand('aws apigatewayv2 update-stage', [
      httpApi(target),
      stageName(target),
      ...region(target),
      ['--access-log-settings', settings],
    ]);
  }
  const destination = interpolate(['op=replace,path=/accessLogSettings/destinationArn,value=', ...arn]);
  const operations: Option = ['--patch-operations', destination, quote(`op=replace,path=/accessLogSettings/format,value=${format}`)];
  return printCommand('aws apigateway update-stage', [restApi(target), stageName(target), ...region(target), operations]);
};

const ACCOUNT_ROLE = '# The account needs a CloudWatch role, once per Region: aws apigateway get-account';

/** The cheapest switch: access logging, which takes effect without a deployment. HTTP APIs need no role for it. */
export const accessLogCommands = (target: Target): readonly string[] => [
  ...(target.kind === 'HTTP' ? [] : [ACCOUNT_ROLE]),
  printCommand('aws logs create-log-group', [['--log-group-name', quote(logGroupName(target))], ...region(target)]),
  switchOn(target),
];
