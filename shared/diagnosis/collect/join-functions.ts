import { parseLambdaUri } from '../../gateway/lambda-uri.ts';
import type { LogEvent, Raw } from '../collect-ports.ts';
import type { Gate } from './budget.ts';
import { calledInAccessLog } from './called-in-access-log.ts';
import type { Sampled } from './choose-samples.ts';
import { type Called, calledFunctions, configuredFunctions } from './lambda-endpoints.ts';
import { recordOf, textOf } from './raw.ts';
import type { Configuration } from './read-configuration.ts';
import { type FunctionFile, readFunction, shortName } from './read-function.ts';
import { readFunctionLog } from './read-function-log.ts';
import type { ResolvedTarget } from './resolve-target.ts';
import type { AccessLog } from './search-access-log.ts';

export interface Joined {
  readonly authorizers?: readonly Raw[];
  readonly functions: Readonly<Record<string, FunctionFile>>;
  readonly logs: Readonly<Record<string, readonly LogEvent[]>>;
}

/** Functions read for one diagnosis; a failing stage rarely needs more than its integration and its authorizer. */
const MOST_FUNCTIONS = 4;

/** The authorizers, when one of them failed: a trace names their id only, and only some levels name their function. */
const readAuthorizers = async (gate: Gate, target: ResolvedTarget, called: readonly Called[]): Promise<readonly Raw[] | undefined> =>
  target.kind === 'REST' && called.some(({ authorizerFailed }) => authorizerFailed)
    ? gate.find('authorizers', 'apigateway:GetAuthorizers', { restApiId: target.id })
    : undefined;

const authorizerFunctions = (authorizers: readonly Raw[], called: readonly Called[]): readonly string[] => {
  const failed = called.filter(({ authorizerFailed }) => authorizerFailed).flatMap(({ authorizerIds }) => authorizerIds);
  return authorizers
    .filter((authorizer) => failed.length === 0 || failed.includes(textOf(authorizer, 'id') ?? ''))
    .flatMap((authorizer) => parseLambdaUri(textOf(authorizer, 'authorizerUri') ?? '')?.functionArn ?? []);
};

/**
 * The functions that matter: those that the traces call; when no trace names one (level ERROR, access log only), those of the
 * configuration, if they are few enough to read.
 */
const involved = (called: readonly Called[], fromAuthorizers: readonly string[], configured: readonly string[]): readonly string[] => {
  const named = [...new Set([...called.flatMap(({ functions }) => functions), ...fromAuthorizers])];
  if (named.length > 0) return named.slice(0, MOST_FUNCTIONS);
  return configured.length <= MOST_FUNCTIONS ? configured : [];
};

interface Invocations {
  readonly ids: readonly string[];
  readonly first: number;
  readonly last: number;
}

/** The integration is the last call of a request; without a name in the trace, the only function there is. */
const invocationsOf = (arn: string, called: readonly Called[], functions: readonly string[]): Invocations | undefined => {
  const own = called.filter(
    (call) =>
      call.mayHaveLogged &&
      call.lambdaRequestIds.length > 0 &&
      (call.functions.at(-1) ?? (functions.length === 1 ? functions[0] : undefined)) === arn,
  );
  if (own.length === 0) return undefined;
  return {
    ids: [...new Set(own.flatMap(({ lambdaRequestIds }) => lambdaRequestIds))],
    first: Math.min(...own.map(({ first }) => first)),
    last: Math.max(...own.map(({ last }) => last)),
  };
};

const logGroupOf = (arn: string, file: FunctionFile | undefined): string =>
  textOf(recordOf(file?.configuration, 'LoggingConfig'), 'LogGroup') ?? `/aws/lambda/${shortName(arn)}`;

/** From the failed requests to the functions behind them: configuration, policy and, where it helps, their own log. */
export const joinFunctions = async (
  gate: Gate,
  target: ResolvedTarget,
  config: Configuration,
  sampled: Sampled,
  access: AccessLog,
): Promise<Joined> => {
  const called = sampled.events.length > 0 ? calledFunctions(sampled.events) : calledInAccessLog(access, config, target.settings);
  if (called.length === 0) return { functions: {}, logs: {} };
  const authorizers = await readAuthorizers(gate, target, called);
  const configured = configuredFunctions([config.deployed ?? config.resources, config.integrations], target.settings);
  const arns = involved(called, authorizerFunctions(authorizers ?? [], called), configured);
  const functions: Record<string, FunctionFile> = {};
  const logs: Record<string, readonly LogEvent[]> = {};
  for (const arn of arns) {
    const file = await readFunction(
      gate,
      arn,
      called.some((call) => call.throttled),
    );
    if (file) functions[arn] = file;
    const invocations = invocationsOf(arn, called, arns);
    if (invocations) logs[shortName(arn)] = await readFunctionLog(gate, logGroupOf(arn, file), invocations);
  }
  return { functions, logs, ...(authorizers && { authorizers }) };
};
