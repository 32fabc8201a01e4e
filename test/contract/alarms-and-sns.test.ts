import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, expect } from 'vitest';
import { createDescribeAlarms } from '../../shared/aws/describe-alarms.ts';
import { createPublishReport } from '../../shared/aws/publish-report.ts';
import { jsonReport } from '../../shared/reports/json-report.ts';
import { twoCauses } from '../support/diagnoses.ts';
import { contractWith, type Moto, startMoto } from '../support/moto-server.ts';

const moto = await startMoto();
const contract = contractWith(moto);

afterAll(async () => {
  if (moto.ok) await moto.value.stop();
});

/** moto has no PutCompositeAlarm, but keeps a PutMetricAlarm with a rule as a composite alarm. */
const putCompositeAlarm = async ({ endpoint }: Moto['clientConfig'], AlarmName: string, AlarmRule: string): Promise<void> => {
  const headers = {
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261120/eu-west-1/monitoring/aws4_request, SignedHeaders=host, Signature=0',
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'GraniteServiceVersion20100801.PutMetricAlarm',
  };
  const answer = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify({ AlarmName, AlarmRule }) });
  expect(answer.status).toBe(200);
};

contract(
  'alarms: metric and composite alarms by name (moto leaves the rule of a composite alarm out, so its children are not compared)',
  async (clientConfig) => {
    const client = new CloudWatchClient(clientConfig);
    await client.send(
      new PutMetricAlarmCommand({
        AlarmName: 'orders-5xx',
        Namespace: 'AWS/ApiGateway',
        MetricName: '5XXError',
        Dimensions: [
          { Name: 'ApiName', Value: 'orders' },
          { Name: 'Stage', Value: 'prod' },
        ],
        Period: 60,
        EvaluationPeriods: 5,
        Statistic: 'Sum',
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold',
      }),
    );
    await putCompositeAlarm(clientConfig, 'shop', 'ALARM("orders-5xx")');
    expect(await createDescribeAlarms(client)(['orders-5xx', 'shop', 'gone'])).toMatchObject({
      ok: true,
      value: [
        {
          alarmName: 'orders-5xx',
          inputs: [{ namespace: 'AWS/ApiGateway', metric: '5XXError', dimensions: { ApiName: 'orders', Stage: 'prod' } }],
          children: [],
          evaluatedSeconds: 300,
        },
        { alarmName: 'shop', inputs: [] },
      ],
    });
  },
);

const report = {
  ...jsonReport(twoCauses),
  incident: 'one',
  alarm: { name: 'orders-5xx', arn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:orders-5xx', at: '2026-11-20T12:00:00.000Z' },
};

contract('SNS: a subscription to a queue receives the JSON, its attributes beside it', async (clientConfig) => {
  const [sns, sqs] = [new SNSClient(clientConfig), new SQSClient(clientConfig)];
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'diagnoses' }));
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'machines' }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: Attributes?.QueueArn ?? '' }));
  const published = await createPublishReport(TopicArn, sns)({ subject: 'orders/prod', text: 'For a person', report });
  expect(published).toEqual({ ok: true, value: undefined });
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  const body = JSON.parse(Messages[0]?.Body ?? '{}');
  expect(body).toMatchObject({
    Type: 'Notification',
    Subject: 'orders/prod',
    MessageAttributes: { cause: { Type: 'String', Value: report.cause } },
  });
  expect(JSON.parse(body.Message)).toEqual(JSON.parse(JSON.stringify(report)));
});

contract('SNS: a topic that does not exist is a failure that no second try changes', async (clientConfig) => {
  const publish = createPublishReport('arn:aws:sns:eu-west-1:123456789012:nowhere', new SNSClient(clientConfig));
  expect(await publish({ subject: 'orders/prod', text: 'For a person', report })).toMatchObject({
    ok: false,
    failure: { kind: 'permanent' },
  });
});
