import { compileAccessFormat } from '../../logs/access-format.ts';

/** How much of the format around the status makes a phrase: enough to tell it from other numbers. */
const BEFORE = 16;
const AFTER = 2;

/** What stands in a line of this format whose status is one of these. Empty when the format has no status. */
export const statusPhrases = (format: string, statuses: readonly string[]): readonly string[] => {
  const { head, slots } = compileAccessFormat(format);
  const index = slots.findIndex(({ name }) => name === 'status');
  if (index < 0) return [];
  const before = slots[index - 1]?.until ?? head;
  const after = slots[index]?.until ?? '';
  return statuses.map((status) => `${before.slice(-BEFORE)}${status}${after.slice(0, AFTER)}`);
};

export const formatNames = (format: string, name: string): boolean => compileAccessFormat(format).slots.some((slot) => slot.name === name);
