import { type Fields, printFields } from './fields.ts';
import { BINARY_DATA, decodeUtf8, type Payload } from './payload.ts';

const SHOWN = 6;
const MASKED = /^(?:authorization|x-api-key)$/i;

/** Asterisks and the last six characters. */
export const mask = (secret: string): string => '*'.repeat(Math.max(0, secret.length - SHOWN)) + secret.slice(-SHOWN);

/** Headers as the execution log shows them: Authorization and API keys masked, nothing else. */
export const printHeaders = (headers: Fields): string =>
  printFields(headers.map(([name, value]) => [name, MASKED.test(name) ? mask(value) : value]));

export const printPayload = (payload: Payload): string => (payload.kind === 'text' ? payload.text : BINARY_DATA);

/** Bytes that are text are shown as text. */
export const printBody = (body: Uint8Array): string => decodeUtf8(body);
