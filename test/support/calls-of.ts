import { posix } from 'node:path';
import { readRepositoryFile } from './repository.ts';

/** What libraries call in our name, by the entry that brings the calls; each was looked up in the library's source. */
const LIBRARY_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  '@aws-lambda-powertools/idempotency/dynamodb': ['GetItemCommand', 'PutItemCommand', 'UpdateItemCommand', 'DeleteItemCommand'],
  '@aws-lambda-powertools/parameters/ssm': ['GetParameterCommand'],
  '@aws-lambda-powertools/parameters/secrets': ['GetSecretValueCommand'],
};

/** `import type` brings nothing; everything else does, also when it is loaded later. */
const IMPORT = /(?:\bimport\s+(?!type\b)(?<names>[^'";]*?)\s+from\s+|\bimport\(\s*|\bexport\s+[^'";]*?\s+from\s+)'(?<from>[^'\n]+)'/g;

const COMMAND = /(?<!\btype\s+)\b[A-Z]\w*Command\b/g;

interface Import {
  readonly from: string;
  readonly names: string;
}

const importsOf = (path: string): readonly Import[] =>
  [...readRepositoryFile(path).matchAll(IMPORT)].map(({ groups }) => ({ from: groups?.from ?? '', names: groups?.names ?? '' }));

const commandsOf = ({ from, names }: Import): readonly string[] =>
  from.startsWith('@aws-sdk/client-') ? [...names.matchAll(COMMAND)].map(([name]) => name) : (LIBRARY_COMMANDS[from] ?? []);

/** The SDK commands that a file, and all that it loads, can send. */
export const callsOf = (entry: string): ReadonlySet<string> => {
  const seen = new Set<string>();
  const commands = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const found of importsOf(path)) {
      for (const command of commandsOf(found)) commands.add(command);
      if (found.from.startsWith('.') && found.from.endsWith('.ts')) visit(posix.join(posix.dirname(path), found.from));
    }
  };
  visit(entry);
  return commands;
};
