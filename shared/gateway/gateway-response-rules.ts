import { parseJson } from '../lib/json.ts';
import type { GatewayResponse } from '../model/api.ts';

/** The status of each type unless somebody customises it (GR). INTEGRATION_FAILURE is missing: 500, 502 and 504 were all seen with it. */
export const STOCK_STATUS: Readonly<Record<string, number>> = {
  BAD_REQUEST_PARAMETERS: 400,
  BAD_REQUEST_BODY: 400,
  UNAUTHORIZED: 401,
  ACCESS_DENIED: 403,
  EXPIRED_TOKEN: 403,
  INVALID_API_KEY: 403,
  INVALID_SIGNATURE: 403,
  MISSING_AUTHENTICATION_TOKEN: 403,
  WAF_FILTERED: 403,
  RESOURCE_NOT_FOUND: 404,
  REQUEST_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  THROTTLED: 429,
  QUOTA_EXCEEDED: 429,
  API_CONFIGURATION_ERROR: 500,
  AUTHORIZER_CONFIGURATION_ERROR: 500,
  AUTHORIZER_FAILURE: 500,
  INTEGRATION_TIMEOUT: 504,
};

/** Velocity, which a gateway response does not run (GR-4, documented): the text goes out as it stands. */
const VELOCITY = /#(?:set|if|foreach|elseif)\s*\(|#(?:else|end)\b|\$!?\{?(?:input|util)\b/;

export const isVelocity = (text: string): boolean => VELOCITY.test(text);

const NUMERIC = /status|latency|epoch|length/i;

/** `$context.x.y` or `${context.x.y}`: a brace that closes the document is not the variable's. */
const VARIABLE = /\$(?:context|stageVariables)\.(\w+(?:\.\w+)*)|\$\{(?:context|stageVariables)\.(\w+(?:\.\w+)*)\}/g;

/** What the variables leave behind, by kind: messageString brings its own quotation marks. */
const substitute = (template: string): string =>
  template.replaceAll(VARIABLE, (_, bare: string | undefined, braced: string | undefined) => {
    const name = bare ?? braced ?? '';
    if (name === 'error.messageString') return '"text"';
    return NUMERIC.test(name) ? '1' : 'text';
  });

const STATIC_OR_MAPPED = /^(?:'.*'|(?:method\.request|context|stageVariables)\..+)$/s;

export type GatewayResponseFault =
  | { readonly kind: 'velocity'; readonly at: string; readonly text: string }
  | { readonly kind: 'broken-json'; readonly at: string; readonly text: string }
  | { readonly kind: 'unquoted-header'; readonly at: string; readonly text: string };

/** What can never work in a customised gateway response, whichever error meets it. `at`: media type or parameter. */
export const gatewayResponseFault = ({ responseTemplates, responseParameters }: GatewayResponse): GatewayResponseFault | undefined => {
  for (const [at, text] of Object.entries(responseTemplates ?? {})) {
    if (isVelocity(text)) return { kind: 'velocity', at, text };
    if (at.endsWith('json') && text.trim() !== '' && parseJson(substitute(text)) === undefined) return { kind: 'broken-json', at, text };
  }
  const header = Object.entries(responseParameters ?? {}).find(([, value]) => !STATIC_OR_MAPPED.test(value));
  return header && { kind: 'unquoted-header', at: header[0], text: header[1] };
};

const withoutSpace = (text: string): string => text.replaceAll(/\s+/g, '');

/** The body is what this template leaves, whatever its variables were: every text between them, in order. White space does not count. */
export const isLeftBy = (template: string, body: string): boolean => {
  const texts = template.replaceAll(VARIABLE, '\n').split('\n').map(withoutSpace);
  const whole = withoutSpace(body);
  let at = 0;
  for (const text of texts) {
    const next = whole.indexOf(text, at);
    if (next < 0) return false;
    at = next + text.length;
  }
  return texts.some((text) => text !== '') && whole.startsWith(texts[0] ?? '') && whole.endsWith(texts.at(-1) ?? '');
};

/** GR-1: the entry of the type itself, else that of its class; the type's own takes nothing from the class's. */
export const gatewayResponseFor = (
  responses: readonly GatewayResponse[],
  { type, status }: { readonly type?: string; readonly status: number },
): GatewayResponse | undefined => {
  const customised = responses.filter(({ defaultResponse }) => defaultResponse !== true);
  const named = (wanted: string): GatewayResponse | undefined => customised.find(({ responseType }) => responseType === wanted);
  return (type === undefined ? undefined : named(type)) ?? named(status >= 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX');
};
