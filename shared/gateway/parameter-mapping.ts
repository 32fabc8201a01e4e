import { err, ok, type Result } from '../lib/result.ts';
import { exactValuesOf, type Fields } from './fields.ts';
import { decodeUtf8 } from './payload.ts';
import { contextValue, type RequestContext } from './request-context.ts';
import { createBudget } from './template/budget.ts';
import { evaluateJsonPath, jsonPath } from './template/json-path.ts';
import { readPermissive } from './template/json-smart.ts';
import { toJson } from './template/print.ts';
import { attempt, type TemplateProblem } from './template/template-problem.ts';

export type ParameterLocation = 'path' | 'querystring' | 'header';

/** Where a mapped value comes from. `unreadable`: AWS refuses it when the API is configured (PM-9); at run time it gives nothing. */
export type MappingSource =
  | { readonly kind: 'static'; readonly text: string }
  | { readonly kind: 'parameter'; readonly location: ParameterLocation; readonly name: string; readonly all: boolean }
  | { readonly kind: 'body'; readonly path: string }
  | { readonly kind: 'stage-variable'; readonly name: string }
  | { readonly kind: 'context'; readonly path: readonly string[] }
  | { readonly kind: 'unreadable'; readonly text: string };

export interface Mapping {
  readonly target: { readonly location: ParameterLocation; readonly name: string };
  readonly source: MappingSource;
}

/** What one side of the gateway offers to its mappings. */
export interface MappingWorld {
  readonly parameters: Readonly<Record<ParameterLocation, Fields>>;
  readonly body: Uint8Array;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly context: RequestContext;
}

const PARAMETER = /^(?:method\.request|integration\.response)\.(multivalue)?(path|querystring|header)\.(.+)$/s;
const BODY = /^(?:method\.request|integration\.response)\.body(?:\.(.+))?$/s;

/** PM-1: single quotes make a value static. PM-3: everything is case-sensitive. */
export const parseMappingSource = (expression: string): MappingSource => {
  if (/^'.*'$/s.test(expression)) return { kind: 'static', text: expression.slice(1, -1) };
  const [, all, location, name] = PARAMETER.exec(expression) ?? [];
  if (name !== undefined) return { kind: 'parameter', location: location as ParameterLocation, name, all: all !== undefined };
  const body = BODY.exec(expression);
  if (body) return { kind: 'body', path: body[1] === undefined ? '$' : `$.${body[1].replace(/^\$\.?/, '')}` };
  if (expression.startsWith('stageVariables.')) return { kind: 'stage-variable', name: expression.slice('stageVariables.'.length) };
  if (expression.startsWith('context.')) return { kind: 'context', path: expression.slice('context.'.length).split('.') };
  return { kind: 'unreadable', text: expression };
};

const TARGET = /^(?:integration\.request|method\.response|gatewayresponse)\.(path|querystring|header)\.(.+)$/s;

/** Mappings whose target no side knows are left out. */
export const parseMappings = (parameters: Readonly<Record<string, string>> = {}): readonly Mapping[] =>
  Object.entries(parameters).flatMap(([target, expression]) => {
    const [, location, name] = TARGET.exec(target) ?? [];
    return name === undefined
      ? []
      : [{ target: { location: location as ParameterLocation, name }, source: parseMappingSource(expression) }];
  });

const bodyValue = (body: Uint8Array, path: string): Result<string | undefined, TemplateProblem> => {
  const text = decodeUtf8(body);
  const start = text.trimStart()[0];
  if (start === undefined) return ok(path === '$' ? '{}' : undefined);
  if (!'{["\''.includes(start)) return ok(path === '$' ? text : undefined);
  return attempt(() => {
    const budget = createBudget();
    const found = evaluateJsonPath(jsonPath(path), readPermissive(text), budget);
    if (found === undefined) return undefined;
    return typeof found === 'string' ? found : toJson(found, 'json', budget);
  });
};

const sourceValue = (source: MappingSource, world: MappingWorld): Result<string | undefined, TemplateProblem> => {
  switch (source.kind) {
    case 'static':
      return ok(source.text);
    case 'parameter': {
      const values = exactValuesOf(world.parameters[source.location], source.name);
      return ok(source.all && values.length > 0 ? values.join(',') : values.at(-1));
    }
    case 'body':
      return bodyValue(world.body, source.path);
    case 'stage-variable':
      return ok(Object.hasOwn(world.stageVariables, source.name) ? world.stageVariables[source.name] : undefined);
    case 'context':
      return ok(contextValue(world.context, source.path));
    case 'unreadable':
      return ok(undefined);
    default:
      return source satisfies never;
  }
};

export type Mapped = Readonly<Record<ParameterLocation, Fields>>;

/**
 * PM-2 a mapping without a value is dropped (recorded); PM-4 of several values the last is mapped, PM-5 an empty body maps as `{}` and
 * a document that does not parse is a failure, other text is taken as it is (inferred).
 */
export const applyMappings = (mappings: readonly Mapping[], world: MappingWorld): Result<Mapped, TemplateProblem> => {
  const mapped: Record<ParameterLocation, (readonly [string, string])[]> = { path: [], querystring: [], header: [] };
  for (const { target, source } of mappings) {
    const value = sourceValue(source, world);
    if (!value.ok) return err(value.failure);
    if (value.value !== undefined) mapped[target.location].push([target.name, value.value]);
  }
  return ok(mapped);
};
