import type { Result } from '../../shared/lib/result.ts';
import type { ExitCode } from './exit-code.ts';

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  /** What stands for the value in the help: `NAME_OR_ID`. */
  readonly value?: string;
  /** One letter, for those whom another program has taught it: `-X`. */
  readonly short?: string;
  /** May be given more than once; for texts. */
  readonly multiple?: true;
  readonly help: string;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** Given options by name; what was not given is absent. */
export type Given<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]?: Specs[Name]['type'] extends 'boolean'
    ? true
    : Specs[Name] extends { readonly multiple: true }
      ? readonly string[]
      : string;
};

/** One sentence for standard error. Called wrongly (`usage`, shown with a hint to `--help`) or could not look. */
export interface Failure {
  readonly kind: 'usage' | 'could-not-look';
  readonly message: string;
}

export interface CommandSpec<Specs extends OptionSpecs> {
  readonly name: string;
  readonly about: string;
  /** One line per form, without the program's name. */
  readonly usage: readonly string[];
  /** Placeholder of the one positional argument. */
  readonly argument?: string;
  readonly options: Specs;
  readonly run: (given: Given<Specs>, argument: string | undefined) => Promise<Result<ExitCode, Failure>>;
}

/** Every command looks alike from outside: its own option names stay inside it. */
export interface Command {
  readonly name: string;
  readonly about: string;
  readonly usage: readonly string[];
  readonly options: OptionSpecs;
  readonly run: (args: readonly string[]) => Promise<Result<ExitCode, Failure>>;
}
