import * as z from 'zod/mini';
import { parseJson } from '../lib/json.ts';
import { err, ok, type Result } from '../lib/result.ts';

const Secrets = z.strictObject({ signingSecrets: z.array(z.string().check(z.minLength(16))).check(z.minLength(1), z.maxLength(2)) });

/** The text of the secret: one signing secret, or two while one replaces the other. The failure is a sentence that never repeats it. */
export const parseSigningSecrets = (secret: string): Result<readonly string[], string> => {
  const parsed = Secrets.safeParse(parseJson(secret));
  return parsed.success
    ? ok(parsed.data.signingSecrets)
    : err('The signing secret does not have the expected form, {"signingSecrets": ["…"]}, with one secret, or two during a change.');
};
