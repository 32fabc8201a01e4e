import { quote, type ShellWord } from './shell-word.ts';

/** One entry of `--patch-operations`. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: string;
}

/** A name inside a JSON pointer: `/` is written `~1`. */
export const pointerTo = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const SHORT = /^[\w ./~*+{}-]*$/;

/** The short form where it can say it; JSON where a value has quotes, commas or newlines. */
export const patch = (...operations: readonly PatchOperation[]): readonly ShellWord[] => {
  const isShort = operations.every(({ path, value = 'x' }) => SHORT.test(path) && SHORT.test(value) && value !== '');
  if (!isShort) return [quote(JSON.stringify(operations))];
  return operations.map(({ op, path, value }) => quote(`op=${op},path=${path}${value === undefined ? '' : `,value=${value}`}`));
};
