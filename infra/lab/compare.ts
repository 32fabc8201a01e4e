export type Comparison = '=' | '!=' | '<' | '>' | '<=' | '>=';

const escapeRegex = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** `4*`, `*html*`: an asterisk stands for any text, at the start or the end of the operand. */
const wildcard = (operand: string): ((value: string) => boolean) => {
  const inner = operand.replace(/^\*/, '').replace(/\*$/, '');
  const pattern = new RegExp(
    `${operand.startsWith('*') ? '' : '^'}${escapeRegex(inner)}${operand.endsWith('*') && operand !== '*' ? '' : '$'}`,
    's',
  );
  return operand === '*' ? () => true : (value) => pattern.test(value);
};

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

const NUMERIC: Readonly<Record<Comparison, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
};

/** One condition of a filter pattern against one field: numeric where the operand is a number, else text with asterisks. */
export const compare = (comparison: Comparison, operand: string, quoted: boolean): ((value: string | number) => boolean) => {
  if (!quoted && NUMBER.test(operand)) {
    const right = Number(operand);
    return (value) => {
      const left = typeof value === 'number' ? value : NUMBER.test(value) ? Number(value) : Number.NaN;
      return Number.isNaN(left) ? comparison === '!=' : NUMERIC[comparison](left, right);
    };
  }
  const matches = wildcard(operand);
  if (comparison === '=') return (value) => matches(String(value));
  if (comparison === '!=') return (value) => !matches(String(value));
  return () => false;
};
