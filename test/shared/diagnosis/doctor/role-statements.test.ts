import { expect, test } from 'vitest';
import { parseCloudFormation } from '../../../../infra/tools/template/cloudformation.ts';
import { ACTIONS } from '../../../../shared/aws/actions.ts';
import { FUNCTION_NAMES } from '../../../../shared/diagnosis/doctor/deployment.ts';
import { ROLE_STATEMENTS } from '../../../../shared/diagnosis/doctor/role-statements.ts';
import { readRepositoryFile } from '../../../support/repository.ts';
import { ROLE } from '../../../support/sound-deployment.ts';

interface Statement {
  readonly Sid: string;
  readonly Action: string | readonly string[];
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, string>> };
}

interface Role {
  readonly Properties: {
    readonly Policies: readonly [
      { readonly PolicyDocument: { readonly Statement: readonly (Statement | { readonly 'Fn::If': readonly [string, Statement] })[] } },
    ];
  };
}

const { Resources } = parseCloudFormation(readRepositoryFile('infra/roles.yml')) as { readonly Resources: Readonly<Record<string, Role>> };

test.for(FUNCTION_NAMES)(
  'the doctor tries what the role of %s is there for: every statement, every action, under its condition',
  (name) => {
    const statements = Resources[ROLE[name]]?.Properties.Policies[0].PolicyDocument.Statement ?? [];
    const deployed = statements.map((one) => ('Fn::If' in one ? one['Fn::If'][1] : one));
    const inTemplate = deployed.map(({ Sid, Action, Condition }) => [Sid, { actions: [Action].flat(), context: Condition?.StringEquals }]);
    const inTable = Object.entries(ROLE_STATEMENTS[name]).map(([sid, { actions, context }]) => [sid, { actions, context }]);
    expect(Object.fromEntries(inTable)).toEqual(Object.fromEntries(inTemplate));
  },
);

test('what the functions call by themselves is in the table of all calls', () => {
  const byAws = /^(?:logs:(?:CreateLogStream|PutLogEvents)|sqs:(?:ReceiveMessage|DeleteMessage)|kms:(?:Decrypt|GenerateDataKey))$/;
  const tried = FUNCTION_NAMES.flatMap((name) => Object.values(ROLE_STATEMENTS[name])).flatMap(({ actions }) => actions);
  const known = new Set<string>(Object.values(ACTIONS));
  expect(tried.filter((action) => !known.has(action) && !byAws.test(action))).toEqual([]);
});
