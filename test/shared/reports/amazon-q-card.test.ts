import { expect, test } from 'vitest';
import { amazonQCard } from '../../../shared/reports/amazon-q-card.ts';
import { amazonQCardSchema } from '../../../shared/reports/amazon-q-card-schema.ts';
import { DIAGNOSES, twoCauses } from '../../support/diagnoses.ts';
import { hostile } from '../../support/hostile-diagnosis.ts';

const CONTEXT = { threadId: '111122223333/eu-west-1/orders/prod/lambda-timeout', relatedResources: ['arn'] };

test.for(Object.entries({ ...DIAGNOSES, hostile }))('a card has the form that Amazon Q shows: %s', ([, diagnosis]) => {
  const card = amazonQCard(diagnosis, CONTEXT);
  expect(amazonQCardSchema.parse(card)).toEqual(card);
  expect(card.metadata.threadId).toBe(CONTEXT.threadId);
});

test('nobody is called by what a log line says', () => {
  const summary = 'Failed <!channel> <@U012345> & <https://example.com|here>';
  const card = JSON.stringify(amazonQCard({ ...twoCauses, verdict: 'insufficient-evidence', causes: [], summary }, CONTEXT));
  expect(card).toContain('&lt;!channel&gt; &lt;@U012345&gt; &amp; &lt;https://example.com|here&gt;');
});

test('a thread key that is too long does not cost the card', () => {
  const card = amazonQCard(twoCauses, { threadId: 'x'.repeat(3_000), relatedResources: [] });
  expect(amazonQCardSchema.safeParse(card).success).toBe(true);
});
