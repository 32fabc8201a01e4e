import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every `.json` file under the folders, and the files named directly, each once and in a stable order. */
export const findJsonFiles = (paths: readonly string[]): readonly string[] => {
  const files = paths.flatMap((path) =>
    statSync(path).isDirectory() ? globSync('**/*.json', { cwd: path }).map((file) => join(path, file)) : [path],
  );
  return [...new Set(files)].sort();
};
