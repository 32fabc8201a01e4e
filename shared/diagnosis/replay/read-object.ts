import { isRecord } from '../../lib/json.ts';
import { findJsonFault } from '../../lib/json-fault.ts';
import { err, ok, type Result } from '../../lib/result.ts';

export type Raw = Readonly<Record<string, unknown>>;

/** A JSON object; the failure is one sentence without the file's name. */
export const readObject = (text: string): Result<Raw, string> => {
  const bare = text.replace(/^\uFEFF/, '');
  if (bare.trim() === '') return err('It is empty.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(bare);
  } catch {
    const { line, column, atEnd } = findJsonFault(bare) ?? { line: 1, column: 1, atEnd: false };
    return err(
      atEnd
        ? `It is cut off: its JSON ends in the middle at line ${line}, column ${column}. Get the whole file and try again.`
        : `It is not JSON: it breaks at line ${line}, column ${column}. Correct it there and try again.`,
    );
  }
  return isRecord(parsed) ? ok(parsed) : err('It is JSON, but no object: it must begin with "{".');
};
