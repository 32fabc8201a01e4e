import { expect, test } from 'vitest';
import { readRepositoryFile, repositoryFiles } from '../support/repository.ts';

/** Written in pieces, so that this file is clean too. */
const word = (...pieces: readonly string[]): string => pieces.join('');

const IN_EVERY_FILE: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'a path of a developer machine', pattern: new RegExp(word('(?<![\\w.}-])/(?:wo', 'rk|ro', 'ot|Us', 'ers/\\w+)/')) },
  { name: 'the labelled cases outside the repository', pattern: new RegExp(word('\\.\\./shared/', 'cases')) },
  {
    name: 'a package registry other than the public one',
    pattern: new RegExp(word('regis', 'try\\s*=|"resol', 'ved":\\s*"(?!https://registry\\.npmjs\\.org/)')),
  },
  { name: 'an open end', pattern: new RegExp(word('\\b(?:TO', 'DO|FIX', 'ME)\\b')) },
];

const IN_SOURCE: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'an untyped value', pattern: /(?::\s*any\s*[,;>)\]=|&{]|<any[\s,>]|\bas any\s*[;,)\].]|\bany\[\])/ },
  { name: 'a silenced compiler', pattern: new RegExp(word('@ts-', '(?:ignore|nocheck|expect-error)')) },
  { name: 'a test left out or singled out', pattern: new RegExp(word('\\b(?:describe|test|it)\\.(?:sk', 'ip|on', 'ly)\\(')) },
];

const findings = (
  paths: readonly string[],
  rules: typeof IN_EVERY_FILE,
  read: (path: string) => string = readRepositoryFile,
): readonly string[] =>
  paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => rules.flatMap(({ name, pattern }) => (pattern.test(line) ? [`${path}:${index + 1}: ${name}`] : []))),
  );

const isSource = (path: string): boolean => /\.(?:ts|mts|js|mjs)$/.test(path);

test('no file names the machine it was written on, a private registry, or an open end', () => {
  expect(findings(repositoryFiles(), IN_EVERY_FILE)).toEqual([]);
});

test('no source silences the compiler, leaves a type open or a test out', () => {
  expect(findings(repositoryFiles().filter(isSource), IN_SOURCE)).toEqual([]);
});

test('the repository brings no npm settings of its own', () => {
  expect(repositoryFiles().filter((path) => path.endsWith('.npmrc'))).toEqual([]);
});

test.for([
  { line: word('see /wo', 'rk/main'), rules: IN_EVERY_FILE },
  { line: word('cd /ro', 'ot/project'), rules: IN_EVERY_FILE },
  { line: word("read('../shared/", "cases/a.json')"), rules: IN_EVERY_FILE },
  { line: word('"resol', 'ved": "https://npm.example.com/x.tgz"'), rules: IN_EVERY_FILE },
  { line: word('// TO', 'DO later'), rules: IN_EVERY_FILE },
  { line: word('const x: a', 'ny = 1;'), rules: IN_SOURCE },
  { line: word('run(x as a', 'ny);'), rules: IN_SOURCE },
  { line: word('// @ts-', 'ignore'), rules: IN_SOURCE },
  { line: word('test.on', "ly('x')"), rules: IN_SOURCE },
])('finds the fault in: $line', ({ line, rules }) => {
  expect(findings(['x'], rules, () => line)).toHaveLength(1);
});

test.for([
  'https://example.com/work/x',
  'const { all, any } = words;',
  'as any of them',
  'test.skipIf(!python)',
  'https://registry.terraform.io/',
])('lets pass: %s', (line) => {
  expect(findings(['x'], [...IN_EVERY_FILE, ...IN_SOURCE], () => line)).toEqual([]);
});
