import type { Fields } from './fields.ts';

/** A request as it reaches the stage. */
export interface GatewayRequest {
  readonly method: string;
  /** As received, behind the stage's name: not URL-decoded, extra slashes kept. */
  readonly path: string;
  readonly headers: Fields;
  /** URL-decoded. */
  readonly query: Fields;
  readonly body: Uint8Array;
  /** The domain it came by, and what its mapping took off the path: `''` or `/v1`. Absent on the execute-api host. */
  readonly customDomain?: { readonly domainName: string; readonly basePath: string };
}

export interface GatewayReply {
  readonly status: number;
  readonly headers: Fields;
  readonly body: Uint8Array;
}

/** What the gateway sends to the endpoint. */
export interface IntegrationRequest {
  readonly method: string;
  /** Without the query string. */
  readonly uri: string;
  readonly query: Fields;
  readonly headers: Fields;
  readonly body: Uint8Array;
}

/** Why TLS with the backend failed, by the line that API Gateway writes. */
export type TlsFailure =
  | { readonly kind: 'certificate-name-mismatch'; readonly host: string; readonly subject: string }
  | { readonly kind: 'certificate-untrusted'; readonly detail: string }
  | { readonly kind: 'tls-failed' };

/** How the call to the endpoint ended: read from a log, recorded, made up, or the answer of a real function. */
export type EndpointAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: Fields; readonly body: Uint8Array; readonly latencyMs?: number }
  /** Lambda ran the function and it failed: `body` is its error document. */
  | { readonly kind: 'function-error'; readonly headers: Fields; readonly body: Uint8Array; readonly latencyMs?: number }
  /** Lambda's concurrency or rate limit. */
  | { readonly kind: 'throttled'; readonly latencyMs?: number }
  /** The service did not take the call. */
  | { readonly kind: 'refused'; readonly reason: 'invoke-permission' }
  | { readonly kind: 'refused'; readonly reason: 'assume-role'; readonly role: string }
  /** Connection refused or reset, or no route: `detail` as the log names it, mostly empty. */
  | { readonly kind: 'unreachable'; readonly detail?: string }
  | { readonly kind: 'unresolvable' }
  | { readonly kind: 'vpc-link-error' }
  | { readonly kind: 'tls'; readonly failure: TlsFailure }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'too-large'; readonly bytes: number };
