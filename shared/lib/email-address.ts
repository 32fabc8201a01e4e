/** Words joined by `@`, also percent-encoded. Two hexadecimal digits after a `%` belong to the character before. */
const JOINED = /(?<![\p{L}\p{N}._+-])((?<=%)[\da-f]{2})?([\p{L}\p{N}._+-]+(?:(?:@|%40)[\p{L}\p{N}._+-]+)+)/giu;

/** An address ends in a top-level domain; `express@4.18.2` is a package and no address. */
const DOMAIN = /(?:@|%40)(?!\d+\.\d+\.\d)(?:[\p{L}\p{N}-]+\.)+\p{L}{2,24}(?![\p{L}\p{N}-])/iu;

/** The full stop behind an address ends its sentence. */
const punctuationAfter = (words: string): string => {
  let end = words.length;
  while ('._+-'.includes(words.charAt(end - 1))) end -= 1;
  return words.slice(end);
};

export const redactEmails = (text: string): string =>
  text.replaceAll(JOINED, (match, encoded: string | undefined, words: string) =>
    DOMAIN.test(words) ? `${encoded ?? ''}‹email›${punctuationAfter(words)}` : match,
  );
