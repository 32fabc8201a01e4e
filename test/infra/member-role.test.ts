import { expect, test } from 'vitest';
import { parseCloudFormation } from '../../infra/tools/template/cloudformation.ts';
import { ACTIONS, READ_ACTIONS } from '../../shared/aws/actions.ts';
import { sessionPolicy } from '../../shared/aws/session-policy.ts';
import { callsOf } from '../support/calls-of.ts';
import { readRepositoryFile } from '../support/repository.ts';

interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

interface Role {
  readonly Properties: {
    readonly AssumeRolePolicyDocument: { readonly Statement: readonly unknown[] };
    readonly Policies: readonly [{ readonly PolicyDocument: { readonly Statement: readonly Statement[] } }];
  };
}

const { Resources } = parseCloudFormation(readRepositoryFile('infra/member-role.yml')) as {
  readonly Resources: Readonly<Record<'MemberRole' | 'ForwardRole', Role>>;
};
const statementsOf = ({ Properties }: Role) => Properties.Policies[0].PolicyDocument.Statement;
const actionsOf = (statements: readonly Statement[]) => statements.flatMap(({ Action }) => Action).sort();

test('what a diagnosis reads is what the clients that it reads with can send', () => {
  const sent = [...callsOf('shared/aws/collect-ports.ts')].map((command) => ACTIONS[command as keyof typeof ACTIONS]);
  expect([...READ_ACTIONS]).toEqual([...new Set(sent)].sort());
});

test('the role of a member allows these reads and nothing else, and no keys', () => {
  const statements = statementsOf(Resources.MemberRole);
  expect(actionsOf(statements)).toEqual([...READ_ACTIONS]);
  expect(statements.filter(({ Resource }) => Resource === '*').map(({ Sid }) => Sid)).toEqual(['ReadQueriesAndMetrics']);
  expect(JSON.stringify(statements)).not.toMatch(/apikeys|::\/\*/);
});

test('only the role of the deployment with the external id may assume it', () => {
  expect(Resources.MemberRole.Properties.AssumeRolePolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${CentralAccount}:root' } },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } },
        ArnEquals: { 'aws:PrincipalArn': { Ref: 'CentralRoleArn' } },
      },
    },
  ]);
});

test('EventBridge may put events on the central bus and do nothing else', () => {
  expect(statementsOf(Resources.ForwardRole)).toEqual([
    { Sid: 'ForwardAlarms', Effect: 'Allow', Action: 'events:PutEvents', Resource: { Ref: 'CentralBusArn' } },
  ]);
});

test.for(['eu-west-1', 'us-gov-west-1'])(
  'a session in %s is narrowed to these reads in that Region, in the room that AWS gives',
  (region) => {
    const text = sessionPolicy('aws-us-gov', { region });
    const { Statement: statements } = JSON.parse(text) as { readonly Statement: readonly (Statement & { readonly Condition?: unknown })[] };
    expect(actionsOf(statements)).toEqual([...READ_ACTIONS]);
    expect(text.length).toBeLessThan(2_048);
    for (const { Resource, Condition } of statements) {
      expect(Condition ?? Resource).toEqual(
        Resource === '*'
          ? { StringEquals: { 'aws:RequestedRegion': region } }
          : ['account', 'restapis', 'restapis/*', 'apis', 'apis/*'].map((path) => `arn:aws-us-gov:apigateway:${region}::/${path}`),
      );
    }
  },
);
