import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../../../infra/lab/lab.ts';
import { createPublishReport } from '../../../shared/aws/publish-report.ts';
import { createPutEvent } from '../../../shared/aws/put-event.ts';
import type { Reports } from '../../../shared/diagnosis/channels.ts';
import type { MachineReport } from '../../../shared/diagnosis/machine-report-schema.ts';
import { labClientConfig } from '../../support/lab-client-config.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
  Object.assign(process.env, lab.env);
});
afterAll(() => lab.stop());

const report = (summary: string): MachineReport => ({
  version: 1,
  cause: 'lambda-timeout',
  summary: 'The function timed out.',
  target: { kind: 'REST', apiName: 'orders', stage: 'prod' },
  requests: { failed: 3, sampled: 1 },
  causes: [],
  candidates: [],
  ruledOut: [{ cause: 'lambda-function-error', reason: summary }],
  open: [],
  gaps: [],
  next: [],
  turnOnLogging: [],
  incident: 'an incident',
  alarm: { name: 'orders-5xx', arn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:orders-5xx', at: '2026-11-20T14:07:12.345Z' },
});
const sns = (text: string, detail: string): Reports['sns'] => ({
  subject: 'gatewhy: Lambda timeout on orders/prod',
  text,
  report: report(detail),
});
/** Three bytes each in UTF-8. */
const euros = (count: number): string => '€'.repeat(count);
const bytes = (text: string | undefined): number => Buffer.byteLength(text ?? '');

const published = async (message: Reports['sns']) => {
  const outcome = await createPublishReport('arn:aws:sns:eu-west-1:000000000000:none', new SNSClient(labClientConfig(lab)))(message);
  return outcome.ok ? undefined : outcome.failure;
};

test('a topic that does not exist is a permanent failure, named by the call', async () => {
  expect(await published(sns('text', 'detail'))).toEqual({
    kind: 'permanent',
    reason: expect.stringMatching(/^sns:Publish failed: NotFound/),
  });
});

/** What the client sends, without a network. */
const messageOf = async (message: Reports['sns']): Promise<{ readonly whole: string; readonly forms: Record<string, string> }> => {
  const client = new SNSClient(labClientConfig(lab));
  let whole = '';
  client.middlewareStack.add(
    () => async (args) => {
      whole = String((args.input as { Message?: string }).Message);
      return { output: { $metadata: {} }, response: {} };
    },
    { step: 'initialize' },
  );
  await createPublishReport('arn:aws:sns:eu-west-1:000000000000:reports', client)(message);
  return { whole, forms: JSON.parse(whole) as Record<string, string> };
};

test('a report that fits is published whole', async () => {
  const { forms } = await messageOf(sns('the text', 'detail'));
  expect(forms).toMatchObject({ email: 'the text', sms: 'gatewhy: Lambda timeout on orders/prod' });
  expect(JSON.parse(forms.default ?? '')).toEqual(report('detail'));
});

test('a long report loses its lists first, then the end of its text, and never the verdict', async () => {
  const lists = await messageOf(sns(euros(40_000), euros(60_000)));
  expect(bytes(lists.whole)).toBeLessThanOrEqual(262_144);
  expect(lists.forms.email).toHaveLength(40_000);
  expect(JSON.parse(lists.forms.default ?? '')).toMatchObject({ cause: 'lambda-timeout', truncated: true, ruledOut: [] });

  const text = await messageOf(sns(euros(90_000), euros(60_000)));
  expect(bytes(text.whole)).toBeLessThanOrEqual(262_144);
  expect(JSON.parse(text.forms.default ?? '')).toMatchObject({ cause: 'lambda-timeout', truncated: true });
});

test('an event that is too large for the bus loses its lists', async () => {
  const put = createPutEvent('default', new EventBridgeClient(labClientConfig(lab)));
  expect(await put(report('short'))).toMatchObject({ ok: true });
  expect(await put(report(euros(90_000)))).toMatchObject({ ok: true });
  const [whole, brief] = lab.sentEvents.slice(-2).map(({ Detail }) => JSON.parse(Detail ?? '') as MachineReport);
  expect(whole).toEqual(report('short'));
  expect(brief).toMatchObject({ cause: 'lambda-timeout', truncated: true });
});

test('an entry that the bus refuses is a failure although the call succeeds', async () => {
  const client = new EventBridgeClient(labClientConfig(lab));
  client.middlewareStack.add(
    () => async () => ({
      output: { $metadata: {}, FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'try later' }] },
      response: {},
    }),
    { step: 'initialize' },
  );
  expect(await createPutEvent('default', client)(report('short'))).toEqual({
    ok: false,
    failure: { kind: 'temporary', reason: 'events:PutEvents failed: InternalFailure: try later' },
  });
});
