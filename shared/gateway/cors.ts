import { headerValue } from '../lib/headers.ts';

type Headers = Readonly<Record<string, string>>;

const listOf = (value: string | undefined): readonly string[] =>
  (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Methods and headers that a browser sends without being allowed to (Fetch standard). */
const SAFE_METHODS = ['GET', 'HEAD', 'POST'];
const SAFE_HEADERS = ['accept', 'accept-language', 'content-language'];

const covers = (allowed: readonly string[], wanted: string): boolean =>
  allowed.some((one) => one.toLowerCase() === wanted.toLowerCase() || (one === '*' && wanted.toLowerCase() !== 'authorization'));

/**
 * Why a browser takes an answer for a refusal of its preflight; `undefined` when it would go on. As one sentence.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
export const preflightProblem = (request: Headers, response: Headers): string | undefined => {
  const origin = headerValue(request, 'origin');
  const allowed = headerValue(response, 'access-control-allow-origin');
  if (allowed === undefined) return 'The answer has no Access-Control-Allow-Origin.';
  if (allowed !== '*' && origin !== undefined && allowed !== origin)
    return `Access-Control-Allow-Origin is ${allowed}, and the page comes from ${origin}.`;
  const method = headerValue(request, 'access-control-request-method');
  const methods = listOf(headerValue(response, 'access-control-allow-methods'));
  if (method !== undefined && !SAFE_METHODS.includes(method) && !covers(methods, method))
    return `Access-Control-Allow-Methods (${methods.join(', ') || 'absent'}) does not hold ${method}.`;
  const headers = listOf(headerValue(response, 'access-control-allow-headers'));
  const wanted = listOf(headerValue(request, 'access-control-request-headers')).filter(
    (name) => !SAFE_HEADERS.includes(name.toLowerCase()),
  );
  const missing = wanted.find((name) => !covers(headers, name));
  return missing === undefined ? undefined : `Access-Control-Allow-Headers (${headers.join(', ') || 'absent'}) does not hold ${missing}.`;
};

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

const member = (configuration: Readonly<Record<string, unknown>>, name: string): readonly string[] =>
  textsOf(configuration[name] ?? configuration[name.charAt(0).toUpperCase() + name.slice(1)]);

/** `https://*` and `*` are the wildcards that AWS takes (documented). */
const originFits = (pattern: string, origin: string): boolean =>
  pattern === '*' || pattern === origin || (/^https?:\/\/\*$/.test(pattern) && origin.startsWith(pattern.slice(0, -1)));

/** What an HTTP API's CORS configuration would answer. It says nothing to an origin that it does not list. */
export const configuredCorsHeaders = (configuration: Readonly<Record<string, unknown>>, request: Headers): Headers => {
  const origin = headerValue(request, 'origin') ?? '';
  const fits = member(configuration, 'allowOrigins').some((pattern) => originFits(pattern, origin));
  return fits
    ? {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': member(configuration, 'allowMethods').join(','),
        'access-control-allow-headers': member(configuration, 'allowHeaders').join(','),
      }
    : {};
};
