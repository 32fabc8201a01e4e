/** Why a text is not base64, and where. `index` counts UTF-16 units from 0. */
export type Base64Problem =
  | { readonly kind: 'illegal-character'; readonly index: number; readonly character: string }
  | { readonly kind: 'misplaced-padding'; readonly index: number }
  | { readonly kind: 'wrong-length'; readonly length: number };

/**
 * What `java.util.Base64.getDecoder()` (RFC 4648, basic) objects to: any character outside the alphabet, line breaks and the URL-safe `-`
 * and `_` included, padding in the wrong place, a last group of one character. Missing padding and stray low bits are accepted. That AWS
 * uses this very decoder is inferred.
 */
export const base64Problem = (text: string): Base64Problem | undefined => {
  const end = text.search(/[^A-Za-z0-9+/]/);
  if (end === -1) return text.length % 4 === 1 ? { kind: 'wrong-length', length: text.length } : undefined;
  const character = String.fromCodePoint(text.codePointAt(end) ?? 0);
  if (character !== '=') return { kind: 'illegal-character', index: end, character };
  const padding = { 2: '==', 3: '=' }[end % 4];
  if (text.slice(end, end + 3) !== padding) return { kind: 'misplaced-padding', index: end };
  return undefined;
};

export const isBase64 = (text: string): boolean => base64Problem(text) === undefined;
