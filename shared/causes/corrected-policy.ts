import { type AuthorizerRule, checkAuthorizerOutput } from '../gateway/authorizer-output.ts';
import { isRecord, parseJson } from '../lib/json.ts';

type Members = Readonly<Record<string, unknown>>;

const without = (members: Members, key: string): Members => Object.fromEntries(Object.entries(members).filter(([name]) => name !== key));

const statementsOf = (policy: Members): readonly unknown[] => (Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement]);

const withoutNullConditions = (members: Members): Members | undefined => {
  const { policyDocument: policy } = members;
  if (!isRecord(policy)) return undefined;
  const Statement = statementsOf(policy).map((one) => (isRecord(one) && one.Condition === null ? without(one, 'Condition') : one));
  return { ...members, policyDocument: { ...policy, Statement } };
};

const flatContext = (members: Members): Members | undefined => {
  const { context } = members;
  if (!isRecord(context)) return undefined;
  const flat = (value: unknown): unknown => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value);
  return { ...members, context: Object.fromEntries(Object.entries(context).map(([name, value]) => [name, flat(value)])) };
};

/** What can be put right without knowing what the author wanted; the other rules ask a person. */
const CORRECTIONS: Partial<Readonly<Record<AuthorizerRule, (members: Members, field: string) => Members | undefined>>> = {
  'unknown-key': without,
  condition: withoutNullConditions,
  context: flatContext,
  'principal-missing': (members) =>
    typeof members.principalId === 'number' ? { ...members, principalId: String(members.principalId) } : undefined,
};

const correct = (output: string, kind: 'REST' | 'HTTP', left: number): string | undefined => {
  const check = checkAuthorizerOutput(output, kind);
  if (check.ok) return output;
  const document = parseJson(output);
  const mended = isRecord(document) && left > 0 ? CORRECTIONS[check.rule]?.(document, check.field) : undefined;
  return mended && correct(JSON.stringify(mended), kind, left - 1);
};

/** The policy that the authorizer's output was meant to be; `undefined` where that does not follow from it. */
export const correctedPolicy = (output: string, kind: 'REST' | 'HTTP'): string | undefined => correct(output, kind, 20);
