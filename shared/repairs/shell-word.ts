import type { Brand } from '../lib/brand.ts';

/** Text that a POSIX shell reads as exactly one word (or, for a substitution, as what its command prints). */
export type ShellWord = Brand<string, 'ShellWord'>;

const asShellWord = (text: string): ShellWord => text as ShellWord;

/** Quotes any text; paths and patterns come from strangers. NUL cannot be handed to a program at all and is dropped. */
export const quote = (text: string): ShellWord => {
  const clean = text.replaceAll('\0', '');
  if (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(clean)) return asShellWord(clean);
  if (!clean.includes("'")) return asShellWord(`'${clean}'`);
  if (!/["$`\\!]/.test(clean)) return asShellWord(`"${clean}"`);
  return asShellWord(`'${clean.replaceAll("'", "'\\''")}'`);
};

/** The words of a command: a flag with its values. A value that begins with a hyphen would be read as a flag of its own. */
export type Option = readonly [flag: `--${string}`, ...values: readonly ShellWord[]];

const WIDTH = 100;

const printOption = ([flag, ...values]: Option): string => {
  const [first = '', ...rest] = values;
  return /^['"]?-/.test(first) ? `${flag}=${first}` : [flag, first, ...rest].join(' ').trimEnd();
};

/** One command, on one line if it fits, else one option per line. */
export const printCommand = (command: string, options: readonly Option[]): string => {
  const words = [command, ...options.map(printOption)];
  const line = words.join(' ');
  return line.length <= WIDTH ? line : words.join(' \\\n    ');
};

/** What another command prints, unquoted: ids have no blanks, and an empty answer then fails loudly instead of naming nothing. */
export const substitute = (command: string, options: readonly Option[]): ShellWord =>
  asShellWord(`$(${[command, ...options.map(printOption)].join(' ')})`);

/** Text with what commands print in its midst, as one word. */
export const interpolate = (parts: readonly (string | { readonly run: string })[]): ShellWord =>
  asShellWord(`"${parts.map((part) => (typeof part === 'string' ? part.replaceAll(/["$`\\]/g, '\\$&') : `$(${part.run})`)).join('')}"`);
