import { isRecord } from '../../shared/lib/json.ts';

type Fields = Readonly<Record<string, unknown>>;
type Rule = (block: Fields) => boolean;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const within = (value: unknown, most: number, least = 1): boolean => {
  const text = textOf(value);
  return text !== undefined && text.length >= least && text.length <= most;
};

const optional = (value: unknown, check: (value: unknown) => boolean): boolean => value === undefined || check(value);

const textObject = (value: unknown, most: number, types: readonly string[] = ['plain_text', 'mrkdwn']): boolean =>
  isRecord(value) && types.includes(textOf(value.type) ?? '') && within(value.text, most);

const listOf = (value: unknown, most: number, check: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length >= 1 && value.length <= most && value.every((item) => check(item));

const button = (value: unknown): boolean =>
  isRecord(value) &&
  textObject(value.text, 75, ['plain_text']) &&
  optional(value.value, (text) => within(text, 2000, 0)) &&
  optional(value.url, (text) => within(text, 3000)) &&
  optional(value.action_id, (text) => within(text, 255));

const option = (value: unknown): boolean => isRecord(value) && textObject(value.text, 75, ['plain_text']) && within(value.value, 150);

const select = (value: unknown): boolean =>
  isRecord(value) &&
  optional(value.placeholder, (text) => textObject(text, 150, ['plain_text'])) &&
  listOf(value.options, 100, option) &&
  optional(value.action_id, (text) => within(text, 255));

const interactive = (value: unknown): boolean =>
  isRecord(value) &&
  (value.type === 'button' ? button(value) : value.type === 'static_select' ? select(value) : typeof value.type === 'string');

/** Each element of a block has a name of its own. */
const isNamedOnce = (elements: unknown): boolean => {
  const ids = Array.isArray(elements)
    ? elements.flatMap((element) => (isRecord(element) && element.action_id !== undefined ? [element.action_id] : []))
    : [];
  return new Set(ids).size === ids.length;
};

const image: Rule = ({ alt_text, image_url, slack_file }) =>
  within(alt_text, 2000) && (slack_file !== undefined || within(image_url, 3000));

const contextElement = (value: unknown): boolean => isRecord(value) && (value.type === 'image' ? image(value) : textObject(value, 3000));

/** One rule per block type. Slack: https://docs.slack.dev/reference/block-kit/blocks; a type that is not here is refused. */
const RULES: Readonly<Record<string, Rule>> = {
  actions: ({ elements }) => listOf(elements, 25, interactive) && isNamedOnce(elements),
  context: ({ elements }) => listOf(elements, 10, contextElement),
  divider: () => true,
  header: ({ text }) => textObject(text, 150, ['plain_text']),
  image,
  markdown: ({ text }) => within(text, 12_000),
  rich_text: ({ elements }) => Array.isArray(elements),
  section: ({ text, fields, accessory }) =>
    (text !== undefined || fields !== undefined) &&
    optional(text, (value) => textObject(value, 3000)) &&
    optional(fields, (value) => listOf(value, 10, (field) => textObject(field, 2000))) &&
    optional(accessory, interactive),
  table: ({ rows }) => listOf(rows, 100, (row) => Array.isArray(row) && row.length <= 20),
};

const allowed = (block: unknown): boolean => {
  if (!isRecord(block) || !optional(block.block_id, (id) => within(id, 255))) return false;
  const type = textOf(block.type) ?? '';
  return Object.hasOwn(RULES, type) && (RULES[type]?.(block) ?? false);
};

/** Every text in the blocks together. */
const totalText = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((total, item) => total + totalText(item), 0);
  if (!isRecord(value)) return 0;
  return Object.entries(value).reduce(
    (total, [key, item]) => total + (key === 'text' && typeof item === 'string' ? item.length : totalText(item)),
    0,
  );
};

/** Seen to be refused (slackapi/bolt-js#2867); the true limit is not published and lies between 9,597 and this. */
const HIDDEN_CAP = 11_341;
const MAX_BLOCKS = 50;

/** What Slack would say of a message, in its own error names; `undefined` when it would take it. */
export const slackObjection = (message: Fields, hiddenCap: boolean): string | undefined => {
  const { blocks, text } = message;
  if (blocks !== undefined && !Array.isArray(blocks)) return 'invalid_blocks_format';
  const list: readonly unknown[] = Array.isArray(blocks) ? blocks : [];
  if (list.length > MAX_BLOCKS || !list.every(allowed)) return 'invalid_blocks';
  const ids = list.flatMap((block) => (isRecord(block) && typeof block.block_id === 'string' ? [block.block_id] : []));
  if (new Set(ids).size < ids.length) return 'invalid_blocks';
  if (hiddenCap && totalText(list) >= HIDDEN_CAP) return 'msg_blocks_too_long';
  return list.length === 0 && !within(text, Number.POSITIVE_INFINITY) ? 'no_text' : undefined;
};
