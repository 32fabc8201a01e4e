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

const fieldOf = (line: string): readonly [name: string, value: string] => [
  line.slice(0, line.indexOf(':')),
  line.slice(line.indexOf(':') + 1).trim(),
];

export interface Message {
  readonly start: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The same, a name as often as it stands there. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

/** `GET /path`, or a status; header lines; an empty line; the body. Without an empty line the body is unknown. */
export const message = (text: string): Message => {
  const gap = text.indexOf('\n\n');
  const [start = '', ...lines] = (gap < 0 ? text : text.slice(0, gap)).split('\n');
  const fields = lines.filter((line) => line !== '').map(fieldOf);
  return { start, headers: Object.fromEntries(fields), fields, ...(gap >= 0 && { body: text.slice(gap + 2) }) };
};
