import packageJson from '../../package.json' with { type: 'json' };
import { closest } from '../../shared/lib/closest.ts';
import { err, type Result } from '../../shared/lib/result.ts';
import { useConfiguredPatterns } from '../composition/redaction.ts';
import type { Failure } from './command.ts';
import { COMMANDS } from './commands.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { helpOfCommand, helpOfProgram } from './help.ts';
import { complain, finishWith, guardStreams } from './terminal.ts';

/** `help`: where a person who called it wrongly reads on. */
const exitCodeOf = (outcome: Result<ExitCode, Failure>, help: string): ExitCode => {
  if (outcome.ok) return outcome.value;
  const { kind, message } = outcome.failure;
  complain(kind === 'usage' ? `${message} See "${help}".` : message);
  return kind === 'usage' ? EXIT.usage : EXIT.couldNotLook;
};

const unknownCommand = (name: string | undefined): Result<never, Failure> => {
  if (name === undefined) return err({ kind: 'usage', message: 'Name a command.' });
  const [meant] = closest(
    name,
    COMMANDS.map((known) => known.name),
  );
  return err({ kind: 'usage', message: `Unknown command "${name}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}` });
};

const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h';

/** Words of the command line → one command → exit code. */
const main = async ([name, ...args]: readonly string[]): Promise<ExitCode> => {
  const patterns = await useConfiguredPatterns();
  if (!patterns.ok) return exitCodeOf(err({ kind: 'usage', message: patterns.failure }), 'gatewhy --help');
  const command = COMMANDS.find((known) => known.name === name);
  if (command) {
    const outcome = args.some(isHelp) ? finishWith(`${helpOfCommand(command)}\n`, EXIT.noFault) : command.run(args);
    return exitCodeOf(await outcome, `gatewhy ${command.name} --help`);
  }
  if (isHelp(name)) return exitCodeOf(await finishWith(`${helpOfProgram(COMMANDS)}\n`, EXIT.noFault), '');
  if (name === '--version') return exitCodeOf(await finishWith(`${packageJson.version}\n`, EXIT.noFault), '');
  return exitCodeOf(unknownCommand(name), 'gatewhy --help');
};

/** Nobody expected this: the trace is for whoever repairs gatewhy, and only on request. */
const confess = (error: unknown): ExitCode => {
  complain(`This is a fault in gatewhy itself: ${error instanceof Error ? error.message : String(error)}`);
  if (process.env.GATEWHY_DEBUG !== undefined) console.error(error);
  return EXIT.couldNotLook;
};

guardStreams();
process.exitCode = await main(process.argv.slice(2)).catch(confess);
