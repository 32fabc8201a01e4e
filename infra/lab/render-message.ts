import { isRecord } from '../../shared/lib/json.ts';

type Fields = Readonly<Record<string, unknown>>;

const INDENT = '    ';

const decode = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** `<https://…|label>`, `<!date^…|fallback>`, `<@U1>`: what a person would see of it. */
const spell = (text: string) =>
  text
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<(https?:[^|>]+)\|([^>]*)>/g, '$2 ($1)')
    .replaceAll(/<(https?:[^|>]+)>/g, '$1')
    .replaceAll(/<[!@#][^|>]*\|([^>]*)>/g, '$1');

/** Code blocks are indented; the rest keeps its marks, which read well as they are. */
const mrkdwn = (text: string): string =>
  text
    .split('```')
    .map((part, index) => {
      if (index % 2 === 0) return decode(spell(part)).trim();
      const lines = decode(part).replace(/^\n/, '').replace(/\n$/, '').split('\n');
      return lines.map((line) => INDENT + line).join('\n');
    })
    .filter((part) => part !== '')
    .join('\n');

const textOf = (value: unknown): string => {
  if (!isRecord(value) || typeof value.text !== 'string') return '';
  return value.type === 'plain_text' ? value.text : mrkdwn(value.text);
};

const all = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isRecord) : []);

const header = (block: Fields): string => {
  const text = textOf(block.text);
  return `${text}\n${'═'.repeat(Math.min(text.length, 100))}`;
};

const RENDERERS: Readonly<Record<string, (block: Fields) => string>> = {
  header,
  section: ({ text, fields }) => [textOf(text), ...all(fields).map(textOf)].filter(Boolean).join('\n'),
  context: ({ elements }) =>
    all(elements)
      .map((element) => (element.type === 'image' ? `[${String(element.alt_text)}]` : textOf(element)))
      .join('  ·  '),
  actions: ({ elements }) =>
    all(elements)
      .map(({ text, placeholder }) => `[ ${textOf(text ?? placeholder)} ]`)
      .join(' '),
  divider: () => '─'.repeat(60),
  image: ({ alt_text }) => `[${String(alt_text)}]`,
  markdown: ({ text }) => String(text),
};

const renderBlock = (block: Fields): string => {
  const render = RENDERERS[String(block.type)];
  return render ? render(block) : `(a ${String(block.type)} block)`;
};

/** A Slack message as plain text for a terminal: the blocks as a person would read them, or the text where there are none. */
export const renderMessage = ({ text, blocks }: { readonly text: string; readonly blocks: readonly unknown[] }): string => {
  const rendered = all(blocks).map(renderBlock);
  return (rendered.length > 0 ? rendered : [mrkdwn(text)]).join('\n\n');
};
