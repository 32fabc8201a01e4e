import { readText } from '../../shared/files/read-text.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { IncidentFile } from '../../shared/model/incident-file.ts';
import type { Failure } from './command.ts';

/** `-` is standard input. */
export const readIncidentFile = async (path: string): Promise<Result<IncidentFile, Failure>> => {
  const name = path === '-' ? 'standard input' : path;
  const text = await readText(path);
  if (!text.ok) return err({ kind: 'could-not-look', message: `Cannot read ${name}: ${text.failure}.` });
  const { parseIncidentFile } = await import('../../shared/diagnosis/incident-file.ts');
  const file = parseIncidentFile(text.value);
  return file.ok ? ok(file.value) : err({ kind: 'could-not-look', message: `${name}: ${file.failure.message}` });
};
