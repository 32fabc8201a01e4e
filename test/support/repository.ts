import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const GENERATED = new Set(['node_modules', 'dist', 'coverage', '.serverless', '.git']);

/** Every file that a person keeps here, as a path from the top with `/`. */
export const repositoryFiles = (): readonly string[] =>
  globSync('**/*', { cwd: ROOT, withFileTypes: true, exclude: ({ name }) => GENERATED.has(name) })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').slice(ROOT.length).replace(/^\/+/, ''))
    .sort();

export const sourceFiles = (): readonly string[] => repositoryFiles().filter((path) => path.endsWith('.ts'));

export const readRepositoryFile = (path: string): string => readFileSync(`${ROOT}/${path}`, 'utf8');
