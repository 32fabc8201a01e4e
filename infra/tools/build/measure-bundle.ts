import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface BundleSize {
  /** `index.mjs` and what it imports at once: a cold start reads no more before the first event. */
  readonly startupBytes: number;
  /** With everything that is loaded later. */
  readonly totalBytes: number;
  readonly totalGzipBytes: number;
}

const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*"\.\/(?<file>later-[A-Z0-9]+\.mjs)"/g;

const startupFiles = (folder: string, file: string, seen: Set<string>): ReadonlySet<string> => {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { groups } of readFileSync(join(folder, file), 'utf8').matchAll(STATIC_IMPORT)) startupFiles(folder, groups?.file ?? '', seen);
  return seen;
};

const sizeOf = (folder: string, files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + readFileSync(join(folder, file)).length, 0);

export const measureBundle = (folder: string): BundleSize => {
  const all = globSync('*.mjs', { cwd: folder });
  return {
    startupBytes: sizeOf(folder, startupFiles(folder, 'index.mjs', new Set())),
    totalBytes: sizeOf(folder, all),
    totalGzipBytes: all.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0),
  };
};
