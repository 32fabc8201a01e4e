const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 16;

/** 80 random bits: short enough for a button, and nobody guesses another one's. */
export const newIncidentId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(LENGTH)), (byte) => BASE32[byte % BASE32.length]).join('');
