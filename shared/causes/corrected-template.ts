import { compileTemplate } from '../gateway/template/render-template.ts';
import { parseJson } from '../lib/json.ts';

/** What a template renders from one body; `undefined` where it fails, or where the answer is no JSON. */
const rendersJson = (template: string, payload: string): boolean => {
  const compiled = compileTemplate(template);
  const params = { path: {}, querystring: {}, header: {} };
  const rendered = compiled.ok ? compiled.value.render({ payload, params, context: new Map(), stageVariables: {} }) : undefined;
  return rendered?.ok === true && parseJson(rendered.value) !== undefined;
};

/** `: $input.path('$.x')` before the end of its member: the value stands bare. */
const BARE = /([:[,]\s{0,20})\$!?(\{?)input\.path\(('[^'\n]*'|"[^"\n]*")\)(\}?)(?=\s{0,20}[,\]}\r\n])/g;

/** `$util.escapeJavaScript($input.json('$.x'))`, with an argument that calls at most once. */
const ESCAPED = /\$util\.escapeJavaScript\(\$[\w.]{1,80}(?:\((?:'[^'\n]*'|"[^"\n]*")?\))?\)/g;

const FORM_VALUE = /=(\$input\.(?:body|json\((?:'[^'\n]*'|"[^"\n]*")\)))(?=&|\s*$)/g;

/** Bare values become JSON, where the answer at hand then renders as JSON. */
export const correctedResponseTemplate = (template: string, output: string): string | undefined => {
  const corrected = template.replaceAll(BARE, '$1$$$2input.json($3)$4');
  return corrected !== template && rendersJson(corrected, output) ? corrected : undefined;
};

/** Escaped text loses the backslash before an apostrophe, where the body at hand then renders as JSON. */
export const correctedEscape = (template: string, body: string): string | undefined => {
  const corrected = template.replaceAll(ESCAPED, (call) => `${call}.replaceAll("\\\\'", "'")`);
  return corrected !== template && rendersJson(corrected, body) ? corrected : undefined;
};

/** Every value of a form body is URL-encoded. */
export const correctedForm = (template: string): string | undefined => {
  const corrected = template.replaceAll(FORM_VALUE, '=$$util.urlEncode($1)');
  return corrected !== template && compileTemplate(corrected).ok ? corrected : undefined;
};
