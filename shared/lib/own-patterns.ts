/** A pattern of the deployment's own, compiled: `shared/lib/compile-own-patterns.ts`. */
export interface OwnPattern {
  /** What stands in the secret's place: `‹customer number›`. */
  readonly mark: string;
  /** Not inside a longer word. */
  readonly wholeWord: boolean;
  /** From where to where the text matches, in order and without overlap. */
  readonly matches: (text: string) => Iterable<readonly [start: number, end: number]>;
}

let own: readonly OwnPattern[] = [];

/**
 * Set once by an entry point, before anything is read. State of the process on purpose: redaction is called from many places, and none of
 * them may be able to leave a pattern out.
 */
export const useOwnPatterns = (patterns: readonly OwnPattern[]): void => {
  own = patterns;
};

/** What is hidden already. */
const MARK = /(‹[a-z -]{1,40}›)/;
const WORD = /[\p{L}\p{N}_]/u;

const isInsideWord = (text: string, start: number, end: number): boolean =>
  (start > 0 && WORD.test(text.charAt(start - 1)) && WORD.test(text.charAt(start))) ||
  (end < text.length && WORD.test(text.charAt(end)) && WORD.test(text.charAt(end - 1)));

const redactOne = (text: string, { matches, mark, wholeWord }: OwnPattern): string => {
  const parts: string[] = [];
  let done = 0;
  for (const [start, end] of matches(text)) {
    if (wholeWord && isInsideWord(text, start, end)) continue;
    parts.push(text.slice(done, start), mark);
    done = end;
  }
  return parts.join('') + text.slice(done);
};

export const redactOwn = (text: string): string =>
  own.reduce(
    (rest, pattern) =>
      rest
        .split(MARK)
        .map((piece, index) => (index % 2 === 1 ? piece : redactOne(piece, pattern)))
        .join(''),
    text,
  );
