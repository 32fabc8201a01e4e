/** Levenshtein distance, one row at a time. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let index = 0; index < a.length; index += 1) {
    const next = [index + 1];
    for (let column = 0; column < b.length; column += 1) {
      const substituted = (row[column] ?? 0) + (a[index] === b[column] ? 0 : 1);
      next.push(Math.min(substituted, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** Longest word worth comparing: the work grows with the product of both lengths. */
const LONGEST = 100;

const looksLike = (wanted: string, candidate: string): boolean =>
  distance(wanted, candidate) <= Math.max(1, Math.floor(candidate.length / 3)) || (wanted.length >= 4 && candidate.includes(wanted));

/** What was probably meant, the nearest first, at most three. */
export const closest = (wanted: string, candidates: readonly string[]): readonly string[] =>
  wanted.length > LONGEST
    ? []
    : candidates
        .filter((candidate) => looksLike(wanted, candidate))
        .sort((a, b) => distance(wanted, a) - distance(wanted, b))
        .slice(0, 3);
