import { err, type Result } from '../lib/result.ts';
import type { ContentHandling, IntegrationResponse, IntegrationType, PassthroughBehavior, Templates } from '../model/api.ts';
import { ILLEGAL_TO_MAP } from './header-rules.ts';
import { type IntegrationKind, integrationKind, isProxy, type TypedIntegration } from './integration-kind.ts';
import { type Mapping, parseMappings } from './parameter-mapping.ts';
import { compileJavaPattern } from './regex/java-pattern.ts';
import { compileSelection } from './selection.ts';
import { type CompiledTemplate, compileTemplate } from './template/render-template.ts';
import type { TemplateProblem } from './template/template-problem.ts';

/** Texts of the templates, and each compiled; a template that does not parse is kept as its problem. */
export interface CompiledTemplates {
  readonly texts: Templates;
  readonly byMediaType: ReadonlyMap<string, Result<CompiledTemplate, TemplateProblem>>;
}

export interface CompiledIntegrationResponse {
  readonly statusCode: string;
  readonly contentHandling: ContentHandling;
  readonly templates: CompiledTemplates;
  readonly mappings: readonly Mapping[];
}

/** An integration with AWS's defaults filled in and everything parsed. */
export interface CompiledIntegration {
  readonly kind: IntegrationKind;
  readonly type: IntegrationType;
  readonly uri: string;
  /** The verb towards the backend; `undefined`: the client's own. */
  readonly httpMethod: string | undefined;
  readonly behindVpcLink: boolean;
  readonly contentHandling: ContentHandling;
  readonly passthroughBehavior: PassthroughBehavior;
  readonly templates: CompiledTemplates;
  readonly mappings: readonly Mapping[];
  /** HD-3: a mapped header that fails every call. */
  readonly illegalHeader: string | undefined;
  /** SE-6; `undefined`: nothing matches and there is no default. A pattern that cannot be judged counts as one that does not match. */
  readonly select: (value: string) => CompiledIntegrationResponse | undefined;
}

const compileTemplates = (texts: Templates = {}): CompiledTemplates => ({
  texts,
  byMediaType: new Map(Object.entries(texts).flatMap(([mediaType, text]) => (text === '' ? [] : [[mediaType, compileTemplate(text)]]))),
});

/** The compiled form of a template that `template-choice.ts` has chosen. */
export const compiledTemplate = ({ byMediaType }: CompiledTemplates, mediaType: string): Result<CompiledTemplate, TemplateProblem> =>
  byMediaType.get(mediaType) ?? err({ kind: 'syntax', reason: `there is no template for ${mediaType}` });

const compileResponse = (entry: IntegrationResponse): CompiledIntegrationResponse => ({
  statusCode: entry.statusCode,
  contentHandling: entry.contentHandling ?? 'NONE',
  templates: compileTemplates(entry.responseTemplates),
  mappings: parseMappings(entry.responseParameters),
});

const judged = (responses: readonly IntegrationResponse[]): readonly IntegrationResponse[] =>
  responses.filter(({ selectionPattern }) => selectionPattern === '' || isJudged(selectionPattern));

const isJudged = (pattern: string): boolean => compileJavaPattern(pattern).ok;

export const compileIntegration = (integration: TypedIntegration): CompiledIntegration => {
  const kind = integrationKind(integration);
  const mappings = parseMappings(integration.requestParameters);
  const illegal = ILLEGAL_TO_MAP[integration.type];
  const responses = isProxy(kind) ? [] : judged(integration.responses ?? []);
  const compiled = new Map(responses.map((entry) => [entry, compileResponse(entry)]));
  const select = compileSelection(responses);
  return {
    kind,
    type: integration.type,
    uri: integration.uri ?? '',
    httpMethod: integration.httpMethod,
    behindVpcLink: integration.connectionType === 'VPC_LINK',
    contentHandling: integration.contentHandling ?? 'NONE',
    passthroughBehavior: integration.passthroughBehavior ?? 'WHEN_NO_MATCH',
    templates: compileTemplates(isProxy(kind) ? {} : integration.requestTemplates),
    mappings,
    illegalHeader: mappings.find(({ target: { location, name } }) => location === 'header' && illegal.has(name.toLowerCase()))?.target.name,
    select(value) {
      const selection = select(value);
      return typeof selection === 'string' ? undefined : compiled.get(selection.entry);
    },
  };
};
