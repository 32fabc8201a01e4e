import { type CdkEdit, literal, object, statements } from './cdk-edit.ts';
import type { PrinterTable } from './change-printer.ts';
import { functionName } from './iam-statements.ts';
import { DERIVED_IDS } from './logical-ids.ts';

/** Functions and roles, the same for every kind of API: `fn` and `role` are the user's constructs. */
export const CDK_ACCESS = {
  'allow-invoke': (change) => [
    statements(
      [
        `new lambda.CfnPermission(api, ${literal(DERIVED_IDS.permission(change))}, ${object({
          action: 'lambda:InvokeFunction',
          functionName: change.functionArn,
          principal: 'apigateway.amazonaws.com',
          sourceArn: change.sourceArn,
        })});`,
      ],
      'Beside the permissions that the constructs give. It is live without a deployment.',
    ),
  ],
  'set-function-timeout': ({ functionName: name, seconds }) => [
    statements(
      [`(fn.node.defaultChild as lambda.CfnFunction).timeout = ${seconds};`],
      `fn: the construct of the function ${functionName(name)}, or timeout: Duration.seconds(${seconds}) among its properties.`,
    ),
  ],
  'trust-api-gateway': ({ roleArn }) => [
    statements(
      [
        'role.assumeRolePolicy?.addStatements(',
        "  new iam.PolicyStatement({ principals: [new iam.ServicePrincipal('apigateway.amazonaws.com')], actions: ['sts:AssumeRole'] }),",
        ');',
      ],
      `role: the construct of ${roleArn}. Whom it trusts already stays.`,
    ),
  ],
  'allow-role-action': ({ roleArn, action, resource }) => [
    statements(
      [`role.addToPrincipalPolicy(new iam.PolicyStatement(${object({ actions: [action], resources: [resource] })}));`],
      `role: the construct of ${roleArn}. What it allows already stays.`,
    ),
  ],
} satisfies Partial<PrinterTable<CdkEdit>>;
