import { styleText } from 'node:util';
import { systemError } from '../../shared/files/system-error.ts';
import { oneLine } from '../../shared/lib/readable-text.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Failure } from './command.ts';
import type { ExitCode } from './exit-code.ts';

/** A write to a closed pipe is reported by the write's own callback; without a listener Node would also end the process with a stack trace. */
export const guardStreams = (): void => {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
};

/** `reader-gone`: whoever read the pipe has closed it (`| head`). */
export const writeOut = (text: string): Promise<Result<'written' | 'reader-gone', Failure>> =>
  new Promise((resolve) => {
    process.stdout.write(text, (error) => {
      if (!error) resolve(ok('written'));
      else if ('code' in error && error.code === 'EPIPE') resolve(ok('reader-gone'));
      else resolve(err({ kind: 'could-not-look', message: `Cannot write to standard output: ${systemError(error)}.` }));
    });
  });

/** For output that is worth something even when only its beginning is read. */
export const finishWith = async (text: string, code: ExitCode): Promise<Result<ExitCode, Failure>> => {
  const written = await writeOut(text);
  return written.ok ? ok(code) : written;
};

/** One line on standard error, whatever a file name or an answer of AWS brings along. */
export const complain = (sentence: string): void => {
  process.stderr.write(`gatewhy: ${oneLine(sentence)}\n`);
};

/** Shows what takes time, on a terminal only; the returned function wipes it off again. */
export const showProgress = (text: string): (() => void) => {
  if (!process.stderr.isTTY) return () => undefined;
  process.stderr.write(`${text}…`);
  return () => {
    process.stderr.write('\r\u001B[2K');
  };
};

/** Node's own judgement: a terminal, and NO_COLOR, FORCE_COLOR and TERM honoured. */
export const wantsColour = (): boolean => styleText('bold', 'x', { stream: process.stdout }) !== 'x';

export const terminalWidth = (): number => process.stdout.columns ?? 100;
