import type { Repair } from '../model/repair.ts';

const OWN_ROLE =
  'Better a role of its own than the execution role of the function; for Lambda, drop credentials and allow the invocation in the function’s resource policy.';

/** A role that cannot be assumed lacks trust; one whose action was refused was assumed, and lacks a permission. */
export const roleRepair = (role: string, action: string | undefined): Repair => ({
  kind: 'advice',
  steps:
    action === undefined
      ? [
          `In the trust policy of ${role}: {"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}`,
          'In its permissions: {"Effect": "Allow", "Action": "SERVICE:ACTION", "Resource": "ARN-OF-WHAT-IS-CALLED"}. Neither needs a deployment.',
          OWN_ROLE,
        ]
      : [
          `In the permissions of ${role}: {"Effect": "Allow", "Action": "${action}", "Resource": "ARN-OF-WHAT-IS-CALLED"}. It takes effect without a deployment; its trust policy is right, as the role was assumed.`,
          ...(action.startsWith('lambda:') ? [OWN_ROLE] : []),
        ],
});
