import type { Repair } from '../model/repair.ts';

/** `arn:aws:iam::*:user/*` hands the caller's own identity on: no role is assumed. */
export const ROLE = /^arn:[^:]*:iam::[^:]*:role\//;

const ROLE_EFFECTS =
  'Whatever calls with this role may then do so as well: better a role of its own than the execution role of a function. No deployment is needed.';

const OWN_ROLE =
  'Better a role of its own than the execution role of the function; for Lambda, drop credentials and allow the invocation in the function’s resource policy.';

/** A role that cannot be assumed lacks trust; one whose action was refused was assumed, and lacks a permission. */
const adviceFor = (role = 'ROLE', action: string | undefined, resource = 'ARN-OF-WHAT-IS-CALLED'): readonly [string, ...string[]] =>
  action === undefined
    ? [
        `In the trust policy of ${role}: {"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}`,
        `In its permissions: {"Effect": "Allow", "Action": "SERVICE:ACTION", "Resource": "${resource}"}. Neither needs a deployment.`,
        OWN_ROLE,
      ]
    : [
        `In the permissions of ${role}: {"Effect": "Allow", "Action": "${action}", "Resource": "${resource}"}. It takes effect without a deployment; its trust policy is right, as the role was assumed.`,
        ...(action.startsWith('lambda:') ? [OWN_ROLE] : []),
      ];

interface Wanted {
  readonly role?: string | undefined;
  readonly action?: string | undefined;
  readonly resource?: string | undefined;
  readonly trusted?: readonly string[];
}

/** The statement that the role lacks: in its trust where no action is known, else in its permissions. */
export const roleRepair = ({ role, action, resource, trusted = [] }: Wanted): Repair => {
  if (role !== undefined && ROLE.test(role) && !role.includes('${')) {
    if (action === undefined && !trusted.includes('apigateway.amazonaws.com'))
      return { kind: 'config', changes: [{ kind: 'trust-api-gateway', roleArn: role }], sideEffects: ROLE_EFFECTS };
    if (action !== undefined && resource !== undefined)
      return { kind: 'config', changes: [{ kind: 'allow-role-action', roleArn: role, action, resource }], sideEffects: ROLE_EFFECTS };
  }
  return { kind: 'advice', steps: adviceFor(role, action, resource) };
};
