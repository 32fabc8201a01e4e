/** First characters of the base64 text of formats that people send through a gateway. */
const BASE64_HEADS: Readonly<Record<string, string>> = {
  iVBORw0K: 'PNG',
  '/9j/': 'JPEG',
  JVBERi0: 'PDF',
  UEsDB: 'ZIP',
  H4sI: 'gzip',
  R0lGOD: 'GIF',
  UklGR: 'RIFF (WebP, WAV)',
  'KLUv/': 'zstd',
  AAABAA: 'ICO',
  d09GM: 'WOFF',
};

/** The format that a base64 text holds, by its first bytes; `undefined` for text that is no base64 of a known format. */
export const base64Format = (text: string): string | undefined => {
  const head = text.trimStart().slice(0, 12);
  return Object.entries(BASE64_HEADS).find(([signature]) => head.startsWith(signature))?.[1];
};

const REPLACEMENT = '\uFFFD';

/** Bytes that were read as UTF-8 and could not be: each became U+FFFD. Text that merely quotes the character once does not count. */
export const isMush = (text: string): boolean => text.includes(REPLACEMENT);
