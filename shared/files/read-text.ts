import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { err, ok, type Result } from '../lib/result.ts';
import { systemError } from './system-error.ts';

/** An incident is a few megabytes; what is larger was not meant for us. */
const MOST_BYTES = 128 * 1024 * 1024;

const readAll = async (stream: Readable): Promise<Result<string, string>> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) return err(`it is larger than ${MOST_BYTES / 1024 / 1024} MB`);
    chunks.push(chunk);
  }
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (error) {
    if (error instanceof TypeError) return err('it is not UTF-8 text');
    throw error;
  }
};

/** A whole text file, or standard input for `-`; the failure is half a sentence that says why not. */
export const readText = async (path: string): Promise<Result<string, string>> => {
  try {
    return await readAll(path === '-' ? process.stdin : createReadStream(path));
  } catch (error) {
    return err(systemError(error));
  }
};
