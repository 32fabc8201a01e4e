const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Three backticks would begin or end a code block. */
const withoutFences = (text: string): string => text.replaceAll(/`{3,}/g, (fence) => "'".repeat(fence.length));

/** Between two words Slack reads the asterisks of this media type as marks for bold, and takes them away; in code it leaves them. */
const withMediaRange = (text: string): string => text.replaceAll(/(?<![\w*`/])\*\/\*(?![\w*`/])/g, '`*/*`');

const escapeEntities = (text: string, max: number): string => {
  let escaped = '';
  for (const character of withoutFences(text)) {
    const next = ENTITIES[character] ?? character;
    if (escaped.length + next.length > max - 1) return `${escaped}…`;
    escaped += next;
  }
  return escaped;
};

/**
 * Text of strangers for Slack's mrkdwn: `<!channel>` must ping nobody. Cut at `max` characters as Slack counts them, that is after
 * escaping, and never inside an entity or a surrogate pair.
 */
export const escapeMrkdwn = (text: string, max: number): string => escapeEntities(withMediaRange(text), max);

const FENCES = '```\n\n```'.length;

export const codeBlock = (text: string, max: number): string => `\`\`\`\n${escapeEntities(text, max - FENCES)}\n\`\`\``;

/** Inline code knows no escape for its own mark. */
export const inlineCode = (text: string, max: number): string => `\`${escapeEntities(text.replaceAll('`', "'"), max - 2)}\``;
