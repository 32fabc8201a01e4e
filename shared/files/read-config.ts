import { existsSync } from 'node:fs';
import { CONFIG_FILE, type Config, NO_CONFIG, parseConfig } from '../diagnosis/config.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { readText } from './read-text.ts';

/** The routes and members of a deployment; a deployment without such a file has none. */
export const readConfig = async (path: string): Promise<Result<Config, string>> => {
  if (!existsSync(path)) return ok(NO_CONFIG);
  const content = await readText(path);
  return content.ok ? parseConfig(content.value) : err(`${path} cannot be read: ${content.failure}.`);
};

/** A file that a person names has to be there; without a name it is the one in the current directory, which may be missing (`undefined`). */
export const findConfig = async (named?: string): Promise<{ readonly file: string; readonly read: Result<Config, string> } | undefined> => {
  const file = named ?? CONFIG_FILE;
  if (existsSync(file)) return { file, read: await readConfig(file) };
  return named === undefined ? undefined : { file, read: err(`${named} does not exist.`) };
};
