import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LabPolicyRole } from '../../infra/lab/iam.ts';
import type { Lab, LabOptions } from '../../infra/lab/lab.ts';
import type { LabFunction } from '../../infra/lab/lambda.ts';
import type { SlackReceiver } from '../../infra/lab/slack-receiver.ts';
import { deployedRoles } from './deployed-roles.ts';
import { deployToLab } from './deployment.ts';
import { labClientConfig } from './lab-client-config.ts';

type Mutable<Value> = { -readonly [Name in keyof Value]: Value[Name] };

const logging = { methodSettings: { '*/*': { loggingLevel: 'ERROR', dataTraceEnabled: false } } };

const HERE = 'eu-west-1:000000000000';
export const TOPIC = `arn:aws:sns:${HERE}`;

export const restApi = (name: string, id: string, settings: object = {}) => ({
  restApi: { id, name },
  stages: [{ settings: { stageName: 'prod', deploymentId: 'd1', ...settings } }],
  resources: [],
  deployments: [{ id: 'd1' }],
});

export const ROLE = { alarm: 'AlarmRole', diagnose: 'DiagnoseRole', slack: 'SlackRole' } as const;
type Name = keyof typeof ROLE;

/** What a test may take apart. `restore` puts it together again. */
export interface SoundDeployment {
  readonly lab: Lab;
  readonly functions: Mutable<LabFunction>[];
  readonly apis: NonNullable<LabOptions['apis']>[number][];
  readonly parameters: Record<string, string>;
  /** In the order of infra/roles.yml: alarm, diagnose, slack. */
  readonly roles: Mutable<LabPolicyRole>[];
  /** Policies of the buses, by name. */
  readonly eventBuses: Record<string, unknown>;
  readonly queueUrl: string;
  readonly deadUrl: string;
  /** Another value in a function's configuration. */
  readonly configure: (name: string, configuration: Partial<LabFunction['configuration']>) => void;
  readonly edit: (name: string, change: (found: Mutable<LabFunction>) => void) => void;
  /** Another value in the environment of a function: `diagnose`, unless another is named. */
  readonly setting: (name: string, value: string, of?: Name) => void;
  /** What IAM has to say of the role of a function. */
  readonly permit: (name: Name, change: (role: Mutable<LabPolicyRole>) => void) => void;
  readonly restore: () => void;
  readonly stop: () => Promise<void>;
}

const makeQueues = async (sqs: SQSClient) => {
  const deadUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'set-aside' }))).QueueUrl ?? '';
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ['QueueArn'] }));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 5 });
  const make = async (QueueName: string): Promise<string> =>
    (await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout: '720', RedrivePolicy } }))).QueueUrl ?? '';
  return { deadUrl, queueUrl: await make('jobs'), questionUrl: await make('questions') };
};

/** Under a key of the deployment; the queue has subscribed to all but one. */
const makeTopics = async (sns: SNSClient): Promise<void> => {
  for (const Name of ['reports', 'cards', 'pager', 'unheard']) {
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name, Attributes: { KmsMasterKeyId: KEY_ID } }));
    if (Name !== 'unheard') await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: `arn:aws:sqs:${HERE}:jobs` }));
  }
};

const KEY_ID = '0b6f2c1e-5a7d-4c3b-9e8f-1a2b3c4d5e6f';

const PARAMETERS = ['/gatewhy/slack', '/gatewhy/slack-signing', '/gatewhy/external-id'] as const;

const rolesOf = (): readonly LabPolicyRole[] =>
  deployedRoles((name) => `arn:aws:iam::000000000000:role/gatewhy-prod-${name}`, {
    params: {
      slackStore: 'ssm',
      slackName: 'gatewhy/slack',
      accessLogPrefix: '/aws/apigateway/',
      routeTopics: `${TOPIC}:pager,${TOPIC}:unheard`,
    },
    conditions: { SlackInSsm: true, SlackInSecretsManager: false, HasRouteTopics: true, HasMembers: true, HasCards: true },
    values: {
      'AWS::Partition': 'aws',
      'AWS::Region': 'eu-west-1',
      'AWS::AccountId': '000000000000',
      ReportTopic: `${TOPIC}:reports`,
      CardTopic: `${TOPIC}:cards`,
      'TopicKey.Arn': `arn:aws:kms:${HERE}:key/${KEY_ID}`,
      'ClaimTable.Arn': `arn:aws:dynamodb:${HERE}:table/claims`,
      'DiagnosisQueue.Arn': `arn:aws:sqs:${HERE}:jobs`,
      'QuestionQueue.Arn': `arn:aws:sqs:${HERE}:questions`,
      'DeadLetterQueue.Arn': `arn:aws:sqs:${HERE}:set-aside`,
      'AlarmLogGroup.Arn': `arn:aws:logs:${HERE}:log-group:/aws/lambda/gatewhy-prod-alarm:*`,
      'DiagnoseLogGroup.Arn': `arn:aws:logs:${HERE}:log-group:/aws/lambda/gatewhy-prod-diagnose:*`,
      'SlackLogGroup.Arn': `arn:aws:logs:${HERE}:log-group:/aws/lambda/gatewhy-prod-slack:*`,
    },
  });

