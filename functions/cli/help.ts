import type { Command } from './command.ts';
import { EXIT_MEANINGS } from './exit-code.ts';

const columns = (rows: readonly (readonly [string, string])[]): readonly string[] => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
};

const exitCodes: readonly string[] = ['Exit codes:', ...columns(EXIT_MEANINGS.map(([code, meaning]) => [String(code), meaning]))];

const usageOf = ({ usage }: Command): readonly string[] => usage.map((form) => `  gatewhy ${form}`);

export const helpOfCommand = (command: Command): string =>
  [
    command.about,
    '',
    'Usage:',
    ...usageOf(command),
    '',
    ...(Object.keys(command.options).length > 0
      ? [
          'Options:',
          ...columns(
            Object.entries(command.options).map(([name, { value, short, help }]) => [
              `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`,
              help,
            ]),
          ),
          '',
        ]
      : []),
    ...exitCodes,
  ].join('\n');

export const helpOfProgram = (commands: readonly Command[]): string =>
  [
    'gatewhy says why an Amazon API Gateway stage answers 5xx.',
    '',
    'Usage:',
    ...commands.flatMap(usageOf),
    '  gatewhy COMMAND --help',
    '  gatewhy --version',
    '',
    'Commands:',
    ...columns(commands.map(({ name, about }) => [name, about])),
    '',
    ...exitCodes,
  ].join('\n');
