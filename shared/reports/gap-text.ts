import { oneLine, shorten } from '../lib/readable-text.ts';
import { redact } from '../lib/redact.ts';
import type { Gap } from '../model/evidence.ts';

const KINDS: { readonly [Kind in Gap['kind']]: string } = {
  'access-denied': 'access denied',
  'logging-disabled': 'logging is off',
  'log-group-missing': 'no log group',
  'log-level-too-low': 'log level too low',
  expired: 'expired',
  throttled: 'throttled by AWS',
  'budget-spent': 'budget spent',
  'not-found': 'not found',
  'not-supplied': 'not supplied',
  truncated: 'truncated',
  unreadable: 'unreadable',
  ambiguous: 'ambiguous',
};

export interface GapText {
  /** What is missing, and in one word why: `execution log (logging is off)`. */
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
}

const say = (text: string): string => shorten(oneLine(redact(text)), 400);

export const gapText = ({ kind, what, why, remedy }: Gap): GapText => ({
  what: `${say(what)} (${KINDS[kind]})`,
  why: say(why),
  remedy: say(remedy),
});
