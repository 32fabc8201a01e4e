import { parseAccessFormat } from '../../logs/access-format.ts';

/** How much of the format around the status makes a phrase: enough to tell it from other numbers. */
const BEFORE = 16;
const AFTER = 2;

/** What stands in a line of this format whose status is one of these. Empty when the format has no status. */
export const statusPhrases = (format: string, statuses: readonly string[]): readonly string[] => {
  const parts = parseAccessFormat(format.trim());
  const index = parts.findIndex((part) => part.kind === 'variable' && part.name === 'status');
  if (index < 0) return [];
  const literal = (at: number): string => {
    const part = parts[at];
    return part?.kind === 'literal' ? part.text : '';
  };
  return statuses.map((status) => `${literal(index - 1).slice(-BEFORE)}${status}${literal(index + 1).slice(0, AFTER)}`);
};

export const formatNames = (format: string, name: string): boolean =>
  parseAccessFormat(format).some((part) => part.kind === 'variable' && part.name === name);
