/** Controls, escape sequences and marks that turn the direction of writing: a log line must not be able to repaint a terminal. */
const UNPRINTABLE = /[\p{Cc}\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/gu;

/** Line breaks and tabs stay, everything else that cannot be seen becomes U+FFFD. */
export const printable = (text: string): string =>
  text.replaceAll(/\r\n?/g, '\n').replaceAll(UNPRINTABLE, (character) => (character === '\n' || character === '\t' ? character : '\uFFFD'));

export const oneLine = (text: string): string => printable(text).replaceAll(/\s+/g, ' ').trim();

const cutAt = (text: string, length: number): string => {
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return text.slice(0, end).trimEnd();
};

/** At most `max` UTF-16 units. What was cut off is counted, so that nobody takes the rest for the whole. */
export const shorten = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const note = (left: number) => `… (+${left} characters)`;
  const room = max - note(text.length).length;
  if (room < 8) return cutAt(text, Math.max(0, max - 1)) + (max > 0 ? '…' : '');
  const kept = cutAt(text, room);
  return kept + note(text.length - kept.length);
};

/** Words on lines of at most `width`; a word that is longer is broken. Line breaks in the text stay. */
export const wrap = (text: string, width: number): readonly string[] =>
  text.split('\n').flatMap((line) => {
    const lines: string[] = [];
    let current = '';
    for (const word of line.split(/\s+/).filter(Boolean)) {
      if (current && current.length + 1 + word.length > width) {
        lines.push(current);
        current = '';
      }
      current = current ? `${current} ${word}` : word;
      for (; current.length > width; current = current.slice(width)) lines.push(current.slice(0, width));
    }
    return [...lines, current];
  });
