import type { Check } from '../../model/check.ts';
import type { GateFailure } from '../collect/gate-failure.ts';

/** What a read that failed says about a part: it is not there, or nobody could look. */
export const judgeFailure = (part: string, failure: GateFailure, whenMissing: string): Check => {
  switch (failure.kind) {
    case 'not-found':
      return { part, state: 'fault', found: 'it does not exist', fix: whenMissing };
    case 'refused':
      return { part, state: 'fault', found: `${failure.action}: ${failure.detail}`, fix: whenMissing };
    case 'access-denied':
      return {
        part,
        state: 'unknown',
        found: `${failure.action} is denied to you`,
        fix: `Ask again with credentials that allow ${failure.action}.`,
      };
    case 'credentials':
      return {
        part,
        state: 'unknown',
        found: `AWS did not accept the credentials (${failure.detail})`,
        fix: 'Sign in again or renew them.',
      };
    case 'throttled':
      return { part, state: 'unknown', found: `AWS throttled ${failure.action}`, fix: 'Ask again in a minute.' };
    case 'held-back':
      return { part, state: 'unknown', found: `${failure.action} was held back for other diagnoses`, fix: 'Ask again in a minute.' };
    case 'unreachable':
      return { part, state: 'unknown', found: `AWS could not be asked (${failure.detail})`, fix: 'Check the Region and the network.' };
    case 'budget-spent':
      return {
        part,
        state: 'unknown',
        found: `more than one question may cost (${failure.limit})`,
        fix: 'Name one API: --api NAME_OR_ID.',
      };
  }
};
