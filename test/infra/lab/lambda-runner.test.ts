import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { invoke, invokeAsync } from '../../../infra/lab/invoke.ts';
import { type Lab, startLab } from '../../../infra/lab/lab.ts';
import { type LambdaRunner, startLambdaRunner } from '../../../infra/lab/lambda-runner.ts';
import { labClientConfig } from '../../support/lab-client-config.ts';

let lab: Lab;
let sqs: SQSClient;

beforeAll(async () => {
  lab = await startLab();
  sqs = new SQSClient(labClientConfig(lab));
});
afterAll(async () => {
  sqs.destroy();
  await lab.stop();
});

const queue = async (name: string, attributes: Record<string, string> = {}) => {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  return QueueUrl;
};
const send = (QueueUrl: string, MessageBody: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes: { kind: { DataType: 'String', StringValue: 'alarm' } } }));
const settings = () => ({ functionName: 'diagnose', region: lab.region });
const run = (queueUrl: string, handler: (event: SQSEvent, context: Context) => unknown): LambdaRunner =>
  startLambdaRunner({ lab, queueUrl, handler, ...settings() });
const countOf = async (QueueUrl: string) => {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
  return names.reduce((sum, name) => sum + Number(Attributes[name]), 0);
};

test('a handler receives the event in the shape of AWS, and a message that it took is gone', async () => {
  const url = await queue('shape');
  await send(url, 'hello');
  const seen: { event: SQSEvent; context: Context }[] = [];
  const runner = run(url, (event, context) => void seen.push({ event, context }));
  await vi.waitFor(() => expect(runner.invocations).toHaveLength(1));
  await vi.waitFor(async () => expect(await countOf(url)).toBe(0));
  await runner.stop();
  expect(seen[0]?.event.Records).toMatchObject([
    {
      body: 'hello',
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:${lab.region}:${lab.account}:shape`,
      awsRegion: lab.region,
      attributes: { ApproximateReceiveCount: '1' },
      messageAttributes: { kind: { dataType: 'String', stringValue: 'alarm' } },
    },
  ]);
  expect(seen[0]?.context).toMatchObject({ functionName: 'diagnose', functionVersion: '$LATEST' });
  expect(seen[0]?.context.getRemainingTimeInMillis()).toBeGreaterThan(50_000);
});

test('of a batch only the failed message comes again, counted, and ends in the dead-letter queue', async () => {
  const dead = await queue('dead');
  const redrive = { deadLetterTargetArn: `arn:aws:sqs:${lab.region}:${lab.account}:dead`, maxReceiveCount: '2' };
  const url = await queue('live', { VisibilityTimeout: '1', RedrivePolicy: JSON.stringify(redrive) });
  await send(url, 'good');
  await send(url, 'poison');
  const received: string[] = [];
  const runner = run(url, ({ Records }): SQSBatchResponse => {
    received.push(...Records.map(({ body, attributes }) => `${body} ${attributes.ApproximateReceiveCount}`));
    return { batchItemFailures: Records.filter(({ body }) => body === 'poison').map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });
  await vi.waitFor(async () => expect(await countOf(dead)).toBe(1), { timeout: 8000, interval: 200 });
  await runner.stop();
  expect(received.toSorted()).toEqual(['good 1', 'poison 1', 'poison 2']);
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: dead }));
  expect(Messages?.map(({ Body }) => Body)).toEqual(['poison']);
});

test.each([
  ['throws', () => Promise.reject(new Error('no'))],
  ['names an unknown message', () => ({ batchItemFailures: [{ itemIdentifier: 'other' }] })],
  ['names nothing', () => ({ batchItemFailures: [{}] })],
])('when the handler %s, the whole batch stays', async (name, handler) => {
  const url = await queue(name.replaceAll(' ', '-'));
  await send(url, 'one');
  const runner = run(url, handler);
  await vi.waitFor(() => expect(runner.invocations).toHaveLength(1));
  await runner.stop();
  expect(await countOf(url)).toBe(1);
});

test('an invocation that outlasts its timeout fails in the words of Lambda', async () => {
  const slow = () => new Promise((resolve) => setTimeout(resolve, 500));
  const invocation = await invoke(slow, {}, { ...settings(), timeoutMs: 20 });
  expect(invocation.ok ? '' : String(invocation.error)).toMatch(/Task timed out after 0\.02 seconds/);
});

test('an asynchronous invocation is tried three times and no more', async () => {
  let calls = 0;
  const handler = () => {
    calls += 1;
    if (calls < 3) throw new Error('not yet');
    return calls;
  };
  expect(await invokeAsync(handler, {}, settings())).toMatchObject([{ ok: false }, { ok: false }, { ok: true, result: 3 }]);
  calls = -9;
  expect(await invokeAsync(handler, {}, settings())).toHaveLength(3);
});

test('a runner whose queue is gone says so when it is stopped', async () => {
  const runner = run(`${lab.endpoint}/${lab.account}/absent`, () => undefined);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await expect(runner.stop()).rejects.toThrow(/queue/i);
});
