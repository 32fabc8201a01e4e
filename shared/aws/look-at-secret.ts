import type { Looked } from '../diagnosis/doctor/doctor-ports.ts';
import { err, ok } from '../lib/result.ts';
import { readFailure } from './read-failure.ts';
import { causeOf, FORMS, type SecretSettings, storedAt } from './stored-secret.ts';

/** As it stands now, with the credentials of whoever asks; the failure tells what is missing from what is not allowed. */
export const lookAtSecret = async (reference: string, { place = {}, variable }: SecretSettings): Looked<string> => {
  const stored = storedAt(reference, place);
  if (!stored) return err({ kind: 'refused', action: variable, detail: FORMS });
  try {
    const secret = await stored.fetch(true);
    return typeof secret === 'string' ? ok(secret) : err({ kind: 'refused', action: stored.action, detail: 'it holds no text' });
  } catch (error) {
    return err(readFailure(causeOf(error), stored.action));
  }
};
