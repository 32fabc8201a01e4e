import { existsSync } from 'node:fs';
import { type Config, NO_CONFIG, parseConfig } from '../diagnosis/config.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { readText } from './read-text.ts';

/** The routes and members of a deployment; a deployment without such a file has none. */
export const readConfig = async (path: string): Promise<Result<Config, string>> => {
  if (!existsSync(path)) return ok(NO_CONFIG);
  const content = await readText(path);
  return content.ok ? parseConfig(content.value) : err(`${path} cannot be read: ${content.failure}.`);
};
