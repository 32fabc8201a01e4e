import { createHash } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 16;

/** 16 characters of base32 (RFC 4648, lower-case): 80 bits of the text's SHA-256. Always the same for the same text. */
export const shortId = (text: string): string => {
  const digest = createHash('sha256').update(text).digest();
  return Array.from({ length: LENGTH }, (_, index) => {
    const bit = index * 5;
    const pair = ((digest[bit >> 3] ?? 0) << 8) | (digest[(bit >> 3) + 1] ?? 0);
    return ALPHABET[(pair >> (11 - (bit & 7))) & 31];
  }).join('');
};
