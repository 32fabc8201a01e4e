import { err, ok, type Result } from '../lib/result.ts';
import { type CompiledIntegrationResponse, compiledTemplate } from './compile-integration.ts';
import { type Conversion, convertResponse, responseTemplateOutcome } from './content-conversion.ts';
import { type Fields, firstValue, overwrite, withDefaults } from './fields.ts';
import { applyMappings } from './parameter-mapping.ts';
import { convert, decodeBase64, decodeUtf8, type Payload, toBase64 } from './payload.ts';
import { configurationError, type Failure } from './pipeline.ts';
import { responseClasses } from './response-classes.ts';
import type { Answered, Responded } from './state.ts';
import { print } from './template/print.ts';
import { numberOf } from './template/values.ts';
import { chooseResponseTemplate } from './template-choice.ts';
import { templateWorld } from './transform-request.ts';

type Outcome = Result<Omit<Responded, keyof Answered>, Failure>;

/** What the kind of endpoint brings along: the value that selects (SE-1), and headers beside the mapped ones. */
export interface ResponseSource {
  readonly value: string;
  readonly headers: Fields;
}

const cannotTransform = (): Failure => configurationError({ kind: 'transform-response-failed' });
const cannotDecode = (): Failure => configurationError({ kind: 'base64-decode-failed' });

interface Body {
  readonly payload: Payload;
  /** Of the template that ran. */
  readonly mediaType?: string;
}

const passed = (body: Uint8Array, conversion: Conversion): Result<Body, Failure> => {
  const converted = convert(body, conversion);
  return converted.ok ? ok({ payload: converted.value }) : err(cannotDecode());
};

/** The template sees text; what it has rendered is decoded for a client that wants bytes (inferred). */
const rendered = (
  state: Answered,
  entry: CompiledIntegrationResponse,
  mediaType: string,
  conversion: Conversion,
): Result<Body, Failure> => {
  const { payload: payloadClass } = responseClasses(state);
  const template = compiledTemplate(entry.templates, mediaType);
  if (!template.ok || responseTemplateOutcome({ payload: payloadClass, contentHandling: entry.contentHandling }) === 'fails')
    return err(cannotTransform());
  const { body } = state.answer;
  state.context.beginTemplate();
  const text = template.value.render(templateWorld(state, conversion === 'base64-text' ? toBase64(body) : decodeUtf8(body)));
  if (!text.ok) return err(cannotTransform());
  if (conversion !== 'decoded-or-500') return ok({ payload: { kind: 'text', text: text.value }, mediaType });
  const decoded = decodeBase64(text.value);
  return decoded.ok ? ok({ payload: decoded.value, mediaType }) : err(cannotDecode());
};

const bodyOf = (state: Answered, entry: CompiledIntegrationResponse): Result<Body, Failure> => {
  const conversion = convertResponse({ ...responseClasses(state), contentHandling: entry.contentHandling });
  const choice = chooseResponseTemplate(entry.templates.texts, firstValue(state.headers, 'Accept'));
  return typeof choice === 'string' ? passed(state.answer.body, conversion) : rendered(state, entry, choice.mediaType, conversion);
};

const mappedHeaders = (state: Answered, entry: CompiledIntegrationResponse): Result<Fields, Failure> => {
  const { answer, context, stageVariables } = state;
  const parameters = { header: answer.headers, path: [], querystring: [] };
  const mapped = applyMappings(entry.mappings, { parameters, body: answer.body, stageVariables, context });
  return mapped.ok ? ok(mapped.value.header) : err(cannotTransform());
};

/** OV: an integer from 100 to 599; anything else is ignored (inferred). */
const overriddenStatus = ({ context }: Answered): number | undefined => {
  const value = context.responseOverride.self.entries.get('status');
  const status = numberOf(value) ?? (typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : undefined);
  return status !== undefined && Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined;
};

/** Selection, parameter mapping, contentHandling, template, overrides: every integration that is no proxy. */
export const transformResponse = (state: Answered, { value, headers }: ResponseSource): Outcome => {
  const entry = state.integration.select(value);
  if (!entry) return err(configurationError({ kind: 'no-output-mapping', endpointStatus: String(state.answer.status) }));
  const mapped = mappedHeaders(state, entry);
  if (!mapped.ok) return mapped;
  const body = bodyOf(state, entry);
  if (!body.ok) return body;
  const { payload, mediaType } = body.value;
  const overridden = [...state.context.responseOverride.header.entries].map(([name, one]) => [name, print(one)] as const);
  const contentType: Fields = mediaType === undefined || mediaType === '$default' ? [] : [['Content-Type', mediaType]];
  const status = overriddenStatus(state);
  return ok({
    status: status ?? Number(entry.statusCode),
    responseHeaders: withDefaults(overwrite(mapped.value, overridden), [...contentType, ...headers]),
    payload,
    mustDeclare: status === undefined ? { status: entry.statusCode } : 'NOTHING',
  });
};
