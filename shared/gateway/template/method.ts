import type { Budget } from './budget.ts';
import { TemplateFailure } from './template-problem.ts';
import { JavaList, type Value } from './values.ts';

/** What a Java parameter takes. */
interface Kinds {
  readonly text: string;
  readonly int: number;
  readonly list: JavaList;
  readonly map: Map<string, Value>;
  readonly any: Value;
}

type Kind = keyof Kinds;

const ACCEPTS: Readonly<Record<Kind, (value: Value) => boolean>> = {
  text: (value) => typeof value === 'string',
  int: (value) => typeof value === 'number',
  list: (value) => value instanceof JavaList,
  map: (value) => value instanceof Map,
  any: () => true,
};

export interface Method<Self> {
  readonly takes: readonly Kind[];
  readonly run: (self: Self, args: readonly Value[], budget: Budget) => Value;
}

/** The overloads of each method of a Java class. */
export type Methods<Self> = ReadonlyMap<string, readonly Method<Self>[]>;

/** Writes one overload: `run` gets its arguments in the kinds that `takes` names. */
export const methodsOf =
  <Self>() =>
  <const Takes extends readonly Kind[]>(
    takes: Takes,
    run: (self: Self, args: { readonly [Index in keyof Takes]: Kinds[Takes[Index]] }, budget: Budget) => Value,
  ): Method<Self> => ({ takes, run: run as unknown as Method<Self>['run'] });

export const evaluationFails = (reason: string): never => {
  throw new TemplateFailure({ kind: 'evaluation', reason });
};

const fits = (takes: readonly Kind[], args: readonly Value[]): boolean => {
  if (takes.length !== args.length) return false;
  for (let index = 0; index < args.length; index += 1) {
    const kind = takes[index];
    if (kind === undefined || !ACCEPTS[kind](args[index])) return false;
  }
  return true;
};

/**
 * Calls the overload that takes these arguments; where there is none, null. Velocity 1.7 believes that a method without parameters takes
 * any arguments, and fails on calling it.
 */
export const callOverload = <Self>(methods: Methods<Self>, self: Self, name: string, args: readonly Value[], budget: Budget): Value => {
  const overloads = methods.get(name);
  if (!overloads) return undefined;
  for (const { takes, run } of overloads) if (fits(takes, args)) return run(self, args, budget);
  if (overloads.some(({ takes }) => takes.length === 0)) evaluationFails(`${name}() takes no arguments`);
  return undefined;
};
