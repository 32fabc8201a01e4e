/** IAM writes one value bare and several as a list. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** `*` and `?` as IAM reads them, in linear time: one pass, no backtracking further than the last star. */
export const matchesWildcard = (pattern: string, text: string): boolean => {
  let at = 0;
  let from = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[from] === '*') {
      star = from;
      from += 1;
      resume = at;
    } else if (from < pattern.length && (pattern[from] === '?' || pattern[from] === text[at])) {
      from += 1;
      at += 1;
    } else if (star >= 0) {
      from = star + 1;
      resume += 1;
      at = resume;
    } else return false;
  }
  while (pattern[from] === '*') from += 1;
  return from === pattern.length;
};

/** Actions are compared without case. */
export const namesAction = (patterns: unknown, action: string): boolean =>
  listOf(patterns).some((one) => typeof one === 'string' && matchesWildcard(one.toLowerCase(), action.toLowerCase()));
