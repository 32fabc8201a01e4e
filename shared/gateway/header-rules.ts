import type { IntegrationType } from '../model/api.ts';
import type { Fields } from './fields.ts';

const namesOf = (list: string): ReadonlySet<string> => new Set(list.toLowerCase().split(', '));

/** HD-1: never reach a template or the proxy event (recorded). */
export const DROPPED_FROM_REQUEST = namesOf(
  'Connection, Content-Length, Content-MD5, Expect, Max-Forwards, Proxy-Authenticate, Server, TE, Transfer-Encoding, Trailer, Upgrade, WWW-Authenticate',
);

/** HD-2: an HTTP proxy forwards neither these nor HD-1; Host is the backend's (recorded). */
export const NOT_FORWARDED = namesOf('Content-Encoding, Host, Via');

/** HD-4: a mapping to these is accepted and the backend does not see them (recorded behind a load balancer). */
export const MAPPED_IN_VAIN = namesOf('Connection, Expect, Proxy-Authenticate, TE, Via');

const EVERYWHERE = 'Content-Length, Transfer-Encoding, X-Amzn-Trace-Id, x-amzn-apigateway-api-id';
const ON_AWS = `${EVERYWHERE}, Authorization, Connection, Expect, Proxy-Authenticate, TE`;

/** HD-3: to map one of these fails every call. X-Amzn-Trace-Id and x-amzn-apigateway-api-id are inferred, the rest is recorded. */
export const ILLEGAL_TO_MAP: Readonly<Record<IntegrationType, ReadonlySet<string>>> = {
  HTTP: namesOf(EVERYWHERE),
  HTTP_PROXY: namesOf(EVERYWHERE),
  AWS: namesOf(ON_AWS),
  AWS_PROXY: namesOf(ON_AWS),
  MOCK: new Set(),
};

/** HD-7: the client gets these as `x-amzn-Remapped-<Name>` (recorded, against AWS's own table: HD-10). */
const REMAPPED = namesOf(
  'Authorization, Connection, Content-Length, Content-MD5, Date, Expect, Host, Max-Forwards, Proxy-Authenticate, Server, Trailer, Upgrade, User-Agent, WWW-Authenticate',
);
/** HD-8: from an HTTP proxy's backend these too (recorded for x-amzn-RequestId). */
const REMAPPED_FROM_BACKEND = namesOf('x-amzn-RequestId, x-amz-apigw-id');
const DROPPED_FROM_RESPONSE = namesOf('Transfer-Encoding');

const PREFIX = 'x-amzn-Remapped-';

const rename = (fields: Fields, remapped: (name: string) => boolean): Fields =>
  fields.flatMap(([name, value]) => {
    const lower = name.toLowerCase();
    if (DROPPED_FROM_RESPONSE.has(lower)) return [];
    return [[remapped(lower) ? PREFIX + name : name, value] as const];
  });

/** HD-7, HD-8: the headers of an answer as the client gets them. */
export const renameResponseHeaders = (fields: Fields): Fields =>
  rename(fields, (name) => REMAPPED.has(name) || REMAPPED_FROM_BACKEND.has(name));

const titleCase = (name: string): string =>
  name.replaceAll(/(^|-)([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());

/** HD-11: edge endpoints write these two in title case, whatever the client wrote (recorded). */
export const edgeCasing = (fields: Fields): Fields =>
  fields.map(([name, value]) => [/^(?:authorization|user-agent)$/i.test(name) ? titleCase(name.toLowerCase()) : name, value]);
