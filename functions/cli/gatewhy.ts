import packageJson from '../../package.json' with { type: 'json' };
import { closest } from '../../shared/lib/closest.ts';
import type { Failure } from './command.ts';
import { COMMANDS } from './commands.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { helpOfCommand, helpOfProgram } from './help.ts';
import { complain, guardStreams, writeOut } from './terminal.ts';

const print = async (text: string): Promise<ExitCode> => {
  await writeOut(`${text}\n`);
  return EXIT.noFault;
};

const refuse = ({ kind, message }: Failure, help: string): ExitCode => {
  complain(kind === 'usage' ? `${message} See "${help}".` : message);
  return kind === 'usage' ? EXIT.usage : EXIT.couldNotLook;
};

const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h';

/** Words of the command line → one command → exit code. */
const main = async ([name, ...args]: readonly string[]): Promise<ExitCode> => {
  if (isHelp(name)) return print(helpOfProgram(COMMANDS));
  if (name === '--version') return print(packageJson.version);
  const command = COMMANDS.find((known) => known.name === name);
  if (!command) {
    const [meant] = closest(
      name ?? '',
      COMMANDS.map((known) => known.name),
    );
    const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
    return refuse(
      { kind: 'usage', message: name === undefined ? 'Name a command.' : `Unknown command "${name}".${hint}` },
      'gatewhy --help',
    );
  }
  if (args.some(isHelp)) return print(helpOfCommand(command));
  const outcome = await command.run(args);
  return outcome.ok ? outcome.value : refuse(outcome.failure, `gatewhy ${command.name} --help`);
};

/** Nobody expected this: the trace is for whoever repairs gatewhy, and only on request. */
const confess = (error: unknown): ExitCode => {
  complain(`This is a fault in gatewhy itself: ${error instanceof Error ? error.message : String(error)}`);
  if (process.env.GATEWHY_DEBUG !== undefined) console.error(error);
  return EXIT.couldNotLook;
};

guardStreams();
process.exitCode = await main(process.argv.slice(2)).catch(confess);
