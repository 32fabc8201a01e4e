import { expect, test } from 'vitest';
import { FUNCTIONS } from '../../infra/tools/build/bundle.ts';
import { parseCloudFormation } from '../../infra/tools/template/cloudformation.ts';
import { ACTIONS } from '../../shared/aws/actions.ts';
import { callsOf } from '../support/calls-of.ts';
import { readRepositoryFile, repositoryFiles } from '../support/repository.ts';

interface Statement {
  readonly Sid: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

interface Role {
  readonly Properties: {
    readonly Policies: readonly [
      { readonly PolicyDocument: { readonly Statement: readonly (Statement | { 'Fn::If': readonly [string, Statement] })[] } },
    ];
  };
}

const { Resources: roles } = parseCloudFormation(readRepositoryFile('infra/roles.yml')) as {
  readonly Resources: Readonly<Record<'AlarmRole' | 'DiagnoseRole' | 'SlackRole', Role>>;
};
const ROLE = { alarm: 'AlarmRole', diagnose: 'DiagnoseRole', slack: 'SlackRole' } as const;

/** What AWS itself does in the role's name: Lambda writes the log and takes from the queue, SNS encrypts under the topic's key. */
const DONE_BY_AWS = {
  alarm: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  slack: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  diagnose: [
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'kms:Decrypt',
    'kms:GenerateDataKey',
  ],
} as const;

const statementsOf = (name: keyof typeof ROLE): readonly Statement[] =>
  roles[ROLE[name]].Properties.Policies[0].PolicyDocument.Statement.map((statement) =>
    'Fn::If' in statement ? statement['Fn::If'][1] : statement,
  );

const isKnown = (command: string): command is keyof typeof ACTIONS => command in ACTIONS;

test('every call in the source has its IAM action in the table, and the table names no call that is not made', () => {
  const sources = repositoryFiles().filter((path) => /^(?:shared\/aws|functions)\/.*\.ts$/.test(path));
  const called = new Set(sources.flatMap((path) => [...callsOf(path)]));
  expect([...called].sort()).toEqual(Object.keys(ACTIONS).sort());
});

test.for(FUNCTIONS)('the role of %s allows what its code calls and nothing else', (name) => {
  const needed = [...callsOf(`functions/${name}.ts`)].filter(isKnown).map((command) => ACTIONS[command]);
  const allowed = statementsOf(name).flatMap(({ Action }) => Action);
  expect([...new Set(allowed)].sort()).toEqual([...new Set([...needed, ...DONE_BY_AWS[name]])].sort());
});

test.for(FUNCTIONS)('the role of %s names every action in full, and gives all resources only where AWS knows no narrower', (name) => {
  const statements = statementsOf(name);
  expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  const wide = statements.filter(({ Resource }) => Resource === '*').map(({ Sid }) => Sid);
  expect(wide).toEqual(name === 'diagnose' ? ['ReadQueriesAndMetrics'] : []);
});

test('no role reads the keys of API Gateway', () => {
  const resources = JSON.stringify(statementsOf('diagnose').find(({ Sid }) => Sid === 'ReadApis')?.Resource);
  expect(resources).toContain('/restapis');
  expect(resources).not.toMatch(/apikeys|::\/\*/);
});
