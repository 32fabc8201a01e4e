/**
 * A line of a log as AWS words it, with `{name:type}` where a value stands: `Method completed with status: {status:int}`. One text serves
 * both directions. Matching walks the literals with `indexOf`, so its time is linear in the text whatever a stranger writes.
 *
 * Types: `int`; `word` (no white space); `line` (the default: up to the next literal, or the rest of the line); `map` (a Java map); `text`
 * (may span lines); `body` (as `text`, its white space untouched). `{name*}` reaches for the LAST place where the next literal
 * stands, `{}` is skipped over.
 */
export interface Template {
  readonly text: string;
  readonly head: string;
  /** The head of a line that has nothing behind it and was trimmed. */
  readonly bareHead: string;
  readonly slots: readonly Slot[];
  /** What stands behind the last slot; a full stop at its end is optional in the log. */
  readonly tail: string;
}

type SlotType = 'int' | 'word' | 'line' | 'map' | 'text' | 'body';

interface Slot {
  readonly name: string;
  readonly type: SlotType;
  readonly greedy: boolean;
  /** The literal up to the next slot; `''` for the last slot, whose literal is the template's tail. */
  readonly until: string;
}

export type Fields = Readonly<Record<string, string | number>>;

const SLOT = /\{(\w*)(\*?)(?::(int|word|line|map|text|body))?\}/;

const isSlotType = (type: string | undefined): type is SlotType => type !== undefined;

const withoutStop = (text: string): string => (text.endsWith('.') ? text.slice(0, -1) : text);

export const compileTemplate = (text: string): Template => {
  const [head = '', ...parts] = text.split(SLOT);
  const count = parts.length / 4;
  const slots = Array.from({ length: count }, (_, index): Slot => {
    const [name = '', star, type, literal = ''] = parts.slice(index * 4, index * 4 + 4);
    return {
      name,
      type: isSlotType(type) ? type : 'line',
      greedy: star === '*',
      until: index < count - 1 ? literal : '',
    };
  });
  const tail = withoutStop(count === 0 ? '' : (parts.at(-1) ?? ''));
  const start = count === 0 ? withoutStop(head) : head;
  return { text, head: start, bareHead: start.trimEnd(), slots, tail };
};

/** Whether further lines may belong to the same value. */
export const isOpenTemplate = ({ slots, tail }: Template, text: string): boolean => {
  const type = tail === '' ? slots.at(-1)?.type : undefined;
  return type === 'text' || type === 'body' || (type === 'map' && !text.trimEnd().endsWith('}'));
};

const readSlot = (type: SlotType, value: string): string | number | undefined => {
  switch (type) {
    case 'int':
      return /^\d{1,15}$/.test(value) ? Number(value) : undefined;
    case 'word':
      return /^\S+$/.test(value) ? value : undefined;
    case 'line':
      return value.includes('\n') ? undefined : value;
    case 'map':
    case 'text':
      return value.trimEnd();
    case 'body':
      return value;
  }
};

/** The part of the text that the template has to cover to the last character. */
const scope = ({ slots, tail }: Template, text: string): string => {
  const type = tail === '' ? slots.at(-1)?.type : undefined;
  if (type === 'body') return text;
  const trimmed = text.trimEnd();
  return type === 'line' || type === 'map' || type === 'text' ? trimmed : withoutStop(trimmed);
};

const endOfSlot = (slot: Slot, text: string, from: number): number =>
  slot.greedy ? text.lastIndexOf(slot.until) : text.indexOf(slot.until, from);

export const matchTemplate = (template: Template, text: string): Fields | undefined => {
  const { head, bareHead, slots, tail } = template;
  if (!text.startsWith(bareHead)) return undefined;
  const whole = scope(template, text);
  if (slots.length === 0) return whole === head ? {} : undefined;
  const fields: Record<string, string | number> = {};
  if (!whole.endsWith(tail)) return undefined;
  const end = whole.length - tail.length;
  // A trimmed line has lost the space of `Head: ` when nothing follows it.
  let at = whole.startsWith(head) ? head.length : bareHead.length;
  if (at < head.length && whole.length > at && !/^\s/.test(whole.slice(at, at + 1))) return undefined;
  for (const [index, slot] of slots.entries()) {
    const stop = index === slots.length - 1 ? end : endOfSlot(slot, whole, at);
    if (stop < at || stop > end) return undefined;
    const value = readSlot(slot.type, whole.slice(at, stop));
    if (value === undefined) return undefined;
    if (slot.name !== '') fields[slot.name] = value;
    at = stop + slot.until.length;
  }
  return fields;
};

export const fillTemplate = ({ text }: Template, fields: Fields): string => {
  const [head = '', ...parts] = text.split(SLOT);
  return parts.reduce((line, part, index) => {
    if (index % 4 === 0) return line + String(fields[part] ?? '');
    return index % 4 === 3 ? line + part : line;
  }, head);
};
