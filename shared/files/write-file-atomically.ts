import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { err, ok, type Result } from '../lib/result.ts';
import { systemError } from './system-error.ts';

const isOtherThanFile = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile();
};

/** Whoever opens `path` finds the old content or the whole new one, never a part: written beside it, flushed, then renamed. */
export const writeFileAtomically = async (path: string, text: string): Promise<Result<void, string>> => {
  if (await isOtherThanFile(path)) return err('it exists and is not a regular file');
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    return ok(undefined);
  } catch (error) {
    await rm(draft, { force: true });
    return err(systemError(error));
  }
};
