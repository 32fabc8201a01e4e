/** A block of code in a page. */
export interface Fence {
  readonly info: string;
  readonly text: string;
}

export const fencesOf = (markdown: string): readonly Fence[] =>
  [...markdown.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info = '', text = '']) => ({
    info: info.trim(),
    text: text.replace(/\n$/, ''),
  }));

const headersOf = (lines: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));

/** `GET /path`, or a status; header lines; an empty line; the body. Without an empty line the body is unknown. */
export const message = (text: string): { readonly start: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string } => {
  const gap = text.indexOf('\n\n');
  const [start = '', ...headers] = (gap < 0 ? text : text.slice(0, gap)).split('\n');
  return { start, headers: headersOf(headers.filter((line) => line !== '')), ...(gap >= 0 && { body: text.slice(gap + 2) }) };
};
