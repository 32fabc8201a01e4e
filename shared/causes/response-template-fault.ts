import { compileTemplate } from '../gateway/template/render-template.ts';
import { chooseResponseTemplate } from '../gateway/template-choice.ts';
import { headerValue } from '../lib/headers.ts';
import { parseJson } from '../lib/json.ts';
import type { Integration, IntegrationResponse } from '../model/api.ts';
import { entryOf } from './content-handling-fault.ts';
import { correctedResponseTemplate } from './corrected-template.ts';
import { endpointOf, type Scene, statusOf } from './scene.ts';

/** What is wrong with a response template, and what to write instead. */
export interface ResponseTemplateFault {
  readonly problem: string;
  readonly better: string;
  readonly template: string;
  readonly mediaType: string;
  readonly statusCode: string;
  /** The template as it should be, where that follows from the answer at hand. */
  readonly corrected?: string;
}

/** `"x": $input.path('$.y')`: the value stands bare, and a missing one leaves nothing behind the colon. */
const BARE_VALUE = /[:[,]\s*\$!?\{?input\.path\(/;

const adviceFor = (template: string): string =>
  BARE_VALUE.test(template)
    ? "Write $input.json('$.x') in place of a bare $input.path('$.x'): it gives JSON for objects and quotes for text, and \"\" for what is missing."
    : 'Render the template with this answer and correct it until it is a valid document for every branch.';

const chosen = (scene: Scene, entry: IntegrationResponse): { readonly mediaType: string; readonly template: string } | undefined => {
  const choice = chooseResponseTemplate(entry.responseTemplates, headerValue(scene.observation.request.headers, 'accept'));
  return typeof choice === 'object' ? choice : undefined;
};

const parseProblem = (template: string): string | undefined => {
  const compiled = compileTemplate(template);
  if (compiled.ok) return undefined;
  const { reason, at } = compiled.failure;
  return `The template does not parse${at ? ` at line ${at.line}, column ${at.column}` : ''}: ${reason}.`;
};

const render = (template: string, payload: string): string | undefined => {
  const compiled = compileTemplate(template);
  const params = { path: {}, querystring: {}, header: {} };
  const rendered = compiled.ok ? compiled.value.render({ payload, params, context: new Map(), stageVariables: {} }) : undefined;
  return rendered?.ok === true ? rendered.value : undefined;
};

const isCut = (text: string): boolean => text.endsWith('…') || text.endsWith('...');

const isBrokenJson = (text: string): boolean => text.trim() !== '' && !isCut(text.trim()) && parseJson(text) === undefined;

const faultOf = (problem: string, entry: IntegrationResponse, choice: { readonly mediaType: string; readonly template: string }) => ({
  problem,
  better: adviceFor(choice.template),
  statusCode: entry.statusCode,
  ...choice,
});

/** A template that no answer can get through, whichever entry it stands in. */
export const unparsableTemplate = ({ responses = [] }: Integration): ResponseTemplateFault | undefined => {
  for (const entry of responses) {
    for (const [mediaType, template] of Object.entries(entry.responseTemplates ?? {})) {
      const problem = parseProblem(template);
      if (problem !== undefined) return faultOf(problem, entry, { mediaType, template });
    }
  }
  return undefined;
};

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i;

/** The answer was meant as another type: a template under application/json serves whatever has no template of its own. */
const isOtherType = ({ observation: { response } }: Scene, { responseParameters }: IntegrationResponse): boolean => {
  const answered = headerValue(response?.headers, 'content-type');
  const mapped = Object.keys(responseParameters ?? {}).some((target) => /header\.content-type$/i.test(target));
  return answered === undefined ? mapped : !JSON_TYPE.test(answered);
};

/** Hands over what the backend wrote: what is no JSON then is not the template's work. */
const passesOn = (template: string): boolean => /^\s*\$!?\{?input\.body\}?\s*$/.test(template);

/** The fault of the template that this answer met: it does not parse, or a JSON template left a body that is no JSON. */
export const responseTemplateFault = (scene: Scene, integration: Integration): ResponseTemplateFault | undefined => {
  const entry = entryOf(scene, integration);
  const choice = entry && chosen(scene, entry);
  if (!entry || !choice) return undefined;
  const problem = parseProblem(choice.template);
  if (problem !== undefined) return faultOf(problem, entry, choice);
  const body = scene.observation.response?.body;
  if (!JSON_TYPE.test(choice.mediaType) || isOtherType(scene, entry) || passesOn(choice.template)) return undefined;
  if (body === undefined || (statusOf(scene) ?? 500) >= 500 || !isBrokenJson(body)) return undefined;
  const { output, outputTruncated } = endpointOf(scene) ?? {};
  const rendered = output === undefined || outputTruncated ? undefined : render(choice.template, output);
  if (rendered !== undefined && parseJson(rendered) !== undefined) return undefined;
  const corrected = output === undefined || outputTruncated ? undefined : correctedResponseTemplate(choice.template, output);
  return {
    ...faultOf('What the template rendered from this answer is no JSON.', entry, choice),
    ...(corrected !== undefined && { corrected }),
  };
};
