import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { expect, test } from 'vitest';
import { parseCloudFormation } from '../../../infra/tools/template/cloudformation.ts';
import { templateProblems } from '../../../infra/tools/template/template-problems.ts';
import { readRepositoryFile } from '../../support/repository.ts';

const db = loadAwsServiceSpecSync();
const problems = (yaml: string) => templateProblems(db, parseCloudFormation(yaml));

const FINE = `
Parameters: { Days: { Type: Number } }
Resources:
  Dead: { Type: AWS::SQS::Queue }
  Work:
    Type: AWS::SQS::Queue
    DependsOn: Dead
    Properties:
      MessageRetentionPeriod: !Ref Days
      RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5 }
      Tags: [{ Key: of, Value: !Sub '\${AWS::StackName}/\${Dead.QueueName}' }]
Outputs: { Url: { Value: !Ref Work } }
`;

test('a sound template has no problems', () => {
  expect(problems(FINE)).toEqual([]);
});

test.for([
  { from: 'Type: AWS::SQS::Queue }', to: 'Type: AWS::SQS::Qeue }', problem: 'Dead: there is no resource type AWS::SQS::Qeue' },
  { from: 'MessageRetentionPeriod:', to: 'Retention:', problem: 'Work (AWS::SQS::Queue).Retention: there is no such property' },
  { from: '!Ref Days', to: 'long', problem: 'Work (AWS::SQS::Queue).MessageRetentionPeriod: integer is expected, not string' },
  { from: 'Key: of, Value', to: 'Key: of, Vale', problem: 'Work (AWS::SQS::Queue).Tags[0].Value: required and missing' },
  { from: '[{ Key', to: '{ Key', end: '}]', toEnd: '}', problem: 'Work (AWS::SQS::Queue).Tags: a list is expected' },
  { from: 'Dead.Arn', to: 'Dead.Nope', problem: 'Dead.Nope: AWS::SQS::Queue has no such attribute' },
  { from: 'DependsOn: Dead', to: 'DependsOn: Gone', problem: 'Gone: referred to, and not in the template' },
  { from: '${Dead.QueueName}', to: '${Gone.QueueName}', problem: 'Gone: referred to, and not in the template' },
])('finds: $problem', ({ from, to, end = '', toEnd = '', problem }) => {
  expect(problems(FINE.replace(from, to).replace(end, toEnd))).toContain(problem);
});

test.for(['[]', 'Resources: 3', '{}'])('%s is no template', (text) => {
  expect(problems(text)).toEqual(['the template has no Resources']);
});

test.for(['infra/example-alarm.yml', 'infra/member-role.yml'])('%s keeps the specification', (path) => {
  expect(problems(readRepositoryFile(path))).toEqual([]);
});
