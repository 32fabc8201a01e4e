import { isRecord } from '../lib/json.ts';

const SERVICE = 'apigateway.amazonaws.com';
const INVOKE = 'lambda:InvokeFunction';

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** `*` and `?` as IAM reads them, in linear time: one pass, no backtracking further than the last star. */
const matchesWildcard = (pattern: string, text: string): boolean => {
  let at = 0;
  let from = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[from] === '*') {
      star = from;
      from += 1;
      resume = at;
    } else if (from < pattern.length && (pattern[from] === '?' || pattern[from] === text[at])) {
      from += 1;
      at += 1;
    } else if (star >= 0) {
      from = star + 1;
      resume += 1;
      at = resume;
    } else return false;
  }
  while (pattern[from] === '*') from += 1;
  return from === pattern.length;
};

const namesService = (principal: unknown): boolean => {
  if (principal === '*') return true;
  if (!isRecord(principal)) return false;
  return [...listOf(principal.Service), ...listOf(principal.AWS)].some((one) => one === SERVICE || one === '*');
};

const allowsAction = (action: unknown): boolean =>
  listOf(action).some((one) => typeof one === 'string' && matchesWildcard(one.toLowerCase(), INVOKE.toLowerCase()));

/** The source ARNs that a statement asks for; empty: it asks for none. Operators and keys are compared without case, as IAM does. */
const sourceArnsOf = (condition: unknown): readonly string[] =>
  !isRecord(condition)
    ? []
    : Object.entries(condition).flatMap(([operator, keys]) =>
        /^(?:Arn|String)(?:Like|Equals)(?:IfExists)?$/i.test(operator) && isRecord(keys)
          ? Object.entries(keys).flatMap(([key, value]) =>
              key.toLowerCase() === 'aws:sourcearn' ? listOf(value).filter((one): one is string => typeof one === 'string') : [],
            )
          : [],
      );

/** Statements of a function's resource policy that let API Gateway invoke it at all, with the sources that they name. */
export const invokeGrants = (policy: unknown): readonly { readonly statement: string; readonly sourceArns: readonly string[] }[] =>
  !isRecord(policy)
    ? []
    : listOf(policy.Statement).flatMap((statement, index) =>
        isRecord(statement) && statement.Effect === 'Allow' && namesService(statement.Principal) && allowsAction(statement.Action)
          ? [
              {
                statement: typeof statement.Sid === 'string' ? statement.Sid : `statement ${index + 1}`,
                sourceArns: sourceArnsOf(statement.Condition),
              },
            ]
          : [],
      );

/** A source may be written in several ways (`/pets/1`, `/pets/{petId}`, `/pets/*`): one that matches is enough. */
export const allowsInvoke = (policy: unknown, sourceArns: readonly string[]): boolean =>
  invokeGrants(policy).some(
    ({ sourceArns: patterns }) =>
      patterns.length === 0 || patterns.some((pattern) => sourceArns.some((arn) => matchesWildcard(pattern, arn))),
  );
