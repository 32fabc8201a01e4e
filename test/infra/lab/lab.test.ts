import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Lab, startLab } from '../../../infra/lab/lab.ts';
import { labClientConfig } from '../../support/lab-client-config.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 21, 10);
const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:books';

let lab: Lab;
const config = () => labClientConfig(lab);

beforeAll(async () => {
  lab = await startLab({
    metricAlarms: [{ AlarmName: 'books-5xx', StateValue: 'ALARM', Dimensions: [{ Name: 'ApiName', Value: 'books' }] }],
    compositeAlarms: [{ AlarmName: 'books-any', AlarmRule: 'ALARM(books-5xx)', StateUpdatedTimestamp: new Date(START) }],
    metrics: [
      {
        namespace: 'AWS/ApiGateway',
        metricName: '5XXError',
        dimensions: { ApiName: 'books', Stage: 'live' },
        points: [
          [START, 0],
          [START + 20_000, 1],
          [START + MINUTE, 1],
        ],
      },
    ],
    functions: [
      {
        configuration: { FunctionName: 'books', FunctionArn: FUNCTION_ARN, Timeout: 3, MemorySize: 128, State: 'Active' },
        policies: { live: { Version: '2012-10-17', Statement: [] } },
        reservedConcurrency: 5,
      },
    ],
    parameters: { '/gatewhy/slack': '{"webhookUrl":"https://hooks.example.com/x"}' },
    secrets: { 'gatewhy/slack': '{"botToken":"xoxb-1"}' },
  });
});
afterAll(() => lab.stop());
beforeEach(() => lab.resetCalls());

