import type { Result } from '../../lib/result.ts';
import { createBudget } from './budget.ts';
import { compileNodes } from './compile-template.ts';
import type { Frame } from './frame.ts';
import { createInput, type Parameters } from './input.ts';
import { parseTemplate } from './parse-template.ts';
import { attempt, type TemplateProblem } from './template-problem.ts';
import { util } from './util.ts';
import { fromJson, type Value } from './values.ts';

/** All that a template can see. */
export interface TemplateWorld {
  readonly payload: string;
  readonly params: Parameters;
  /** `$context`, with `requestOverride` and `responseOverride` as maps that the template may fill. */
  readonly context: Map<string, Value>;
  readonly stageVariables: Readonly<Record<string, string>>;
}

export interface CompiledTemplate {
  /** `variables`: references that are set before the template starts; API Gateway has none beside its own. */
  readonly render: (world: TemplateWorld, variables?: Readonly<Record<string, unknown>>) => Result<string, TemplateProblem>;
}

/** What API Gateway gives every template; made only where a template names it. */
const GIVEN = new Map<string, (world: TemplateWorld) => Value>([
  ['input', ({ payload, params }) => createInput(payload, params)],
  ['util', () => util],
  ['context', ({ context }) => context],
  ['stageVariables', ({ stageVariables }) => new Map<string, Value>(Object.entries(stageVariables))],
]);

const initialValue = (name: string, world: TemplateWorld, variables: Readonly<Record<string, unknown>>): Value => {
  const given = GIVEN.get(name);
  if (given) return given(world);
  return Object.hasOwn(variables, name) ? fromJson(variables[name]) : undefined;
};

/** Parses once; a template that does not parse can never run (500 `Unable to transform request`). */
export const compileTemplate = (text: string): Result<CompiledTemplate, TemplateProblem> =>
  attempt(() => {
    const slots = new Map<string, number>();
    const slotOf = (name: string): number => {
      const slot = slots.get(name) ?? slots.size;
      slots.set(name, slot);
      return slot;
    };
    const run = compileNodes(parseTemplate(text), slotOf);
    const names = [...slots.keys()];
    return {
      render(world, variables = {}) {
        const frame: Frame = { variables: [], budget: createBudget(), out: '', stopped: false, depth: 0 };
        return attempt(
          () => {
            for (const name of names) frame.variables.push(initialValue(name, world, variables));
            run(frame);
            return frame.out;
          },
          () => frame.at,
        );
      },
    };
  });
