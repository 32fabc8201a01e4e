import { commentLines } from './comment.ts';

/** A symbol: no text of a stranger, in whichever place, can pass for an expression. */
const EXPRESSION: unique symbol = Symbol('expression');

/** What Terraform computes: a reference or a call, written as it is. */
export interface Expression {
  readonly [EXPRESSION]: string;
}

export type HclValue = string | number | boolean | Expression | readonly HclValue[] | { readonly [key: string]: HclValue };

export interface Block {
  /** `resource`, with its type and name; `lifecycle`, with none. */
  readonly header: readonly [string, ...string[]];
  readonly notes: readonly string[];
  readonly attributes: Readonly<Record<string, HclValue>>;
  readonly blocks?: readonly Block[];
}

export const expression = (text: string): Expression => ({ [EXPRESSION]: text });

export const isExpression = (value: object): value is Expression => EXPRESSION in value;

const unicode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON's escapes, of which HCL lacks two. */
const shortEscape = (pair: string, letter: string): string => ({ b: '\\u0008', f: '\\u000c' })[letter] ?? pair;

/** Before a brace one sign is doubled, so that it begins no template; after another sign that would not do, and numbers stand for both. */
const bracedSigns = (signs: string): string => (signs.length === 1 ? `${signs}${signs}` : signs.replaceAll(/./g, unicode));

/** HCL's quoted string. */
export const hclString = (text: string): string =>
  JSON.stringify(text.toWellFormed())
    .replaceAll(/\\(.)/g, shortEscape)
    .replaceAll(/[\x7f-\x9f\u2028\u2029\ufeff]/g, unicode)
    .replaceAll(/[$%]+/g, (signs, at: number, whole: string) => (whole[at + signs.length] === '{' ? bracedSigns(signs) : signs));

const IDENTIFIER = /^[A-Za-z_][\w-]*$/;

const valueText = (value: HclValue, indent: string): string => {
  if (typeof value === 'string') return hclString(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map((entry: HclValue) => valueText(entry, indent)).join(', ')}]`;
  if (isExpression(value)) return value[EXPRESSION];
  const inner = `${indent}  `;
  return ['{', ...attributeLines(value as Readonly<Record<string, HclValue>>, inner, hclString), `${indent}}`].join('\n');
};

/** `=` stand one below the other where every value is on one line, as `terraform fmt` has it. */
const attributeLines = (
  attributes: Readonly<Record<string, HclValue>>,
  indent: string,
  nameOf: (key: string) => string,
): readonly string[] => {
  const entries = Object.entries(attributes).map(([key, value]) => [nameOf(key), valueText(value, indent)] as const);
  const width = Math.max(0, ...entries.filter(([, text]) => !text.includes('\n')).map(([name]) => name.length));
  return entries.flatMap(([name, text]) => `${indent}${text.includes('\n') ? name : name.padEnd(width)} = ${text}`.split('\n'));
};

const blockLines = ({ header: [type, ...labels], notes, attributes, blocks = [] }: Block, indent: string): readonly string[] => {
  const inner = `${indent}  `;
  const nested = blocks.map((block) => blockLines(block, inner));
  const own = attributeLines(attributes, inner, (key) => (IDENTIFIER.test(key) ? key : hclString(key)));
  return [
    ...commentLines('#', notes).map((line) => `${indent}${line}`),
    `${indent}${[type, ...labels.map(hclString)].join(' ')} {`,
    ...own,
    ...nested.flatMap((lines, index) => (index > 0 || own.length > 0 ? ['', ...lines] : lines)),
    `${indent}}`,
  ];
};

export const hclText = (blocks: readonly Block[]): string => blocks.map((block) => blockLines(block, '').join('\n')).join('\n\n');
