import { parseLambdaUri } from '../../gateway/lambda-uri.ts';
import { renderStageVariables } from '../../gateway/stage-variables.ts';
import { parseFailure } from '../../logs/grammar.ts';
import type { FailureEvent } from '../../model/trace.ts';
import type { LogEvent, Raw } from '../collect-ports.ts';
import { loggedText } from './failure-signature.ts';
import { recordOf } from './raw.ts';

const ENDPOINT = /^(?:Endpoint request URI:|Sending request to) (\S+)/;
const LAMBDA_ID = /(?:Lambda request id: |^AWS Integration Endpoint RequestId : )([\w-]{8,64})\s*$/;
const AUTHORIZER = /^Starting authorizer: (\w+) /;

/** What is known of the functions behind one request. */
export interface Called {
  /** In the order of the calls: an authorizer stands before the integration. Qualified where the URI is. */
  readonly functions: readonly string[];
  readonly lambdaRequestIds: readonly string[];
  readonly authorizerIds: readonly string[];
  /** The function's own log may say more; a call that was refused or could not be read leaves nothing there. */
  readonly mayHaveLogged: boolean;
  readonly authorizerFailed: boolean;
  readonly throttled: boolean;
  readonly first: number;
  readonly last: number;
}

/** Lambda answers 403, 404 and 429 without running the function. */
const hasRun = (failure: FailureEvent): boolean =>
  failure.kind === 'function-error' ||
  failure.kind === 'malformed-proxy-response' ||
  failure.kind === 'timeout' ||
  (failure.kind === 'invocation-failed' && (failure.status === 408 || failure.status === 413 || failure.status >= 500));

const OF_AUTHORIZER: ReadonlySet<FailureEvent['kind']> = new Set([
  'authorizer-error',
  'authorizer-configuration-exception',
  'policy-unparsable',
  'policy-invalid-json',
]);

const isThrottling = (failure: FailureEvent): boolean =>
  failure.kind === 'rate-exceeded' || (failure.kind === 'invocation-failed' && failure.status === 429);

export const calledFor = (failures: readonly FailureEvent[]): Pick<Called, 'mayHaveLogged' | 'authorizerFailed' | 'throttled'> => ({
  mayHaveLogged: failures.some(hasRun),
  authorizerFailed: failures.some(({ kind }) => OF_AUTHORIZER.has(kind)),
  throttled: failures.some(isThrottling),
});

const calledIn = (events: readonly LogEvent[]): Called => {
  const texts = events.flatMap((event) => loggedText(event)?.text ?? []);
  const all = (pattern: RegExp): readonly string[] => [...new Set(texts.flatMap((text) => pattern.exec(text)?.[1] ?? []))];
  return {
    functions: [...new Set(all(ENDPOINT).flatMap((uri) => parseLambdaUri(uri)?.functionArn ?? []))],
    lambdaRequestIds: all(LAMBDA_ID),
    authorizerIds: all(AUTHORIZER),
    ...calledFor(texts.flatMap((text) => parseFailure(text) ?? [])),
    first: Math.min(...events.map(({ timestamp }) => timestamp)),
    last: Math.max(...events.map(({ timestamp }) => timestamp)),
  };
};

/** One entry per request of the trace. */
export const calledFunctions = (events: readonly LogEvent[]): readonly Called[] =>
  [...Map.groupBy(events, (event) => loggedText(event)?.requestId ?? '').values()].map(calledIn);

const withVariables = (uri: string, settings: Raw): string => {
  const variables = Object.entries(recordOf(settings, 'variables', 'StageVariables') ?? {});
  return renderStageVariables(
    uri,
    Object.fromEntries(variables.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  );
};

/** The function that a configured URI invokes on this stage. */
export const configuredFunction = (uri: string, settings: Raw): string | undefined =>
  parseLambdaUri(withVariables(uri, settings))?.functionArn;

const URI = /"(?:uri|authorizerUri|IntegrationUri|AuthorizerUri)":("(?:[^"\\]|\\.)*")/g;

/** Every function that a configuration names, integrations and authorizers alike. */
export const configuredFunctions = (configuration: unknown, settings: Raw): readonly string[] => {
  const uris = [...(JSON.stringify(configuration) ?? '').matchAll(URI)].map(([, uri = '""']) => String(JSON.parse(uri)));
  return [...new Set(uris.flatMap((uri) => configuredFunction(uri, settings) ?? []))];
};
