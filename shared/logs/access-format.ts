/** A format is a row of literals and variables: `"$context.status" $context.requestId`. */
export type FormatPart = { readonly kind: 'literal'; readonly text: string } | { readonly kind: 'variable'; readonly name: string };

const VARIABLE = /\$context\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_-]+)*)/g;

export const parseAccessFormat = (format: string): readonly FormatPart[] => {
  const parts: FormatPart[] = [];
  let at = 0;
  for (const match of format.matchAll(VARIABLE)) {
    if (match.index > at) parts.push({ kind: 'literal', text: format.slice(at, match.index) });
    parts.push({ kind: 'variable', name: match[1] ?? '' });
    at = match.index + match[0].length;
  }
  if (at < format.length) parts.push({ kind: 'literal', text: format.slice(at) });
  return parts;
};

/**
 * Reads a line by its format: each value ends where the literal behind its variable begins, the last one at the end. One pass over the
 * line, no backtracking. `undefined`: the line was not written in this format.
 */
export const matchAccessFormat = (parts: readonly FormatPart[], line: string): Readonly<Record<string, string>> | undefined => {
  const fields: Record<string, string> = {};
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'literal') {
      if (!line.startsWith(part.text, at)) return undefined;
      at += part.text.length;
      continue;
    }
    const next = parts[index + 1];
    const isLast = index + 2 >= parts.length;
    const end =
      next?.kind !== 'literal'
        ? line.length
        : isLast && line.endsWith(next.text)
          ? line.length - next.text.length
          : line.indexOf(next.text, at);
    if (end < at) return undefined;
    fields[part.name] = line.slice(at, end);
    at = end;
  }
  return at === line.length ? fields : undefined;
};
