import { checkProxyOutput } from '../gateway/proxy-output.ts';
import { headerValue } from '../lib/headers.ts';
import { isRecord, parseJson } from '../lib/json.ts';
import type { Evidence } from '../model/evidence.ts';
import { endpointOf, exchanged, logLine, type Scene, seen } from './scene.ts';

/** A refusal as the gateway words it, in each of the places where it may stand; one match is enough. */
export interface Wording {
  /** `$context.error.responseType`, or the line `Gateway response type: …`. */
  readonly responseTypes?: readonly string[];
  /** The header `x-amzn-ErrorType`. */
  readonly errorTypes?: readonly string[];
  /** `$context.error.message`, or the client's body. */
  readonly message?: RegExp;
}

const SHOWN = 200;

const textMember = (document: Readonly<Record<string, unknown>>, ...names: readonly string[]): string | undefined =>
  names.map((name) => document[name]).find((value) => typeof value === 'string');

/** The `message` of the client's body (`Message` in access-denied answers); the whole body where it is no JSON. */
export const messageOf = ({ observation: { response } }: Scene): string | undefined => {
  if (response?.body === undefined) return undefined;
  const document = parseJson(response.body);
  return isRecord(document) ? textMember(document, 'message', 'Message') : response.body;
};

/** Bytes of the gateway's own two answers with 504: an answer to HEAD has a length and no body. */
const LENGTHS_504: Readonly<Record<string, 'network-error' | 'timed-out'>> = { '56': 'network-error', '41': 'timed-out' };

/** Which 504 of the gateway it was, where nobody noted its body. */
export const silent504 = ({
  observation: { response },
}: Scene): { readonly said: 'network-error' | 'timed-out'; readonly evidence: Evidence } | undefined => {
  if (response?.status !== 504 || (response.body ?? '') !== '' || headerValue(response.headers, 'x-amzn-errortype') === undefined)
    return undefined;
  const length = headerValue(response.headers, 'content-length') ?? '';
  const said = LENGTHS_504[length];
  return said && { said, evidence: exchanged('response.headers.content-length', length) };
};

const responseType = (scene: Scene, types: readonly string[]): Evidence | undefined => {
  const { access } = scene.observation;
  if (access && types.includes(access.fields['error.responseType'] ?? '')) return { kind: 'log-line', line: access.line };
  const line = seen(scene, 'gateway-response');
  return line && types.includes(line.event.responseType) ? logLine(line) : undefined;
};

const errorType = ({ observation }: Scene, types: readonly string[]): Evidence | undefined => {
  const value = headerValue(observation.response?.headers, 'x-amzn-errortype');
  return value !== undefined && types.includes(value.split(':')[0] ?? '')
    ? exchanged('response.headers.x-amzn-ErrorType', value)
    : undefined;
};

const message = (scene: Scene, pattern: RegExp): Evidence | undefined => {
  const { access, response } = scene.observation;
  const logged = access?.fields['error.message'] ?? access?.fields['error.messageString']?.replace(/^"(.*)"$/s, '$1');
  if (access && logged !== undefined && pattern.test(logged)) return { kind: 'log-line', line: access.line };
  return pattern.test(messageOf(scene) ?? '') ? exchanged('response.body', (response?.body ?? '').slice(0, SHOWN)) : undefined;
};

/** Where the gateway said it: the first place that has it. */
export const gatewaySaid = (scene: Scene, { responseTypes = [], errorTypes = [], message: pattern }: Wording): Evidence | undefined =>
  responseType(scene, responseTypes) ?? (pattern && message(scene, pattern)) ?? errorType(scene, errorTypes);

/** Anything that only a call to the backend leaves behind. */
export const backendCalled = (scene: Scene): boolean => {
  const endpoint = endpointOf(scene);
  if (!endpoint) return false;
  const { kind, status, output, uri, input, requestId } = endpoint;
  return [kind, status, output, uri, input, requestId].some((trace) => trace !== undefined);
};

/** The backend itself answered with this status, so the gateway only passed it on. */
export const backendAnswered = (scene: Scene, status: number): boolean => {
  const endpoint = endpointOf(scene);
  if (endpoint?.status === status) return true;
  const proxied = endpoint?.output === undefined ? undefined : checkProxyOutput(endpoint.output, 'HTTP-2.0');
  return proxied?.ok === true && proxied.status === status;
};

/** An unknown path, an unknown verb, and an unsigned call of a method that asks for IAM all read like this. */
export const MISSING_TOKEN: Wording = {
  responseTypes: ['MISSING_AUTHENTICATION_TOKEN'],
  errorTypes: ['MissingAuthenticationTokenException'],
  message: /^(?:Missing Authentication Token$|Invalid key=value pair \(missing equal-sign\) in Authorization header)/,
};