test('the environment points every client at the loopback address', () => {
  expect(lab.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(lab.env).toMatchObject({ AWS_ENDPOINT_URL: lab.endpoint, AWS_REGION: 'eu-west-1' });
});

test('DescribeAlarms answers composite alarms only when it is asked for them', async () => {
  const client = new CloudWatchClient(config());
  const plain = await client.send(new DescribeAlarmsCommand({}));
  expect([plain.MetricAlarms?.length, plain.CompositeAlarms?.length]).toEqual([1, 0]);
  const both = await client.send(
    new DescribeAlarmsCommand({ AlarmNames: ['books-5xx', 'books-any'], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
  );
  expect(both.MetricAlarms).toMatchObject([{ AlarmName: 'books-5xx' }]);
  expect(both.CompositeAlarms).toMatchObject([{ AlarmName: 'books-any', StateUpdatedTimestamp: new Date(START) }]);
  client.destroy();
});

const metricQuery = (Id: string, Stat: string) => ({
  Id,
  MetricStat: {
    Metric: {
      Namespace: 'AWS/ApiGateway',
      MetricName: '5XXError',
      Dimensions: [
        { Name: 'Stage', Value: 'live' },
        { Name: 'ApiName', Value: 'books' },
      ],
    },
    Period: 60,
    Stat,
  },
});

test('GetMetricData aggregates by period, newest first, and keeps to the window', async () => {
  const client = new CloudWatchClient(config());
  const window = { StartTime: new Date(START), EndTime: new Date(START + 2 * MINUTE) };
  const { MetricDataResults } = await client.send(
    new GetMetricDataCommand({ ...window, MetricDataQueries: [metricQuery('errors', 'Sum'), metricQuery('rate', 'Average')] }),
  );
  expect(MetricDataResults).toMatchObject([
    { Id: 'errors', Timestamps: [new Date(START + MINUTE), new Date(START)], Values: [1, 1], StatusCode: 'Complete' },
    { Id: 'rate', Values: [1, 0.5] },
  ]);
  await expect(
    client.send(new GetMetricDataCommand({ ...window, MetricDataQueries: [{ Id: 'math', Expression: 'a/b' }] })),
  ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  await client.send(new PutMetricDataCommand({ Namespace: 'gatewhy', MetricData: [{ MetricName: 'Diagnoses', Value: 1 }] }));
  client.destroy();
});

test('a function answers by name and by ARN; a policy lives on its qualifier alone', async () => {
  const client = new LambdaClient(config());
  const FunctionName = FUNCTION_ARN;
  expect(await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'books' }))).toMatchObject({ Timeout: 3, State: 'Active' });
  expect((await client.send(new GetFunctionCommand({ FunctionName }))).Concurrency).toEqual({ ReservedConcurrentExecutions: 5 });
  expect((await client.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions).toBe(5);
  expect((await client.send(new GetPolicyCommand({ FunctionName, Qualifier: 'live' }))).Policy).toContain('2012-10-17');
  expect((await client.send(new GetPolicyCommand({ FunctionName: `${FUNCTION_ARN}:live` }))).Policy).toContain('2012-10-17');
  await expect(client.send(new GetPolicyCommand({ FunctionName }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  client.destroy();
});

test('PutEvents keeps the good entries and names the bad ones', async () => {
  const client = new EventBridgeClient(config());
  const good = { Source: 'gatewhy', DetailType: 'Diagnosis v1', Detail: '{"cause":"x"}', EventBusName: 'default' };
  const answer = await client.send(new PutEventsCommand({ Entries: [good, { ...good, Detail: 'no json' }, { Source: 'gatewhy' }] }));
  expect(answer).toMatchObject({ FailedEntryCount: 2, Entries: [{}, { ErrorCode: 'MalformedDetail' }, { ErrorCode: 'InvalidArgument' }] });
  expect(lab.sentEvents).toEqual([good]);
  client.destroy();
});

test('parameters need decryption, and missing ones are named', async () => {
  const client = new SSMClient(config());
  const Name = '/gatewhy/slack';
  expect((await client.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value).toContain('webhookUrl');
  expect((await client.send(new GetParameterCommand({ Name }))).Parameter?.Value).not.toContain('webhookUrl');
  expect((await client.send(new GetParametersCommand({ Names: [Name, '/no'], WithDecryption: true }))).InvalidParameters).toEqual(['/no']);
  await expect(client.send(new GetParameterCommand({ Name: '/no' }))).rejects.toMatchObject({ name: 'ParameterNotFound' });
  client.destroy();
});

test('a secret answers by name and by ARN', async () => {
  const client = new SecretsManagerClient(config());
  const { ARN, SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'gatewhy/slack' }));
  expect(SecretString).toBe('{"botToken":"xoxb-1"}');
  expect((await client.send(new GetSecretValueCommand({ SecretId: ARN }))).SecretString).toBe(SecretString);
  await expect(client.send(new GetSecretValueCommand({ SecretId: 'no' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  client.destroy();
});

test('what is published on a topic reaches the queue that subscribed', async () => {
  const [sns, sqs] = [new SNSClient(config()), new SQSClient(config())];
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'reports' }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'reader' }));
  expect(QueueUrl).toMatch(lab.endpoint);
  const Endpoint = `arn:aws:sqs:${lab.region}:${lab.account}:reader`;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
  await sns.send(new PublishCommand({ TopicArn, Subject: 'hello', Message: 'a report' }));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
  expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject({ Type: 'Notification', Subject: 'hello', Message: 'a report' });
  const forms = { default: '{"cause":"x"}', email: 'a letter' };
  await sns.send(new PublishCommand({ TopicArn, MessageStructure: 'json', Message: JSON.stringify(forms) }));
  const second = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
  expect(JSON.parse(second.Messages?.[0]?.Body ?? '')).toMatchObject({ Message: forms.default });
  await expect(sns.send(new PublishCommand({ TopicArn, MessageStructure: 'json', Message: '{"email":"x"}' }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await expect(sns.send(new PublishCommand({ TopicArn, Message: 'x'.repeat(262_145) }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  expect(lab.published).toEqual([
    { topicArn: TopicArn, subject: 'hello', texts: { default: 'a report' } },
    { topicArn: TopicArn, subject: '', texts: forms },
  ]);
  expect(lab.calls()).toEqual({
    'sns:CreateTopic': 1,
    'sns:Publish': 4,
    'sns:Subscribe': 1,
    'sqs:CreateQueue': 1,
    'sqs:ReceiveMessage': 2,
  });
  sns.destroy();
  sqs.destroy();
});

test('a table takes an item once under a condition', async () => {
  const client = new DynamoDBClient(config());
  const TableName = 'incidents';
  await client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  const put = () =>
    client.send(new PutItemCommand({ TableName, Item: { id: { S: 'a' } }, ConditionExpression: 'attribute_not_exists(id)' }));
  await put();
  await expect(put()).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  expect((await client.send(new GetItemCommand({ TableName, Key: { id: { S: 'a' } } }))).Item).toEqual({ id: { S: 'a' } });
  expect(lab.calls()).toMatchObject({ 'dynamodb:PutItem': 2 });
  client.destroy();
});

test.each([
  ['apigateway', 'GetRestApis', () => new APIGatewayClient(config()).send(new GetRestApisCommand({}))],
  ['logs', 'DescribeLogGroups', () => new CloudWatchLogsClient(config()).send(new DescribeLogGroupsCommand({}))],
  ['cloudwatch', '*', () => new CloudWatchClient(config()).send(new DescribeAlarmsCommand({}))],
  ['sns', 'CreateTopic', () => new SNSClient(config()).send(new CreateTopicCommand({ Name: 'other' }))],
  ['sqs', 'CreateQueue', () => new SQSClient(config()).send(new CreateQueueCommand({ QueueName: 'other' }))],
  ['dynamodb', 'GetItem', () => new DynamoDBClient(config()).send(new GetItemCommand({ TableName: 'incidents', Key: { id: { S: 'a' } } }))],
])('an ordered refusal meets %s:%s as often as ordered, and then no more', async (service, operation, call) => {
  lab.fail({ service, operation, times: 1, status: 403, code: 'AccessDeniedException', message: 'not allowed' });
  await expect(call()).rejects.toMatchObject({ name: 'AccessDeniedException', message: 'not allowed', $metadata: { httpStatusCode: 403 } });
  await call();
  expect(Object.values(lab.calls())).toEqual([2]);
});

test('throttling is retried by a client that may retry', async () => {
  const client = new APIGatewayClient({ ...config(), maxAttempts: 2 });
  lab.fail({ service: 'apigateway', operation: 'GetRestApis', times: 1, status: 429, code: 'TooManyRequestsException' });
  const answer = await client.send(new GetRestApisCommand({}));
  expect(answer.$metadata.attempts).toBe(2);
  client.destroy();
});

test.each(['s3', 'kinesis'])('a request to %s is refused in words', async (service) => {
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIA/20261121/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const response = await fetch(lab.endpoint, { method: 'POST', headers: { authorization }, body: '{}' });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(`The lab does not play ${service}`);
});

test('STS says who calls, and an unsigned request is refused', async () => {
  const authorization = 'AWS4-HMAC-SHA256 Credential=AKIA/20261121/eu-west-1/sts/aws4_request, SignedHeaders=host, Signature=0';
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const response = await fetch(lab.endpoint, { method: 'POST', headers: { authorization }, body });
  expect(await response.text()).toContain(`<Account>${lab.account}</Account>`);
  expect((await fetch(lab.endpoint, { method: 'POST', body })).status).toBe(400);
});

test('a stopped lab leaves nothing open, not even a client that waits for messages', async () => {
  const before = process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
  const second = await startLab();
  const sqs = new SQSClient(labClientConfig(second));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'idle' }));
  const waiting = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 })).catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await second.stop();
  await waiting;
  sqs.destroy();
  await expect(fetch(second.endpoint)).rejects.toThrow();
  expect(process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap')).toHaveLength(before);
});
