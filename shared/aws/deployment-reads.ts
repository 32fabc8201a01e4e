import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetFunctionUrlConfigCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DoctorPorts, Looked } from '../diagnosis/doctor/doctor-ports.ts';
import { listOf, namesAction } from '../gateway/iam-text.ts';
import { isRecord, parseJson } from '../lib/json.ts';
import { err, ok } from '../lib/result.ts';
import { ACTIONS, type CommandName } from './actions.ts';
import { type AwsPlace, readClientOptions } from './read-client-options.ts';
import { readFailure } from './read-failure.ts';

/** Addresses and names; whatever else stands in a function's environment is dropped on receipt. */
const SETTINGS = [
  'QUEUE_URL',
  'QUESTION_QUEUE_URL',
  'TABLE_NAME',
  'DEAD_LETTER_QUEUE_URL',
  'REPORT_TOPIC_ARN',
  'CARD_TOPIC_ARN',
  'EVENT_BUS_NAME',
  'SLACK_CREDENTIALS',
  'SLACK_SIGNING',
  'SLACK_BUTTONS',
  'MEMBER_EXTERNAL_ID',
];

const look = async <Value>(command: CommandName, read: () => Promise<Value>): Looked<Value> => {
  try {
    return ok(await read());
  } catch (error) {
    return err(readFailure(error, ACTIONS[command]));
  }
};

const targetOf = (redrivePolicy: string | undefined): string | undefined => {
  const policy = parseJson(redrivePolicy ?? '');
  return isRecord(policy) && typeof policy.deadLetterTargetArn === 'string' ? policy.deadLetterTargetArn : undefined;
};

/** Accounts in the principals of a policy, whether as ids or as ARNs; `*`: anybody. */
const accountsIn = (policy: string | undefined): readonly string[] => {
  const document = parseJson(policy ?? '');
  const statements = isRecord(document) ? listOf(document.Statement).filter(isRecord) : [];
  const allowing = statements.filter(({ Effect, Action }) => Effect === 'Allow' && namesAction(Action, 'events:PutEvents'));
  const principals = allowing.flatMap(({ Principal }) => listOf(isRecord(Principal) ? Principal.AWS : Principal));
  return principals.flatMap((one) => /^\*$|\d{12}/.exec(String(one))?.[0] ?? []);
};

/** What `doctor` asks of the deployment's own parts. The clients retry by themselves: each part is asked once. */
export const deploymentReads = (
  place: AwsPlace,
): Pick<DoctorPorts, 'deployedFunction' | 'functionUrl' | 'queueConnection' | 'queue' | 'table' | 'topic' | 'busSenders'> => {
  const options = { ...readClientOptions(place), maxAttempts: 3 };
  const [lambda, sqs, sns, dynamo, events] = [
    new LambdaClient(options),
    new SQSClient(options),
    new SNSClient(options),
    new DynamoDBClient(options),
    new EventBridgeClient(options),
  ];

  const reservedConcurrency = async (FunctionName: string) => {
    const { ReservedConcurrentExecutions } = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    return ReservedConcurrentExecutions;
  };

  return {
    deployedFunction: (FunctionName) =>
      look('GetFunctionConfigurationCommand', async () => {
        const found = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
        const reserved = await reservedConcurrency(FunctionName);
        const { FunctionArn = '', Role = '', State, LastUpdateStatus, Runtime, Timeout, Environment } = found;
        const settings = SETTINGS.flatMap((name) => {
          const value = Environment?.Variables?.[name];
          return value === undefined ? [] : [[name, value] as const];
        });
        return {
          arn: FunctionArn,
          role: Role,
          ...(State !== undefined && { state: State }),
          ...(LastUpdateStatus !== undefined && { lastUpdate: LastUpdateStatus }),
          ...(Runtime !== undefined && { runtime: Runtime }),
          ...(Timeout !== undefined && { timeout: Timeout }),
          ...(reserved !== undefined && { reservedConcurrency: reserved }),
          settings: Object.fromEntries(settings),
        };
      }),
    functionUrl: async (FunctionName) => {
      const found = await look(
        'GetFunctionUrlConfigCommand',
        async () => (await lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }))).FunctionUrl,
      );
      return !found.ok && found.failure.kind === 'not-found' ? ok(undefined) : found;
    },
    queueConnection: (FunctionName, queueUrl) =>
      look('ListEventSourceMappingsCommand', async () => {
        const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
        return EventSourceMappings.find(({ EventSourceArn = '' }) => EventSourceArn.endsWith(`:${queueUrl.split('/').at(-1)}`))?.State;
      }),
    queue: (QueueUrl) =>
      look('GetQueueAttributesCommand', async () => {
        const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
        const deadLetters = targetOf(Attributes.RedrivePolicy);
        return {
          waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
          visibilityTimeout: Number(Attributes.VisibilityTimeout ?? 0),
          ...(deadLetters !== undefined && { deadLetters }),
        };
      }),
    table: (TableName) =>
      look('DescribeTableCommand', async () => ({
        status: (await dynamo.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus ?? 'of an unknown state',
      })),
    busSenders: (Name) =>
      look('DescribeEventBusCommand', async () => accountsIn((await events.send(new DescribeEventBusCommand({ Name }))).Policy)),
    topic: (TopicArn) =>
      look('GetTopicAttributesCommand', async () => {
        const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
        const { SubscriptionsConfirmed = 0, KmsMasterKeyId: key } = Attributes;
        return { subscribers: Number(SubscriptionsConfirmed), ...(key && { key }) };
      }),
  };
};
