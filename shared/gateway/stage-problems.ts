import type { ApiSnapshot, IntegrationResponse, Method, Templates } from '../model/api.ts';
import { ILLEGAL_TO_MAP } from './header-rules.ts';
import { integrationKind, isProxy, isTyped, type TypedIntegration } from './integration-kind.ts';
import { parseMappingSource, parseMappings } from './parameter-mapping.ts';
import { compileJavaPattern } from './regex/java-pattern.ts';
import { compileTemplate } from './template/render-template.ts';

/** What is wrong with a configuration before any request. */
export type StageProblemKind =
  | 'template-does-not-parse'
  | 'pattern-invalid'
  | 'pattern-not-judged'
  | 'pattern-never-matches'
  | 'illegal-header-mapping'
  | 'unreadable-mapping'
  | 'method-response-missing';

export interface StageProblem {
  readonly kind: StageProblemKind;
  /** JSON pointer into the snapshot, methods by path and verb: `/methods/~1pets/GET/integration/uri`. */
  readonly pointer: string;
  readonly detail: string;
}

const pointerTo = (...parts: readonly string[]): string =>
  ['', ...parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');

type At = readonly string[];

const templateProblems = (templates: Templates | undefined, at: At): readonly StageProblem[] =>
  Object.entries(templates ?? {}).flatMap(([mediaType, text]) => {
    const compiled = compileTemplate(text);
    if (compiled.ok) return [];
    const { reason, at: position } = compiled.failure;
    const detail = position ? `line ${position.line}, column ${position.column}: ${reason}` : reason;
    return [{ kind: 'template-does-not-parse', pointer: pointerTo(...at, mediaType), detail }];
  });

const mappingProblems = (parameters: Readonly<Record<string, string>> | undefined, at: At): readonly StageProblem[] =>
  Object.entries(parameters ?? {}).flatMap(([target, expression]): readonly StageProblem[] =>
    parseMappingSource(expression).kind === 'unreadable' || parseMappings({ [target]: expression }).length === 0
      ? [{ kind: 'unreadable-mapping', pointer: pointerTo(...at, target), detail: `${target} cannot be mapped from ${expression}` }]
      : [],
  );

const illegalMappings = ({ type, requestParameters }: TypedIntegration, at: At): readonly StageProblem[] =>
  Object.keys(requestParameters ?? {}).flatMap((target) => {
    const [mapping] = parseMappings({ [target]: "''" });
    if (mapping?.target.location !== 'header' || !ILLEGAL_TO_MAP[type].has(mapping.target.name.toLowerCase())) return [];
    const detail = `${mapping.target.name} cannot be mapped on an integration of type ${type}: every call fails`;
    return [{ kind: 'illegal-header-mapping', pointer: pointerTo(...at, target), detail }];
  });

/** A value that is a status can be tried in full; the message of a failed function can be any text. */
const STATUSES = Array.from({ length: 500 }, (_, index) => String(index + 100));

const patternProblems = (integration: TypedIntegration, { selectionPattern }: IntegrationResponse, at: At): readonly StageProblem[] => {
  if (selectionPattern === '') return [];
  const pointer = pointerTo(...at, 'selectionPattern');
  const compiled = compileJavaPattern(selectionPattern);
  if (!compiled.ok)
    return [
      { kind: compiled.failure.kind === 'invalid' ? 'pattern-invalid' : 'pattern-not-judged', pointer, detail: compiled.failure.reason },
    ];
  if (integrationKind(integration) === 'lambda' || STATUSES.some((status) => compiled.value.matches(status))) return [];
  return [{ kind: 'pattern-never-matches', pointer, detail: `${selectionPattern} matches no status as a whole` }];
};

const responseProblems = (method: Method, integration: TypedIntegration, at: At): readonly StageProblem[] =>
  (integration.responses ?? []).flatMap((entry, index): readonly StageProblem[] => {
    const here = [...at, 'responses', String(index)];
    const undeclared = method.responses && !Object.hasOwn(method.responses, entry.statusCode);
    return [
      ...patternProblems(integration, entry, here),
      ...templateProblems(entry.responseTemplates, [...here, 'responseTemplates']),
      ...mappingProblems(entry.responseParameters, [...here, 'responseParameters']),
      ...(undeclared
        ? [
            {
              kind: 'method-response-missing' as const,
              pointer: pointerTo(...here, 'statusCode'),
              detail: `the method declares no response ${entry.statusCode}`,
            },
          ]
        : []),
    ];
  });

const methodProblems = (method: Method): readonly StageProblem[] => {
  const { integration, path, verb } = method;
  if (!isTyped(integration)) return [];
  const at = ['methods', path, verb, 'integration'];
  const always = [
    ...illegalMappings(integration, [...at, 'requestParameters']),
    ...mappingProblems(integration.requestParameters, [...at, 'requestParameters']),
  ];
  if (isProxy(integrationKind(integration))) return always;
  return [
    ...always,
    ...templateProblems(integration.requestTemplates, [...at, 'requestTemplates']),
    ...responseProblems(method, integration, at),
  ];
};

/** Every fault that a snapshot shows by itself, method by method. Proxies run no templates and read no integration responses. */
export const findStageProblems = ({ methods }: ApiSnapshot): readonly StageProblem[] => methods.flatMap(methodProblems);
