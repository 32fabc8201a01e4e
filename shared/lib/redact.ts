import { redactCutOff } from './cut-off-secret.ts';
import { redactEmails } from './email-address.ts';
import { isRecord } from './json.ts';
import { redactOwn } from './own-patterns.ts';
import { redactCards } from './payment-card.ts';
import { redactMembers } from './redact-members.ts';
import { isSecretName } from './secret-names.ts';
import { SECRET_SHAPES } from './secret-shapes.ts';
import { hideUnlessReference, REDACTED } from './secret-value.ts';

/** Nothing that a person or AWS writes is nested this deep. */
const MAX_DEPTH = 100;

const onePass = (text: string): string => {
  const withoutMembers = redactMembers(text);
  const withoutShapes = SECRET_SHAPES.reduce((rest, [pattern, replacement]) => rest.replaceAll(pattern, replacement), withoutMembers);
  return redactOwn(redactCutOff(redactCards(redactEmails(withoutShapes))));
};

/** What stood beside a secret may show itself to be one when that has gone. */
const MAX_PASSES = 4;

/**
 * The text without its secrets: credentials in headers, members, forms, URLs and maps, tokens known by their shape, private keys,
 * e-mail addresses, card numbers, what a cut has left of them, and what the deployment's own patterns name. The shape stays (`Bearer ‹redacted›`, `"password":"‹redacted›"`); request ids, ARNs, account ids, paths,
 * statuses and stack traces are left as they are. Idempotent, never throws, linear in the length of the text.
 */
export const redact = (text: string): string => {
  let redacted = text;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const next = onePass(redacted);
    if (next === redacted) break;
    redacted = next;
  }
  return redacted;
};

const mapMembers = (record: Readonly<Record<string, unknown>>, map: (value: unknown, key: string) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [redact(key), map(value, key)]));

/** Everything under a secret name, but for references, ARNs and masks. */
const hideLeaves = (value: unknown, depth: number): unknown => {
  if (depth > MAX_DEPTH) return REDACTED;
  if (typeof value === 'string') return redact(hideUnlessReference(value));
  if (typeof value === 'number' || typeof value === 'bigint') return REDACTED;
  if (Array.isArray(value)) return value.map((item) => hideLeaves(item, depth + 1));
  return isRecord(value) ? mapMembers(value, (member) => hideLeaves(member, depth + 1)) : value;
};

const redactValue = (value: unknown, depth: number): unknown => {
  if (depth > MAX_DEPTH) return REDACTED;
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  if (!isRecord(value) || value instanceof Date) return value;
  const { name, key: keyName } = value;
  const pairName = name ?? keyName;
  const isSecretPair = typeof pairName === 'string' && isSecretName(pairName);
  return mapMembers(value, (member, key) =>
    isSecretName(key) || (isSecretPair && key.toLowerCase() === 'value') ? hideLeaves(member, depth + 1) : redactValue(member, depth + 1),
  );
};

/** A copy of a JSON value without its secrets: by the names of members, of name and value pairs, and inside every string. */
export const redactJson = (value: unknown): unknown => redactValue(value, 0);

/** The value of one member, without its secrets: all of it where its name says that it is one. */
export const redactMember = (name: string, value: unknown): unknown => (isSecretName(name) ? hideLeaves(value, 0) : redactValue(value, 0));
