import { isRecord } from '../lib/json.ts';
import { listOf, matchesWildcard, namesAction } from './iam-text.ts';

const SERVICE = 'apigateway.amazonaws.com';
const INVOKE = 'lambda:InvokeFunction';

const namesService = (principal: unknown): boolean => {
  if (principal === '*') return true;
  if (!isRecord(principal)) return false;
  return [...listOf(principal.Service), ...listOf(principal.AWS)].some((one) => one === SERVICE || one === '*');
};

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
        isRecord(statement) && statement.Effect === 'Allow' && namesService(statement.Principal) && namesAction(statement.Action, INVOKE)
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
