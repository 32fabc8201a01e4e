import { parseArgs } from 'node:util';
import { closest } from '../../shared/lib/closest.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Given, OptionSpecs } from './command.ts';

interface Parsed<Specs extends OptionSpecs> {
  readonly given: Given<Specs>;
  readonly argument: string | undefined;
}

const meant = (wrong: string, names: readonly string[]): string => {
  const [first] = closest(wrong, names);
  return first === undefined ? '' : ` Did you mean "${first}"?`;
};

/**
 * Node's tokens, judged strictly: an unknown, repeated or valueless option and a stray argument are each an error, in one sentence.
 * (citty, tried first, lets all four pass: it parses with `strict: false` and ends its own errors with code 1, which here means "a cause found".)
 */
export const parseOptions = <Specs extends OptionSpecs>(
  specs: Specs,
  argumentName: string | undefined,
  args: readonly string[],
): Result<Parsed<Specs>, string> => {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(specs).map(([name, { type, short }]) => [name, { type, ...(short !== undefined && { short }) }]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string | true | readonly string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      if (argumentName === undefined || positionals.length > 0) return err(`Unexpected argument "${token.value}".`);
      positionals.push(token.value);
      continue;
    }
    const { name, rawName, value, inlineValue } = token;
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (!spec || (rawName !== `--${name}` && rawName !== `-${spec.short}`))
      return err(
        `Unknown option "${rawName}".${meant(
          rawName,
          Object.keys(specs).map((known) => `--${known}`),
        )}`,
      );
    const before = given.get(name);
    if (before !== undefined && !spec.multiple) return err(`${rawName} is given twice.`);
    if (spec.type === 'boolean') {
      if (value !== undefined) return err(`${rawName} takes no value.`);
      given.set(name, true);
      continue;
    }
    if (value === undefined || value === '' || (!inlineValue && value.startsWith('-') && value !== '-'))
      return err(`${rawName} needs a value.`);
    given.set(name, spec.multiple ? [...(Array.isArray(before) ? (before as readonly string[]) : []), value] : value);
  }
  return ok({ given: Object.fromEntries(given) as Given<Specs>, argument: positionals[0] });
};
