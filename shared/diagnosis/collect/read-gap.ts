import { assertNever } from '../../lib/assert-never.ts';
import type { Gap } from '../../model/evidence.ts';
import type { GateFailure } from './gate-failure.ts';

const LIMITS = {
  calls: 'the number of AWS calls',
  bytes: 'the bytes read',
  millis: 'the time',
} as const;

const describe = (failure: GateFailure): Omit<Gap, 'what'> => {
  switch (failure.kind) {
    case 'access-denied':
      return {
        kind: 'access-denied',
        why: `AWS denied ${failure.action}: ${failure.detail}`,
        remedy: `Allow ${failure.action} for the role that runs gatewhy.`,
      };
    case 'not-found':
      return {
        kind: 'not-found',
        why: `${failure.action}: ${failure.detail}`,
        remedy: 'Check that it still exists under this name and in this Region.',
      };
    case 'throttled':
      return {
        kind: 'throttled',
        why: `AWS throttled ${failure.action}, also when it was asked again with growing pauses.`,
        remedy: 'Ask again in a minute; the quota is shared by everything in the account and Region.',
      };
    case 'held-back':
      return {
        kind: 'throttled',
        why: `${failure.action} was held back: other diagnoses had used up what gatewhy takes of the account's quota.`,
        remedy: 'Ask again in a minute.',
      };
    case 'credentials':
      return {
        kind: 'access-denied',
        why: `AWS did not accept the credentials: ${failure.detail}`,
        remedy: 'Renew the credentials and ask again.',
      };
    case 'unreachable':
      return {
        kind: 'unreadable',
        why: `AWS did not answer: ${failure.detail}`,
        remedy: 'Check the network and the endpoint, then ask again.',
      };
    case 'refused':
      return {
        kind: 'unreadable',
        why: `AWS refused ${failure.action}: ${failure.detail}`,
        remedy: 'Ask again; if AWS refuses again, read it by hand.',
      };
    case 'budget-spent':
      return {
        kind: 'budget-spent',
        why: `The budget for one diagnosis was spent (${LIMITS[failure.limit]}).`,
        remedy: 'Narrow the window, or name a request, method or path.',
      };
    default:
      return assertNever(failure);
  }
};

/** Something that AWS did not give, as the answer will say it. */
export const gapOf = (failure: GateFailure, what: string): Gap => ({ ...describe(failure), what });
