import type { LogEvent, Raw } from '../collect-ports.ts';
import { loggedText } from './failure-signature.ts';
import { recordOf } from './raw.ts';

const FUNCTION = /arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w-]+(?::[\w$-]+)?/;
const ENDPOINT = /^(?:Endpoint request URI:|Sending request to) /;
const LAMBDA_ID = /(?:Lambda request id: |^AWS Integration Endpoint RequestId : )([\w-]{8,64})\s*$/;
const AUTHORIZER = /^Starting authorizer: (\w+) /;

/** Failures behind which the function's own log may say more; a refused or unreadable call leaves nothing there. */
const RAN =
  /customer function error|Malformed Lambda proxy response|Execution failed due to a timeout error|Lambda invocation failed with status: (?:408|413|5\d\d)/;
const AUTHORIZER_FAILED = /AuthorizerConfigurationException|Authorizer error|Could not parse policy|Invalid JSON in response/;
const THROTTLED = /Rate Exceeded|TooManyRequestsException|ConcurrentInvocationLimitExceeded|Lambda invocation failed with status: 429/;

/** What the trace of one request says about the functions behind it. */
export interface Called {
  /** In the order of the calls: an authorizer stands before the integration. Qualified where the URI is. */
  readonly functions: readonly string[];
  readonly lambdaRequestIds: readonly string[];
  readonly authorizerIds: readonly string[];
  readonly ran: boolean;
  readonly authorizerFailed: boolean;
  readonly throttled: boolean;
  readonly first: number;
  readonly last: number;
}

export const functionArn = (text: string): string | undefined => FUNCTION.exec(text)?.[0];

const calledIn = (events: readonly LogEvent[]): Called => {
  const texts = events.flatMap((event) => loggedText(event)?.text ?? []);
  const all = (pattern: RegExp): readonly string[] => [...new Set(texts.flatMap((text) => pattern.exec(text)?.[1] ?? []))];
  const some = (pattern: RegExp): boolean => texts.some((text) => pattern.test(text));
  return {
    functions: [...new Set(texts.filter((text) => ENDPOINT.test(text)).flatMap((text) => functionArn(text) ?? []))],
    lambdaRequestIds: all(LAMBDA_ID),
    authorizerIds: all(AUTHORIZER),
    ran: some(RAN),
    authorizerFailed: some(AUTHORIZER_FAILED),
    throttled: some(THROTTLED),
    first: Math.min(...events.map(({ timestamp }) => timestamp)),
    last: Math.max(...events.map(({ timestamp }) => timestamp)),
  };
};

/** One entry per request of the trace. */
export const calledFunctions = (events: readonly LogEvent[]): readonly Called[] =>
  [...Map.groupBy(events, (event) => loggedText(event)?.requestId ?? '').values()].map(calledIn);

const withVariables = (uri: string, variables: Raw): string =>
  uri.replace(/\$\{stageVariables\.(\w+)\}/g, (all, name: string) => (typeof variables[name] === 'string' ? variables[name] : all));

/** Every function that a configuration names, stage variables filled in: integrations and authorizers alike. */
export const configuredFunctions = (configuration: unknown, settings: Raw): readonly string[] => {
  const variables = recordOf(settings, 'variables', 'StageVariables') ?? {};
  const text = JSON.stringify(configuration) ?? '';
  const uris = text.match(/"(?:uri|authorizerUri|IntegrationUri|AuthorizerUri)":"[^"]*"/g) ?? [];
  return [...new Set(uris.flatMap((uri) => functionArn(withVariables(uri, variables)) ?? []))];
};
