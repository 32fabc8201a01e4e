import { err } from '../../shared/lib/result.ts';
import type { Command, CommandSpec, OptionSpecs } from './command.ts';
import { parseOptions } from './parse-options.ts';

export const defineCommand = <const Specs extends OptionSpecs>(spec: CommandSpec<Specs>): Command => ({
  name: spec.name,
  about: spec.about,
  usage: spec.usage,
  options: spec.options,
  async run(args) {
    const parsed = parseOptions(spec.options, spec.argument, args);
    return parsed.ok ? spec.run(parsed.value.given, parsed.value.argument) : err({ kind: 'usage', message: parsed.failure });
  },
});
