import { region } from './aws-names.ts';
import type { PrinterTable } from './change-printer.ts';
import { permissionDocument, policyName, roleName, TRUST_STATEMENT } from './iam-statements.ts';
import { type Option, printCommand, quote, type ShellWord } from './shell-word.ts';

const statementId = (sourceArn: string): ShellWord =>
  quote(`apigateway-${(sourceArn.split(':').at(-1) ?? '').replaceAll('*', 'any').replaceAll(/[^\w-]+/g, '-')}`.slice(0, 100));

/** What is the same for every kind of API: functions, and roles of IAM, which live in no Region. */
export const ACCESS = {
  'allow-invoke': ({ functionArn, sourceArn }, target) => [
    printCommand('aws lambda add-permission', [
      ['--function-name', quote(functionArn)],
      ['--statement-id', statementId(sourceArn)],
      ['--action', quote('lambda:InvokeFunction')],
      ['--principal', quote('apigateway.amazonaws.com')],
      ['--source-arn', quote(sourceArn)],
      ...region(target),
    ]),
  ],
  'set-function-timeout': ({ functionName, seconds }, target) => [
    printCommand('aws lambda update-function-configuration', [
      ['--function-name', quote(functionName)],
      ['--timeout', quote(String(seconds))],
      ...region(target),
    ]),
  ],
  'trust-api-gateway': ({ roleArn }) => {
    const name: Option = ['--role-name', quote(roleName(roleArn))];
    return [
      '# A trust policy is written as a whole: read it, add the statement, write it back. The statement:',
      ...JSON.stringify(TRUST_STATEMENT, null, 2)
        .split('\n')
        .map((line) => `# ${line}`),
      `${printCommand('aws iam get-role', [name, ['--query', quote('Role.AssumeRolePolicyDocument')]])} > trust.json`,
      printCommand('aws iam update-assume-role-policy', [name, ['--policy-document', quote('file://trust.json')]]),
    ];
  },
  'allow-role-action': ({ roleArn, action, resource }) => [
    printCommand('aws iam put-role-policy', [
      ['--role-name', quote(roleName(roleArn))],
      ['--policy-name', quote(policyName(action))],
      ['--policy-document', quote(JSON.stringify(permissionDocument(action, resource)))],
    ]),
  ],
} satisfies Partial<PrinterTable<string>>;
