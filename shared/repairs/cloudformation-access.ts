import type { PrinterTable } from './change-printer.ts';
import { permissionDocument, policyName, TRUST_STATEMENT } from './iam-statements.ts';
import type { TemplateStyle } from './logical-ids.ts';
import { edit, type YamlEdit } from './yaml-edits.ts';

/** Functions and roles, the same for every kind of API. */
export const cloudFormationAccess = ({ ids, root, forSam }: TemplateStyle) =>
  ({
    'allow-invoke': (change) => [
      edit(
        [...root, ids.permission(change)],
        {
          Type: 'AWS::Lambda::Permission',
          Properties: {
            Action: 'lambda:InvokeFunction',
            FunctionName: change.functionArn,
            Principal: 'apigateway.amazonaws.com',
            SourceArn: change.sourceArn,
          },
        },
        'A resource of its own, beside the permissions that you have. It is live without a deployment.',
      ),
    ],
    'set-function-timeout': ({ functionName, seconds }) => [
      edit(
        [...root, ids.function(functionName)],
        { Type: 'AWS::Lambda::Function', Properties: { Timeout: seconds } },
        `The function ${functionName}: its other properties stay.${forSam('Timeout of the AWS::Serverless::Function.')}`,
      ),
    ],
    'trust-api-gateway': ({ roleArn }) => [
      edit(
        [...root, ids.role(roleArn)],
        { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [TRUST_STATEMENT] } } },
        `The role ${roleArn}: add this statement to those that stand there.`,
      ),
    ],
    'allow-role-action': ({ roleArn, action, resource }) => [
      edit(
        [...root, ids.role(roleArn)],
        {
          Type: 'AWS::IAM::Role',
          Properties: { Policies: [{ PolicyName: policyName(action), PolicyDocument: permissionDocument(action, resource) }] },
        },
        `The role ${roleArn}: add this policy to those that stand there.`,
      ),
    ],
  }) satisfies Partial<PrinterTable<YamlEdit>>;
