import type { PrinterTable } from './change-printer.ts';
import { permissionDocument, policyName, roleName, TRUST_STATEMENT } from './iam-statements.ts';
import { mark } from './resource-name.ts';
import type { TerraformEdit } from './terraform-edit.ts';
import { jsonencode, resource } from './terraform-edit.ts';
import { functionLabel, roleLabel } from './terraform-names.ts';

/** Functions and roles, the same for every kind of API. */
export const TERRAFORM_ACCESS = {
  'allow-invoke': ({ functionArn, sourceArn }) => [
    resource(
      'aws_lambda_permission',
      `${functionLabel(functionArn)}_${mark(`${functionArn} ${sourceArn}`)}`,
      {
        action: 'lambda:InvokeFunction',
        function_name: functionArn,
        principal: 'apigateway.amazonaws.com',
        source_arn: sourceArn,
      },
      'A resource of its own, beside the permissions that you have. It is live without a deployment.',
    ),
  ],
  'set-function-timeout': ({ functionName, seconds }) => [
    resource(
      'aws_lambda_function',
      functionLabel(functionName),
      { timeout: seconds },
      `The function ${functionName}: its other arguments stay.`,
    ),
  ],
  'trust-api-gateway': ({ roleArn }) => [
    resource(
      'aws_iam_role',
      roleLabel(roleName(roleArn)),
      { assume_role_policy: jsonencode({ Version: '2012-10-17', Statement: [TRUST_STATEMENT] }) },
      `The role ${roleArn}: add this statement to those that stand there.`,
    ),
  ],
  'allow-role-action': ({ roleArn, action, resource: what }) => [
    resource(
      'aws_iam_role_policy',
      `${roleLabel(roleName(roleArn))}_${mark(`${action} ${what}`)}`,
      { name: policyName(action), role: roleName(roleArn), policy: jsonencode(permissionDocument(action, what)) },
      'A resource of its own, beside the policies that the role has.',
    ),
  ],
} satisfies Partial<PrinterTable<TerraformEdit>>;
