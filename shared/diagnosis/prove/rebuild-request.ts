import type { Scene } from '../../causes/scene.ts';
import type { GatewayRequest } from '../../gateway/exchange.ts';
import { encodeUtf8 } from '../../gateway/payload.ts';
import { headerValue } from '../../lib/headers.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { ObservedRequest } from '../../model/observation.ts';
import type { Assumed } from './assumed.ts';
import { concretePath } from './concrete-path.ts';
import { sendsBody } from './sends-body.ts';
import { SOME_BYTES } from './stand-in.ts';

const known = <Value>(value: Value): Assumed<Value> => ({ value, assumptions: [] });

const verbOf = ({ observation: { request }, method }: Scene): Assumed<string> | undefined => {
  if (request.method !== undefined) return known(request.method);
  if (method === undefined) return undefined;
  return method.verb === 'ANY' ? { value: 'GET', assumptions: ['The verb was not noted: GET was taken.'] } : known(method.verb);
};

const filled = (template: string): Assumed<string> => {
  const path = concretePath(template);
  return path === template ? known(path) : { value: path, assumptions: [`The path was not noted: ${path} was taken for ${template}.`] };
};

const pathOf = ({ observation: { request }, method }: Scene): Assumed<string> | undefined => {
  if (request.path?.startsWith('/') && !request.path.includes('{')) return known(request.path);
  const template = method?.path ?? request.resource ?? request.path;
  return template?.startsWith('/') ? filled(template) : undefined;
};

const TEXTUAL = /^(?:text\/|application\/(?:json|xml|x-www-form-urlencoded|[\w.-]+\+(?:json|xml)))/i;

/** A body of the declared kind: text that a template can read, or bytes. */
const standInBody = (contentType: string | undefined): Assumed<Uint8Array> =>
  contentType === undefined || TEXTUAL.test(contentType)
    ? { value: new Uint8Array(), assumptions: ['The request body was not noted: an empty one was taken.'] }
    : { value: SOME_BYTES, assumptions: [`The bytes of the ${contentType.split(';', 1)[0]} body were not noted: others were taken.`] };

/** How people write that they left the rest out. */
const CUT = '…';

/** What is left out of an upload are the bytes of its files; what is left out of a text nobody knows. */
const cutBody = (body: string, contentType: string | undefined): Result<Assumed<Uint8Array>, string> =>
  contentType === undefined || TEXTUAL.test(contentType)
    ? err('The request body was noted with its end left out.')
    : ok({
        value: Uint8Array.from([...encodeUtf8(body.slice(0, -CUT.length)), ...SOME_BYTES]),
        assumptions: ['The end of the request body was left out in the evidence: other bytes were taken.'],
      });

const bodyOf = ({ observation: { request, events } }: Scene, verb: string): Result<Assumed<Uint8Array>, string> => {
  const { body, bodyBytes, headers } = request;
  const contentType = headerValue(headers, 'content-type');
  if (body?.includes('\uFFFD')) return ok(standInBody(contentType ?? 'application/octet-stream'));
  if (body?.endsWith(CUT)) return cutBody(body, contentType);
  if (body !== undefined) return ok(known(encodeUtf8(body)));
  if (events.some(({ event, truncated }) => event.kind === 'request-body' && truncated)) return err('The log cut the request body.');
  if ((bodyBytes ?? 0) > 0 && (contentType === undefined || TEXTUAL.test(contentType)))
    return err(`Of the request body only the length is known, ${bodyBytes} bytes.`);
  if (bodyBytes === 0 || (!sendsBody(verb) && contentType === undefined)) return ok(known(new Uint8Array()));
  return ok(standInBody(contentType));
};

const headersOf = ({ headers, host }: ObservedRequest): Assumed<GatewayRequest['headers']> => {
  const sent = Object.entries(headers ?? {});
  const named = sent.some(([name]) => name.toLowerCase() === 'host');
  const value = host === undefined || named ? sent : [...sent, ['Host', host] as const];
  return headers === undefined ? { value, assumptions: ['The request headers were not noted: none were taken.'] } : known(value);
};

/** The failing request as a client sent it. The failure is one sentence: what has to be known and is not. */
export const rebuildRequest = (scene: Scene): Result<Assumed<GatewayRequest>, string> => {
  const verb = verbOf(scene);
  const path = pathOf(scene);
  if (verb === undefined || path === undefined) return err('The method and path of the request are not known.');
  const body = bodyOf(scene, verb.value);
  if (!body.ok) return body;
  const { request } = scene.observation;
  const headers = headersOf(request);
  return ok({
    value: {
      method: verb.value,
      path: path.value,
      headers: headers.value,
      query: Object.entries(request.query ?? {}),
      body: body.value.value,
    },
    assumptions: [...verb.assumptions, ...path.assumptions, ...headers.assumptions, ...body.value.assumptions],
  });
};
