import { commentLines } from './comment.ts';
import { type Branch, isBranch, type Tree } from './tree.ts';

/** What YAML 1.1 (CloudFormation) and 1.2 read as text without quotes: it begins with a letter or a slash and is no word for a value. */
const PLAIN = /^[A-Za-z/](?:[\w/.+*{}$-]|:+(?=[\w/]))*$/;
const WORDS = /^(?:true|false|yes|no|on|off|y|n|null)$/i;
const PRINTABLE = /^[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/;

const unicode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** As in JSON, which YAML takes over, with what YAML does not let stand as it is escaped too. */
const inDoubleQuotes = (text: string): string => JSON.stringify(text).replaceAll(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, unicode);

/** Several printable lines, the first of them neither empty nor indented, are a block as they stand. */
const isBlock = (text: string): boolean =>
  /^\S/.test(text) && text.includes('\n') && !text.endsWith('\n\n') && text.split('\n').every((line) => PRINTABLE.test(line));

const scalar = (value: string | number | boolean, indent: string): string => {
  if (typeof value !== 'string') return String(value);
  const text = value.toWellFormed();
  if (PLAIN.test(text) && !WORDS.test(text)) return text;
  if (isBlock(text)) {
    const lines = text.replace(/\n$/, '').split('\n');
    return [`|${text.endsWith('\n') ? '' : '-'}`, ...lines.map((line) => (line === '' ? '' : `${indent}  ${line}`))].join('\n');
  }
  const prefersDouble = text.includes("'") && !/["\\]/.test(text);
  return PRINTABLE.test(text) && !prefersDouble ? `'${text.replaceAll("'", "''")}'` : inDoubleQuotes(text);
};

/** A key is one line. */
const keyText = (key: string): string => {
  const text = key.toWellFormed();
  if (PLAIN.test(text) && !WORDS.test(text)) return text;
  return PRINTABLE.test(text) ? `'${text.replaceAll("'", "''")}'` : inDoubleQuotes(text);
};

/** The notes that stand above a key, by its place in the document. */
export type NotesAt = (at: readonly string[]) => readonly string[];

const none: NotesAt = () => [];

const listLines = (entries: readonly Tree[], indent: string): readonly string[] =>
  entries.flatMap((entry) => {
    if (!isBranch(entry)) return [`${indent}- ${Array.isArray(entry) ? JSON.stringify(entry) : scalar(entry as string, indent)}`];
    const [first = '', ...rest] = branchLines(entry, `${indent}  `, none, []);
    return [`${indent}- ${first.trimStart()}`, ...rest];
  });

const valueLines = (key: string, value: Tree, indent: string, notesAt: NotesAt, at: readonly string[]): readonly string[] => {
  if (Array.isArray(value)) return value.length === 0 ? [`${indent}${key}: []`] : [`${indent}${key}:`, ...listLines(value, `${indent}  `)];
  if (isBranch(value))
    return Object.keys(value).length === 0
      ? [`${indent}${key}: {}`]
      : [`${indent}${key}:`, ...branchLines(value, `${indent}  `, notesAt, at)];
  return `${indent}${key}: ${scalar(value as string, indent)}`.split('\n');
};

const branchLines = (branch: Branch, indent: string, notesAt: NotesAt, at: readonly string[]): readonly string[] =>
  Object.entries(branch).flatMap(([key, value]) => {
    const here = [...at, key];
    return [
      ...commentLines('#', notesAt(here)).map((line) => `${indent}${line}`),
      ...valueLines(keyText(key), value, indent, notesAt, here),
    ];
  });

/** A YAML document that reads the same in YAML 1.1 and 1.2, as CloudFormation and the rest disagree about the version. */
export const yamlText = (tree: Branch, notesAt: NotesAt = none): string => branchLines(tree, '', notesAt, []).join('\n');
