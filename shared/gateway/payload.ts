import { err, ok, type Result } from '../lib/result.ts';
import { isBase64 } from './base64.ts';
import type { Conversion } from './content-conversion.ts';

/** A body inside the gateway: text that templates can read, or bytes that only pass. */
export type Payload = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** UTF-8; every invalid byte becomes U+FFFD (recorded: a body of 67 bytes came out with 99). */
export const decodeUtf8 = (bytes: Uint8Array): string => utf8.decode(bytes);

export const encodeUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

export const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

export const bytesOf = (payload: Payload): Uint8Array => (payload.kind === 'text' ? encodeUtf8(payload.text) : payload.bytes);

/** `java.util.Base64`: see `base64.ts`. */
export const decodeBase64 = (text: string): Result<Payload, 'not-base64'> =>
  isBase64(text) ? ok({ kind: 'bytes', bytes: fromBase64(text) }) : err('not-base64');

const CONVERT: Readonly<Record<Conversion, (bytes: Uint8Array) => Result<Payload, 'not-base64'>>> = {
  bytes: (bytes) => ok({ kind: 'bytes', bytes }),
  'utf8-text': (bytes) => ok({ kind: 'text', text: decodeUtf8(bytes) }),
  'base64-text': (bytes) => ok({ kind: 'text', text: toBase64(bytes) }),
  'decoded-or-500': (bytes) => decodeBase64(decodeUtf8(bytes)),
};

export const convert = (bytes: Uint8Array, conversion: Conversion): Result<Payload, 'not-base64'> => CONVERT[conversion](bytes);

/** How the log shows a body that the gateway holds as bytes. */
export const BINARY_DATA = '[Binary Data]';
