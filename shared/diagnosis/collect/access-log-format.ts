/** A stage's access-log format: literal text between `$context` variables. `names[i]` stands between `literals[i]` and `literals[i + 1]`. */
interface Format {
  readonly literals: readonly string[];
  readonly names: readonly string[];
}

const VARIABLE = /\$context\.([a-zA-Z]\w*(?:\.\w+)*)/;

const formatOf = (text: string): Format => {
  const parts = text.trim().split(VARIABLE);
  return { literals: parts.filter((_, index) => index % 2 === 0), names: parts.filter((_, index) => index % 2 === 1) };
};

export const formatVariables = (format: string): readonly string[] => formatOf(format).names;

/** `$context` name → value, in one pass over the line; `undefined` when the line does not follow the format. `-` stands for no value. */
export const readAccessLine = (format: string, line: string): Readonly<Record<string, string>> | undefined => {
  const { literals, names } = formatOf(format);
  const text = line.trim();
  const [start = '', ...rest] = literals;
  if (!text.startsWith(start)) return undefined;
  const values: Record<string, string> = {};
  let at = start.length;
  for (const [index, name] of names.entries()) {
    const literal = rest[index] ?? '';
    const end = index === names.length - 1 ? text.length - literal.length : text.indexOf(literal, at);
    if (end < at || !text.startsWith(literal, end)) return undefined;
    if (text.slice(at, end) !== '-') values[name] = text.slice(at, end);
    at = end + literal.length;
  }
  return values;
};

/** How much of the format around the status makes a phrase: enough to tell it from other numbers. */
const CONTEXT = 16;

/** What stands in a line whose status is one of these, with a little of the format around it. Empty when the format has no status. */
export const statusPhrases = (format: string, statuses: readonly string[]): readonly string[] => {
  const { literals, names } = formatOf(format);
  const index = names.indexOf('status');
  if (index < 0) return [];
  const [before, after] = [literals[index] ?? '', literals[index + 1] ?? ''];
  return statuses.map((status) => `${before.slice(-CONTEXT)}${status}${after.slice(0, 2)}`);
};
