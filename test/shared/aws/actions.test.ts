import { expect, test } from 'vitest';
import { ACTIONS } from '../../../shared/aws/actions.ts';
import { readRepositoryFile, sourceFiles } from '../../support/repository.ts';

const SDK_IMPORT = /import\s*\{(?<names>[^}]*)\}\s*from\s*'@aws-sdk\/client-[\w-]+'/g;

const commandsOf = (source: string): readonly string[] =>
  [...source.matchAll(SDK_IMPORT)].flatMap(({ groups }) => groups?.names?.match(/\b\w+Command\b/g) ?? []);

test('every SDK command that runs has its IAM action, and no action is left without a command', () => {
  const deployed = sourceFiles().filter((path) => /^(?:shared|functions)\//.test(path));
  const used = new Set(deployed.flatMap((path) => commandsOf(readRepositoryFile(path))));
  expect([...used].sort()).toEqual(Object.keys(ACTIONS).sort());
});

test('every action is one of a service that is called, and reads of API Gateway share one', () => {
  const read = Object.values(ACTIONS).filter((action) => action.startsWith('apigateway:'));
  expect(new Set(read)).toEqual(new Set(['apigateway:GET']));
  expect(Object.values(ACTIONS).filter((action) => !/^[a-z]+:[A-Za-z]+$/.test(action))).toEqual([]);
});
