import { err, ok, type Result } from '../../shared/lib/result.ts';
import { type Comparison, compare } from './compare.ts';

type Column = { readonly kind: 'rest' } | { readonly kind: 'field'; readonly matches: (value: string) => boolean };

/** Text in square brackets or double quotes is one field. */
const fieldsOf = (message: string): readonly string[] =>
  [...message.matchAll(/\[([^\]]*)\]|"([^"]*)"|(\S+)/g)].map(([, bracketed, quoted, bare]) => bracketed ?? quoted ?? bare ?? '');

const CONDITION = /^\s*(?:\w+\s*)?(?<comparison>!=|<=|>=|=|<|>)\s*(?:"(?<text>[^"]*)"|(?<word>[^\s"]+))\s*$/;

const parseColumn = (text: string): Column | undefined => {
  const trimmed = text.trim();
  if (trimmed === '...') return { kind: 'rest' };
  if (/^\w*$/.test(trimmed)) return { kind: 'field', matches: () => true };
  const either: ((value: string) => boolean)[][] = [];
  for (const part of trimmed.split('||')) {
    const all: ((value: string) => boolean)[] = [];
    for (const condition of part.split('&&')) {
      const groups = CONDITION.exec(condition)?.groups;
      if (!groups) return undefined;
      all.push(compare(groups.comparison as Comparison, groups.text ?? groups.word ?? '', groups.text !== undefined));
    }
    either.push(all);
  }
  return { kind: 'field', matches: (value) => either.some((all) => all.every((matches) => matches(value))) };
};

const alike = (columns: readonly Column[], values: readonly string[]): boolean =>
  columns.length === values.length && columns.every((column, index) => column.kind === 'rest' || column.matches(values[index] ?? ''));

/** `[ip, user, ..., status=5*, bytes > 1000]`: fields by position; `...` stands for any number of them. */
export const parseSpacePattern = (pattern: string): Result<(message: string) => boolean, string> => {
  if (!pattern.endsWith(']')) return err('Invalid filter pattern');
  const parsed = pattern.slice(1, -1).split(',').map(parseColumn);
  const columns = parsed.filter((column) => column !== undefined);
  const rests = columns.filter(({ kind }) => kind === 'rest').length;
  if (columns.length !== parsed.length || rests > 1) return err('Invalid filter pattern');
  const rest = columns.findIndex(({ kind }) => kind === 'rest');
  if (rest === -1) return ok((message) => alike(columns, fieldsOf(message)));
  const before = columns.slice(0, rest);
  const after = columns.slice(rest + 1);
  return ok((message) => {
    const values = fieldsOf(message);
    if (values.length < before.length + after.length) return false;
    return alike(before, values.slice(0, before.length)) && alike(after, values.slice(values.length - after.length));
  });
};
