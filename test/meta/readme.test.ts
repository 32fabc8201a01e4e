import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../functions/cli/commands.ts';
import { EXIT_MEANINGS } from '../../functions/cli/exit-code.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { ROOT, readRepositoryFile, repositoryFiles } from '../support/repository.ts';

const DOCUMENTS = repositoryFiles().filter((path) => path.endsWith('.md') && !path.startsWith('shared/'));

/** Programs that a reader has, or has to have, apart from this repository. */
const PROGRAMS = new Set(['aws', 'cd', 'curl', 'export', 'git', 'jq', 'read', 'printf', 'unset']);

const SCRIPTS: ReadonlySet<string> = new Set(Object.keys(packageJson.scripts));

/** The commands in fences marked `sh`: continued lines joined, comments cut off, `a && b` and `a | b` taken apart. */
const commandsOf = (markdown: string): readonly (readonly string[])[] =>
  [...markdown.matchAll(/^```sh\n(?<block>[\s\S]*?)^```$/gm)]
    .flatMap((match) => (match.groups?.block ?? '').replaceAll('\\\n', ' ').split('\n'))
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .flatMap((line) => line.split(/\s*(?:&&|\|\||\||;)\s*/))
    .filter((command) => command !== '')
    .map((command) => command.split(/\s+/));

const faultOfQuestion = ([name, ...words]: readonly string[]): string | undefined => {
  if (name === undefined || name.startsWith('-')) return ['--help', '--version'].includes(name ?? '') ? undefined : `no option ${name}`;
  const command = COMMANDS.find((known) => known.name === name);
  if (!command) return `gatewhy has no command ${name}`;
  return words.flatMap((word) => {
    const option = /^--(?<option>[a-z-]+)/.exec(word)?.groups?.option;
    return option === undefined || option in command.options ? [] : [`gatewhy ${name} has no option --${option}`];
  })[0];
};

const faultOfScript = (words: readonly string[]): string | undefined => {
  const [script, separator, ...args] = words.filter((word) => word !== '-s' && word !== '--silent');
  if (script === undefined || !SCRIPTS.has(script)) return `package.json has no script ${script}`;
  if (separator !== undefined && separator !== '--') return `options of ${script} need -- before them`;
  return script === 'gatewhy' ? faultOfQuestion(args) : undefined;
};

const faultOf = ([program = '', ...words]: readonly string[]): string | undefined => {
  if (PROGRAMS.has(program) || /^[A-Z_]+=/.test(program)) return undefined;
  if (program === 'npm') {
    if (words[0] === 'run') return faultOfScript(words.slice(1));
    return ['ci', 'test'].includes(words[0] ?? '') ? undefined : `npm ${words[0]} is none of our ways`;
  }
  if (program === 'npx') return existsSync(`${ROOT}/node_modules/.bin/${words[0]}`) ? undefined : `npm ci does not bring ${words[0]}`;
  const file = program === 'node' || program === 'bash' ? (words[0] ?? '') : program;
  return existsSync(`${ROOT}/${file}`) ? undefined : `there is no ${file}`;
};

test('every command in the documents can be run', () => {
  const faults = DOCUMENTS.flatMap((path) =>
    commandsOf(readRepositoryFile(path)).flatMap((command) => {
      const fault = faultOf(command);
      return fault === undefined ? [] : [`${path}: "${command.join(' ')}": ${fault}`];
    }),
  );
  expect(faults).toEqual([]);
});

test.for([
  { command: 'npm run nothing', fault: 'package.json has no script nothing' },
  { command: 'npm run -s gatewhy -- diagnoze', fault: 'gatewhy has no command diagnoze' },
  { command: 'npm run -s gatewhy -- diagnose --quick', fault: 'gatewhy diagnose has no option --quick' },
  { command: 'npm run -s gatewhy diagnose', fault: 'options of gatewhy need -- before them' },
  { command: 'npm install', fault: 'npm install is none of our ways' },
  { command: 'node infra/nothing.ts', fault: 'there is no infra/nothing.ts' },
  { command: 'npx no-such-tool', fault: 'npm ci does not bring no-such-tool' },
])('refuses "$command"', ({ command, fault }) => {
  expect(faultOf(command.split(' '))).toBe(fault);
});

test('the two main commands stand in the README, each in a fence of its own', () => {
  const fences = [...readRepositoryFile('README.md').matchAll(/^```sh\n(?<block>[\s\S]*?)^```$/gm)].map((match) => match.groups?.block);
  expect(fences).toEqual(expect.arrayContaining(['npm ci && npm run demo\n', 'npm ci && npm test\n']));
});

test('every link to a file of the repository leads somewhere', () => {
  const broken = DOCUMENTS.flatMap((path) =>
    [...readRepositoryFile(path).matchAll(/\]\((?<target>[^)#:\s]+)(?:#[^)]*)?\)/g)]
      .map((match) => match.groups?.target ?? '')
      .filter((target) => !existsSync(new URL(target, `file://${ROOT}/${path}`)))
      .map((target) => `${path}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test('the page of the command line names every option and every exit code', () => {
  const page = readRepositoryFile('docs/cli.md');
  const options = COMMANDS.flatMap(({ options }) =>
    Object.entries(options).map(([name, { value }]) => `--${name}${value ? ` ${value}` : ''}`),
  );
  const codes = EXIT_MEANINGS.map(([code, meaning]) => `| ${code} | ${meaning} |`);
  expect([...options, ...codes].filter((text) => !page.includes(text))).toEqual([]);
});
