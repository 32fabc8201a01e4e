/** One comment of `#` or `//` for each line: a comment ends with its line, so nothing in the text may end one early. */
export const commentLines = (sign: '#' | '//', lines: readonly string[]): readonly string[] =>
  lines
    .flatMap((line) => line.split('\n'))
    .map((line) =>
      `${sign} ${line.toWellFormed().replaceAll(/[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]|[\u2028\u2029]/g, ' ')}`.trimEnd(),
    );
