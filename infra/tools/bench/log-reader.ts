import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { generateLog } from './generate-log.ts';

const run = promisify(execFile);

const LOG_BYTES = 200_000_000;
const MEGABYTE = 1_000_000;

const Reading = z.object({ millis: z.number(), failed: z.number(), peakBytes: z.number(), lines: z.number(), completed: z.number() });

const readLog = async (path: string): Promise<z.infer<typeof Reading>> => {
  const script = fileURLToPath(new URL('./read-log.ts', import.meta.url));
  const { stdout } = await run(process.execPath, [script, path]);
  return Reading.parse(JSON.parse(stdout));
};

/** Milliseconds and count of `grep -c` for the failures in the same file. */
const grep = async (path: string): Promise<{ readonly millis: number; readonly failed: number }> => {
  const startedAt = performance.now();
  const { stdout } = await run('grep', ['-c', 'Method completed with status: 5', path]);
  return { millis: performance.now() - startedAt, failed: Number(stdout) };
};

/** Reads a generated log of 200 MB and prints MB/s beside `grep -c` on the same file, and the peak memory of the reading process. */
export const benchLogReader = async (): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'gatewhy-bench-'));
  try {
    const path = join(folder, 'execution.log');
    await generateLog(path, LOG_BYTES);
    const { size } = await stat(path);
    // The first pass warms the page cache for both.
    await grep(path);
    const found = await grep(path);
    const read = await readLog(path);
    const speed = (millis: number): string => (size / MEGABYTE / (millis / 1000)).toFixed(0);
    if (found.failed !== read.failed) throw new Error(`grep counts ${found.failed} failures, the reader ${read.failed}`);
    console.log(`log reader   ${(size / MEGABYTE).toFixed(0)} MB, ${read.lines} lines, ${read.completed} requests, ${read.failed} failed`);
    console.log(`             gatewhy ${speed(read.millis)} MB/s, peak memory ${(read.peakBytes / MEGABYTE).toFixed(0)} MB`);
    console.log(`             grep -c ${speed(found.millis)} MB/s, ${(read.millis / found.millis).toFixed(1)} times as fast as the reader`);
  } finally {
    await rm(folder, { recursive: true });
  }
};
