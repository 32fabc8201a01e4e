import { lazy } from '../lib/lazy.ts';
import type { ApiSnapshot, Method } from '../model/api.ts';
import { type CompiledIntegration, compileIntegration } from './compile-integration.ts';
import { isTyped } from './integration-kind.ts';
import type { ParameterLocation } from './parameter-mapping.ts';
import { type BodyCheck, compileModel } from './request-model.ts';

export interface RequiredParameter {
  readonly location: ParameterLocation;
  readonly name: string;
}

/** A method with everything parsed that its requests need, at its first request. */
export interface CompiledMethod {
  readonly method: Method;
  /** As routing reads them. */
  readonly path: string;
  readonly verb: string;
  readonly routeKey?: string;
  readonly integration: () => CompiledIntegration | undefined;
  /** VA-1; empty without a validator for parameters. */
  readonly requiredParameters: () => readonly RequiredParameter[];
  /** VA-4: media type in lower case → model; empty without a validator for the body. */
  readonly models: () => ReadonlyMap<string, BodyCheck>;
}

const REQUIRED = /^method\.request\.(path|querystring|header)\.(.+)$/s;

/** VA-1: header, path, query, each in alphabetical order: by the whole name (recorded). */
const requiredOf = ({ requestParameters = {} }: Method): readonly RequiredParameter[] =>
  Object.entries(requestParameters)
    .filter(([, required]) => required)
    .map(([name]) => name)
    .sort()
    .flatMap((expression) => {
      const [, location, name] = REQUIRED.exec(expression) ?? [];
      return name === undefined ? [] : [{ location: location as ParameterLocation, name }];
    });

const modelsOf = ({ requestModels = {} }: Method, { models = {} }: ApiSnapshot): ReadonlyMap<string, BodyCheck> =>
  new Map(
    Object.entries(requestModels).flatMap(([mediaType, name]) => {
      const check = compileModel(models, name);
      return check === undefined ? [] : [[mediaType.toLowerCase(), check] as const];
    }),
  );

export const compileMethod = (method: Method, api: ApiSnapshot): CompiledMethod => {
  const { integration, requestValidatorId: validatorId = '', path, verb, routeKey } = method;
  const validators = api.requestValidators ?? {};
  const validator = Object.hasOwn(validators, validatorId) ? validators[validatorId] : undefined;
  return {
    method,
    path,
    verb,
    ...(routeKey !== undefined && { routeKey }),
    integration: lazy(() => (isTyped(integration) ? compileIntegration(integration) : undefined)),
    requiredParameters: lazy(() => (validator?.validateRequestParameters ? requiredOf(method) : [])),
    models: lazy(() => (validator?.validateRequestBody ? modelsOf(method, api) : new Map())),
  };
};
