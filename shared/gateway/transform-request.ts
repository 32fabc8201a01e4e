import { err, ok, type Result } from '../lib/result.ts';
import { compiledTemplate } from './compile-integration.ts';
import { convertRequest, requestTemplateOutcome } from './content-conversion.ts';
import { type Fields, firstValue, lastValues, overwrite } from './fields.ts';
import type { OverrideMap } from './override-map.ts';
import { applyMappings, type Mapped } from './parameter-mapping.ts';
import { convert, type Payload } from './payload.ts';
import { configurationError, type Failure } from './pipeline.ts';
import type { Integrating, Routed } from './state.ts';
import { print } from './template/print.ts';
import type { CompiledTemplate, TemplateWorld } from './template/render-template.ts';
import type { TemplateProblem } from './template/template-problem.ts';
import { chooseKnownRequestTemplate } from './template-choice.ts';

/** What the integration request makes of a request, before any rule of the endpoint's kind. */
export interface TransformedRequest {
  readonly payload: Payload;
  readonly mapped: Mapped;
}

/** What both templates of a request see beside the payload. */
export const templateWorld = ({ context, headers, pathParameters, request, stageVariables }: Routed, payload: string): TemplateWorld => ({
  payload,
  params: { path: lastValues(pathParameters), querystring: lastValues(request.query), header: lastValues(headers) },
  context: context.variables,
  stageVariables,
});

const INVALID_JSON = 'Invalid JSON in request body';

/** IN-4: a payload that does not parse is the client's fault (recorded in 2015, with the parser's own words behind); everything else is a 500. */
const renderFailure = ({ kind }: TemplateProblem): Failure =>
  kind === 'payload'
    ? { responseType: 'BAD_REQUEST_BODY', message: 'Could not process payload', events: [] }
    : configurationError({ kind: 'transform-request-failed' });

const render = (template: Result<CompiledTemplate, TemplateProblem>, payload: Payload, state: Integrating): Result<Payload, Failure> => {
  if (!template.ok || payload.kind === 'bytes') return err(configurationError({ kind: 'transform-request-failed' }));
  state.context.beginTemplate();
  const rendered = template.value.render(templateWorld(state, payload.text));
  return rendered.ok ? ok({ kind: 'text', text: rendered.value }) : err(renderFailure(rendered.failure));
};

const entriesOf = ({ entries }: OverrideMap): Fields => [...entries].map(([name, value]) => [name, print(value)]);

/** OV: read after the whole template has run (documented). */
const applyOverrides = (mapped: Mapped, { context, emit }: Integrating): Mapped => {
  const { header, path, querystring } = context.requestOverride;
  const added = [header, path, querystring].flatMap(entriesOf);
  if (added.length === 0) return mapped;
  emit({ kind: 'request-overrides', overrides: added.map(([name, value]) => `Add ${name}: ${value}`).join(', ') });
  return {
    header: overwrite(mapped.header, entriesOf(header)),
    path: overwrite(mapped.path, entriesOf(path)),
    querystring: overwrite(mapped.querystring, entriesOf(querystring)),
  };
};

/** HD-3; every type of integration checks the names, also where it ignores the mapping. */
export const refuseIllegalHeader = ({ integration: { illegalHeader } }: Integrating): Failure | undefined =>
  illegalHeader === undefined ? undefined : configurationError({ kind: 'header-already-present', header: illegalHeader });

export const mapRequest = (state: Integrating): Result<Mapped, Failure> => {
  const { context, headers, integration, pathParameters, request, stageVariables } = state;
  const parameters = { path: pathParameters, querystring: request.query, header: headers };
  const mapped = applyMappings(integration.mappings, { parameters, body: request.body, stageVariables, context });
  return mapped.ok ? mapped : err({ responseType: 'BAD_REQUEST_BODY', message: INVALID_JSON, events: [] });
};

/** Parameter mapping, template choice, contentHandling, template, overrides: every integration that is no proxy. */
export const transformRequest = (state: Integrating): Result<TransformedRequest, Failure> => {
  const { bodyClass, headers, integration, request } = state;
  const illegal = refuseIllegalHeader(state);
  if (illegal) return err(illegal);
  const mapped = mapRequest(state);
  if (!mapped.ok) return mapped;
  const { contentHandling, passthroughBehavior, templates } = integration;
  const choice = chooseKnownRequestTemplate(templates.texts, passthroughBehavior, firstValue(headers, 'Content-Type'));
  if (choice === 'unsupported-media-type') return err({ responseType: 'UNSUPPORTED_MEDIA_TYPE', events: [] });
  const conversion = convertRequest({ bodyClass, contentHandling });
  const converted = convert(request.body, conversion);
  if (!converted.ok) return err(configurationError({ kind: 'base64-decode-failed' }));
  if (choice === 'passthrough') return ok({ payload: converted.value, mapped: mapped.value });
  if (requestTemplateOutcome(conversion) === 'fails') return err(configurationError({ kind: 'transform-request-failed' }));
  const rendered = render(compiledTemplate(templates, choice.mediaType), converted.value, state);
  return rendered.ok ? ok({ payload: rendered.value, mapped: applyOverrides(mapped.value, state) }) : rendered;
};
