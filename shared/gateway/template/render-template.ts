import type { Result } from '../../lib/result.ts';
import { createBudget } from './budget.ts';
import { block } from './compile-template.ts';
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

/** Parses once; a template that does not parse can never run (500 `Unable to transform request`). */
export const compileTemplate = (text: string): Result<CompiledTemplate, TemplateProblem> =>
  attempt(() => {
    const run = block(parseTemplate(text));
    return {
      render: (world, given = {}) =>
        attempt(() => {
          const variables = new Map<string, Value>(Object.entries(given).map(([name, value]) => [name, fromJson(value)]));
          variables
            .set('input', createInput(world.payload, world.params))
            .set('util', util)
            .set('context', world.context)
            .set('stageVariables', new Map<string, Value>(Object.entries(world.stageVariables)));
          const frame = { variables, budget: createBudget(), out: '' };
          run(frame);
          return frame.out;
        }),
    };
  });
