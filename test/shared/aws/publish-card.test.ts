import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../../../infra/lab/lab.ts';
import { createPublishCard } from '../../../shared/aws/publish-card.ts';
import { amazonQCard } from '../../../shared/reports/amazon-q-card.ts';
import { twoCauses } from '../../support/diagnoses.ts';
import { labClientConfig } from '../../support/lab-client-config.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.stop());

const card = amazonQCard(twoCauses, { threadId: 'one', relatedResources: [] });

test('the message is the card itself, the same for every protocol', async () => {
  const client = new SNSClient(labClientConfig(lab));
  const { TopicArn = '' } = await client.send(new CreateTopicCommand({ Name: 'cards' }));
  expect(await createPublishCard(TopicArn, client)(card)).toMatchObject({ ok: true });
  expect(lab.published.map(({ texts }) => texts)).toEqual([{ default: JSON.stringify(card) }]);
});

test('a card that Amazon Q would drop without a word is not published, and the failure names the place', async () => {
  lab.resetCalls();
  const broken = { ...card, content: { ...card.content, title: '' } };
  expect(await createPublishCard('arn:aws:sns:eu-west-1:000000000000:cards', new SNSClient(labClientConfig(lab)))(broken)).toEqual({
    ok: false,
    failure: { kind: 'permanent', reason: 'The card is malformed, and Amazon Q would drop it: content.title' },
  });
  expect(lab.calls()).toEqual({});
});

test('a topic that is not there is a failure that no second try changes', async () => {
  const publish = createPublishCard('arn:aws:sns:eu-west-1:000000000000:none', new SNSClient(labClientConfig(lab)));
  expect(await publish(card)).toMatchObject({
    ok: false,
    failure: { kind: 'permanent', reason: expect.stringMatching(/^sns:Publish failed/) },
  });
});
