import type { Integration, PassthroughBehavior, Templates } from '../model/api.ts';

/** `unknown`: the part of the configuration that decides was not supplied. */
export type RequestTemplateChoice =
  | { readonly mediaType: string; readonly template: string }
  | 'passthrough'
  | 'unsupported-media-type'
  | 'unknown';

export type ResponseTemplateChoice = { readonly mediaType: string; readonly template: string } | 'none' | 'unknown';

/** TC-3: what happens without a match, by whether the integration has templates at all. */
const UNMATCHED: Readonly<Record<PassthroughBehavior, Readonly<Record<'none' | 'some', 'passthrough' | 'unsupported-media-type'>>>> = {
  WHEN_NO_MATCH: { none: 'passthrough', some: 'passthrough' },
  WHEN_NO_TEMPLATES: { none: 'passthrough', some: 'unsupported-media-type' },
  NEVER: { none: 'unsupported-media-type', some: 'unsupported-media-type' },
};

const DEFAULT_TYPE = 'application/json';

/** TC-1, TC-5: the first value, without parameters; absent counts as application/json. */
const keyOf = (headerValue: string | undefined): string => headerValue?.split(/[,;]/, 1)[0]?.trim().toLowerCase() || DEFAULT_TYPE;

const lookUp = (templates: Templates, key: string): string | undefined =>
  Object.keys(templates).find((mediaType) => mediaType.trim().toLowerCase() === key);

const matchingRequestTemplate = (
  requestTemplates: Templates,
  contentType: string | undefined,
): { readonly mediaType: string; readonly template: string } | 'passthrough' | undefined => {
  const mediaType = lookUp(requestTemplates, keyOf(contentType)) ?? lookUp(requestTemplates, '$default');
  const template = mediaType === undefined ? undefined : requestTemplates[mediaType];
  if (mediaType === undefined || template === undefined) return undefined;
  return template === '' ? 'passthrough' : { mediaType, template };
};

/**
 * Which template a request meets. TC-1 the Content-Type without parameters, absent = application/json (recorded); TC-2 `$default` serves
 * the rest (inferred); TC-3 passthrough behaviours (documented); TC-6 an empty template passes the body unchanged and does not fall back
 * (recorded); TC-7 passthroughBehavior does not matter when a template matches (recorded); TC-8 on a MOCK the passed body is the mock
 * payload (recorded).
 */
export const chooseKnownRequestTemplate = (
  requestTemplates: Templates,
  passthroughBehavior: PassthroughBehavior,
  contentType: string | undefined,
): Exclude<RequestTemplateChoice, 'unknown'> =>
  matchingRequestTemplate(requestTemplates, contentType) ??
  UNMATCHED[passthroughBehavior][Object.keys(requestTemplates).length === 0 ? 'none' : 'some'];

/** The same where parts of the configuration may be unknown. */
export const chooseRequestTemplate = (
  { requestTemplates, passthroughBehavior }: Pick<Integration, 'requestTemplates' | 'passthroughBehavior'>,
  contentType: string | undefined,
): RequestTemplateChoice => {
  if (requestTemplates === undefined) return 'unknown';
  if (passthroughBehavior === undefined) return matchingRequestTemplate(requestTemplates, contentType) ?? 'unknown';
  return chooseKnownRequestTemplate(requestTemplates, passthroughBehavior, contentType);
};

/**
 * Which template an answer meets. TC-5: by the CLIENT's Accept without parameters, absent = application/json; without a match
 * application/json is taken (inferred), else the first template (documented). No template, or an empty one: the body goes out unmapped.
 */
export const chooseResponseTemplate = (templates: Templates | undefined, accept: string | undefined): ResponseTemplateChoice => {
  if (templates === undefined) return 'unknown';
  const mediaType = lookUp(templates, keyOf(accept)) ?? lookUp(templates, DEFAULT_TYPE) ?? Object.keys(templates)[0];
  const template = mediaType === undefined ? undefined : templates[mediaType];
  return mediaType === undefined || !template ? 'none' : { mediaType, template };
};
