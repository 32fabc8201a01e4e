import { isBase64 } from '../../gateway/base64.ts';
import type { Fields } from '../../gateway/fields.ts';
import { encodeUtf8, fromBase64 } from '../../gateway/payload.ts';
import { isRecord } from '../../lib/json.ts';
import { err, ok, type Result } from '../../lib/result.ts';

const isScalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** Headers or query parameters: a name with one value or with a list of them. `member` names it in the failure, one sentence. */
export const readFields = (value: unknown, member: string): Result<Fields, string> => {
  if (value === undefined || value === null) return ok([]);
  if (!isRecord(value)) return err(`Its "${member}" must be an object of names and values.`);
  const fields: (readonly [string, string])[] = [];
  for (const [name, given] of Object.entries(value)) {
    for (const one of Array.isArray(given) ? (given as readonly unknown[]) : [given]) {
      if (!isScalar(one)) return err(`In its "${member}" the value of "${name}" must be a text or a list of texts.`);
      fields.push([name, String(one)]);
    }
  }
  return ok(fields);
};

/** Text, `{ "text": … }` or `{ "base64": … }`; null is no body, and any other JSON value stands for its text. */
export const readBody = (value: unknown, member: string): Result<Uint8Array, string> => {
  if (value === undefined || value === null) return ok(new Uint8Array());
  if (typeof value === 'string') return ok(encodeUtf8(value));
  if (isRecord(value) && Object.keys(value).length === 1) {
    if (typeof value.text === 'string') return ok(encodeUtf8(value.text));
    if (typeof value.base64 === 'string')
      return isBase64(value.base64) ? ok(fromBase64(value.base64)) : err(`Its "${member}.base64" is not base64.`);
  }
  return ok(encodeUtf8(JSON.stringify(value)));
};