/** A deployment in the lab of which every part is as it should be and all that can be switched on is on, as AWS describes it: no function runs. */
export const soundDeployment = async (slack: SlackReceiver): Promise<SoundDeployment> => {
  const [functions, apis, parameters]: [Mutable<LabFunction>[], SoundDeployment['apis'], Record<string, string>] = [[], [], {}];
  const roles: Mutable<LabPolicyRole>[] = [];
  const eventBuses: Record<string, unknown> = {};
  const deployment = await deployToLab({
    functions,
    parameters,
    apis,
    roles,
    eventBuses,
    cloudwatchRoleArn: 'arn:aws:iam::000000000000:role/logs',
  });
  const config = labClientConfig(deployment.lab);
  const [sqs, sns] = [new SQSClient(config), new SNSClient(config)];
  const { queueUrl, questionUrl, deadUrl } = await makeQueues(sqs);
  await makeTopics(sns);
  for (const client of [sqs, sns]) client.destroy();

  const shared = { QUEUE_URL: queueUrl, TABLE_NAME: 'claims', PRIVATE_NOTE: 'swordfish' };
  const settingsOf: Readonly<Record<Name, Readonly<Record<string, string>>>> = {
    alarm: shared,
    diagnose: {
      ...shared,
      QUESTION_QUEUE_URL: questionUrl,
      DEAD_LETTER_QUEUE_URL: deadUrl,
      REPORT_TOPIC_ARN: `${TOPIC}:reports`,
      CARD_TOPIC_ARN: `${TOPIC}:cards`,
      EVENT_BUS_NAME: 'default',
      SLACK_CREDENTIALS: 'ssm:/gatewhy/slack',
      SLACK_BUTTONS: 'true',
      MEMBER_EXTERNAL_ID: 'ssm:/gatewhy/external-id',
    },
    slack: { ...shared, QUEUE_URL: questionUrl, SLACK_SIGNING: 'ssm:/gatewhy/slack-signing' },
  };
  const deployed = (name: Name, Timeout: number, more: Partial<LabFunction> = {}): LabFunction => ({
    configuration: {
      FunctionName: `gatewhy-prod-${name}`,
      FunctionArn: `arn:aws:lambda:${HERE}:function:gatewhy-prod-${name}`,
      Role: `arn:aws:iam::000000000000:role/gatewhy-prod-${ROLE[name]}`,
      Runtime: 'nodejs24.x',
      State: 'Active',
      LastUpdateStatus: 'Successful',
      Timeout,
      Environment: { Variables: settingsOf[name] },
    },
    ...more,
  });
  const edit: SoundDeployment['edit'] = (name, change) => {
    const found = functions.find(({ configuration }) => configuration.FunctionName === `gatewhy-prod-${name}`);
    if (!found) throw new Error(`no function ${name}`);
    change(found);
  };
  const configure: SoundDeployment['configure'] = (name, configuration) =>
    edit(name, (found) => {
      found.configuration = { ...found.configuration, ...configuration };
    });
  const restore = (): void => {
    const eventSources = ['jobs', 'questions'].map((name) => ({ EventSourceArn: `arn:aws:sqs:${HERE}:${name}`, State: 'Enabled' }));
    const url = 'https://abc.lambda-url.eu-west-1.on.aws/';
    functions.splice(
      0,
      functions.length,
      deployed('alarm', 30),
      deployed('diagnose', 120, { eventSources }),
      deployed('slack', 10, { url }),
    );
    apis.splice(0, apis.length, restApi('parcels', 'h7k2m9p4qx', logging));
    roles.splice(0, roles.length, ...rolesOf());
    // As EventBridge gives it back: with ARNs for accounts.
    const Principal = { AWS: ['arn:aws:iam::444455556666:root', 'arn:aws:iam::777788889999:root'] };
    eventBuses['gatewhy-prod-alarms'] = { Statement: [{ Effect: 'Allow', Principal, Action: 'events:PutEvents', Resource: '*' }] };
    const texts = [
      JSON.stringify({ botToken: slack.botToken, channel: 'C0LAB00000' }),
      JSON.stringify({ signingSecrets: ['8f742231b10e8888abcd99yyyzzz85a5'] }),
      'an-external-id-of-the-lab\n',
    ];
    for (const [at, name] of PARAMETERS.entries()) parameters[name] = texts[at] ?? '';
  };
  restore();
  return {
    lab: deployment.lab,
    functions,
    apis,
    parameters,
    roles,
    eventBuses,
    queueUrl,
    deadUrl,
    configure,
    edit,
    setting: (name, value, of = 'diagnose') =>
      edit(of, (found) => {
        const { Environment } = found.configuration;
        found.configuration = { ...found.configuration, Environment: { Variables: { ...Environment?.Variables, [name]: value } } };
      }),
    permit: (name, change) => {
      const role = roles.find(({ arn }) => arn.endsWith(`-${ROLE[name]}`));
      if (!role) throw new Error(`no role ${name}`);
      change(role);
    },
    restore,
    stop: deployment.stop,
  };
};
