import { isRecord } from '../lib/json.ts';
import { coversInvoke, type InvokeTarget } from './execute-api-arn.ts';
import { matchesWildcard } from './iam-text.ts';
import { isEverywhere, isInRange, isUnroutable } from './ip-range.ts';

/** Who calls what. `isPrivate`: the API is reached through VPC endpoints; `undefined` when nobody looked. */
export interface Caller extends InvokeTarget {
  readonly sourceIp?: string;
  readonly isPrivate?: boolean;
}

export type PolicyJudgement =
  /** `statement`: the Deny that fits, or `undefined` when no Allow does. */
  { readonly outcome: 'denied'; readonly statement?: unknown } | { readonly outcome: 'allowed' } | { readonly outcome: 'unknown' };

/** `undefined`: a fact that decides is not known. */
type Truth = boolean | undefined;

const and = (truths: readonly Truth[]): Truth => {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
};

const or = (truths: readonly Truth[]): Truth => {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
};

const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');

/** A caller whose address nobody wrote down still has one that the internet routes. */
const isFrom = ({ sourceIp, isPrivate }: Caller, cidr: string): Truth => {
  if (isEverywhere(cidr)) return true;
  if (sourceIp !== undefined) return isInRange(sourceIp, cidr);
  return isUnroutable(cidr) && isPrivate !== true ? false : undefined;
};

/** On an API that is not private no request carries these keys: a plain comparison with one fails, a negated one holds. */
const VPC_KEYS = /^aws:source(?:vpce|vpc)$/i;
const COMPARISON = /^String(?:Not)?(?:Equals(?:IgnoreCase)?|Like)$/;

const condition = (operator: string, key: string, value: unknown, caller: Caller): Truth => {
  const negated = /Not/i.test(operator);
  const flip = (truth: Truth): Truth => (negated ? not(truth) : truth);
  if (/^(?:Not)?IpAddress$/.test(operator) && key.toLowerCase() === 'aws:sourceip')
    return flip(or(textsOf(value).map((cidr) => isFrom(caller, cidr))));
  return VPC_KEYS.test(key) && COMPARISON.test(operator) && caller.isPrivate === false ? flip(false) : undefined;
};

const conditions = (value: unknown, caller: Caller): Truth =>
  !isRecord(value)
    ? true
    : and(
        Object.entries(value).flatMap(([operator, keys]) =>
          isRecord(keys) ? Object.entries(keys).map(([key, one]) => condition(operator, key, one, caller)) : [undefined],
        ),
      );

const principal = (value: unknown): Truth => {
  const names = isRecord(value) ? textsOf(value.AWS) : textsOf(value);
  return names.includes('*') ? true : undefined;
};

const INVOKE = 'execute-api:Invoke';

const applies = (statement: Readonly<Record<string, unknown>>, caller: Caller): Truth =>
  and([
    principal(statement.Principal),
    statement.Action === undefined ? undefined : or(textsOf(statement.Action).map((one) => matchesWildcard(one, INVOKE))),
    statement.Resource === undefined ? undefined : or(textsOf(statement.Resource).map((one) => coversInvoke(one, caller))),
    conditions(statement.Condition, caller),
  ]);

/**
 * What an API's resource policy says of an unsigned call: an explicit Deny wins, then an Allow, and without either the call is denied.
 * Read for `aws:SourceIp` (IPv4) and the VPC keys; whatever else a condition asks leaves the answer open.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export const judgeResourcePolicy = (policy: unknown, caller: Caller): PolicyJudgement => {
  if (!isRecord(policy)) return { outcome: 'unknown' };
  const statements = (Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement]).filter(isRecord);
  const judged = statements.map((statement) => ({ statement, truth: applies(statement, caller) }));
  const denies = judged.filter(({ statement }) => statement.Effect === 'Deny');
  const denial = denies.find(({ truth }) => truth === true);
  if (denial) return { outcome: 'denied', statement: denial.statement };
  if (denies.some(({ truth }) => truth === undefined)) return { outcome: 'unknown' };
  const allowed = or(judged.filter(({ statement }) => statement.Effect === 'Allow').map(({ truth }) => truth));
  if (allowed === undefined) return { outcome: 'unknown' };
  return allowed ? { outcome: 'allowed' } : { outcome: 'denied' };
};
