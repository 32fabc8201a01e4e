import { type Fields, overwrite, withDefaults, without } from './fields.ts';
import { MAPPED_IN_VAIN } from './header-rules.ts';
import type { Integrating } from './state.ts';

const CONTENT_LENGTH = 'Content-Length';

const hostOf = (uri: string): string => /^[a-z]+:\/\/([^/?#]*)/i.exec(uri)?.[1] ?? '';

/** Names that no mapping or override can carry to a backend. */
const OWN: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding']);

/** Lets the mapped headers win, drops what does not arrive (HD-4), and closes with the length. */
export const finishHeaders = (sent: Fields, mapped: Fields, body: Uint8Array): Fields => [
  ...without(overwrite(sent, without(mapped, MAPPED_IN_VAIN)), OWN),
  [CONTENT_LENGTH, String(body.byteLength)],
];

/** What API Gateway tells every backend about itself. */
export const gatewayHeaders = ({ stage }: Integrating): Fields => [['X-Amzn-Apigateway-Api-Id', stage.place.apiId]];

export const userAgent = ({ stage }: Integrating): readonly [string, string] => ['User-Agent', `AmazonAPIGateway_${stage.place.apiId}`];

/** A backend is called by the name in its URI, unless a mapping says otherwise. */
export const withHost = (fields: Fields, uri: string): Fields => withDefaults(fields, [['Host', hostOf(uri)]]);
