import type { Brand } from '../lib/brand.ts';

/** REST: ten lower-case letters and digits; HTTP and WebSocket APIs use the same form. */
export type ApiId = Brand<string, 'ApiId'>;
/** `$default` is legal on HTTP APIs, so more than word characters are accepted. */
export type StageName = Brand<string, 'StageName'>;
/** REST: `$context.requestId`, a UUID. WebSocket: the extended request id. Console Test logs: whatever stands there. */
export type RequestId = Brand<string, 'RequestId'>;
export type Region = Brand<string, 'Region'>;
/** Twelve digits. */
export type AccountId = Brand<string, 'AccountId'>;

export const isApiId = (text: string): text is ApiId => /^[a-z0-9]{1,20}$/.test(text);
export const isStageName = (text: string): text is StageName => /^(?:\$default|[\w-]{1,128})$/.test(text);
export const isRequestId = (text: string): text is RequestId => /^[\w=+/-]{1,128}$/.test(text);
export const isRegion = (text: string): text is Region => /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(text);
export const isAccountId = (text: string): text is AccountId => /^\d{12}$/.test(text);
