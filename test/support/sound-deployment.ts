import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Lab, LabOptions } from '../../infra/lab/lab.ts';
import type { LabFunction } from '../../infra/lab/lambda.ts';
import type { SlackReceiver } from '../../infra/lab/slack-receiver.ts';
import { deployToLab } from './deployment.ts';
import { labClientConfig } from './lab-client-config.ts';

type Mutable<Value> = { -readonly [Name in keyof Value]: Value[Name] };

const logging = { '*/*': { loggingLevel: 'ERROR', dataTraceEnabled: false } };

export const restApi = (name: string, id: string, methodSettings?: typeof logging) => ({
  restApi: { id, name },
  stages: [{ settings: { stageName: 'prod', deploymentId: 'd1', ...(methodSettings && { methodSettings }) } }],
  resources: [],
  deployments: [{ id: 'd1' }],
});

/** What a test may take apart. `restore` puts it together again. */
export interface SoundDeployment {
  readonly lab: Lab;
  readonly functions: Mutable<LabFunction>[];
  readonly apis: NonNullable<LabOptions['apis']>[number][];
  readonly parameters: Record<string, string>;
  readonly queueUrl: string;
  readonly deadUrl: string;
  /** Another value in a function's configuration. */
  readonly configure: (name: string, configuration: Partial<LabFunction['configuration']>) => void;
  readonly edit: (name: string, change: (found: Mutable<LabFunction>) => void) => void;
  /** Another value in the environment of `diagnose`. */
  readonly setting: (name: string, value: string) => void;
  readonly restore: () => void;
  readonly stop: () => Promise<void>;
}

const makeQueues = async (sqs: SQSClient) => {
  const deadUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'set-aside' }))).QueueUrl ?? '';
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ['QueueArn'] }));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 5 });
  const made = await sqs.send(new CreateQueueCommand({ QueueName: 'jobs', Attributes: { VisibilityTimeout: '540', RedrivePolicy } }));
  return { deadUrl, queueUrl: made.QueueUrl ?? '' };
};

/** A deployment in the lab of which every part is as it should be, as AWS describes it: no function runs. */
export const soundDeployment = async (slack: SlackReceiver): Promise<SoundDeployment> => {
  const [functions, apis, parameters]: [Mutable<LabFunction>[], SoundDeployment['apis'], Record<string, string>] = [[], [], {}];
  const deployment = await deployToLab({ functions, parameters, apis, cloudwatchRoleArn: 'arn:aws:iam::000000000000:role/logs' });
  const config = labClientConfig(deployment.lab);
  const [sqs, sns] = [new SQSClient(config), new SNSClient(config)];
  const { queueUrl, deadUrl } = await makeQueues(sqs);
  await sns.send(new CreateTopicCommand({ Name: 'reports' }));
  for (const client of [sqs, sns]) client.destroy();

  const variables = {
    QUEUE_URL: queueUrl,
    TABLE_NAME: 'claims',
    DEAD_LETTER_QUEUE_URL: deadUrl,
    REPORT_TOPIC_ARN: 'arn:aws:sns:eu-west-1:000000000000:reports',
    EVENT_BUS_NAME: 'default',
    SLACK_CREDENTIALS: 'ssm:/gatewhy/slack',
    SLACK_SIGNING: 'ssm:/gatewhy/slack-signing',
    PRIVATE_NOTE: 'swordfish',
  };
  const deployed = (name: string, Timeout: number, more: Partial<LabFunction> = {}): LabFunction => ({
    configuration: {
      FunctionName: `gatewhy-prod-${name}`,
      Runtime: 'nodejs24.x',
      State: 'Active',
      LastUpdateStatus: 'Successful',
      Timeout,
      Environment: { Variables: variables },
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
    const eventSources = [{ EventSourceArn: 'arn:aws:sqs:eu-west-1:000000000000:jobs', State: 'Enabled' }];
    functions.splice(0, functions.length, deployed('alarm', 30), deployed('diagnose', 90, { eventSources }), deployed('slack', 10));
    apis.splice(0, apis.length, restApi('parcels', 'h7k2m9p4qx', logging));
    parameters['/gatewhy/slack'] = JSON.stringify({ botToken: slack.botToken, channel: 'C0LAB00000' });
  };
  restore();
  return {
    lab: deployment.lab,
    functions,
    apis,
    parameters,
    queueUrl,
    deadUrl,
    configure,
    edit,
    setting: (name, value) => configure('diagnose', { Environment: { Variables: { ...variables, [name]: value } } }),
    restore,
    stop: deployment.stop,
  };
};
