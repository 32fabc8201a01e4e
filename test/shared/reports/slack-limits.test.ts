import { describe, expect, test } from 'vitest';
import { slackObjection } from '../../../infra/lab/slack-rules.ts';
import { jsonReport } from '../../../shared/reports/json-report.ts';
import { evidenceAnswer, fixAnswer, ruledOutAnswer } from '../../../shared/reports/slack-answers.ts';
import { withButtons } from '../../../shared/reports/slack-buttons.ts';
import { slackDetails } from '../../../shared/reports/slack-details.ts';
import { SLACK_LIMITS } from '../../../shared/reports/slack-limits.ts';
import { type SlackMessage, slackMessage } from '../../../shared/reports/slack-message.ts';
import { DIAGNOSES, noFault, twoCauses } from '../../support/diagnoses.ts';
import { hostile, NASTY_PROOFS } from '../../support/hostile-diagnosis.ts';
import { slackTexts } from '../../support/slack-text.ts';

const ID = 'abcdefghijklmnop';

const expectWithinLimits = (message: SlackMessage): void => {
  const texts = slackTexts(message);
  expect(message.blocks.length).toBeLessThanOrEqual(SLACK_LIMITS.blocks);
  expect(message.text.length).toBeLessThanOrEqual(SLACK_LIMITS.fallback);
  expect(message.text.length + texts.join('').length).toBeLessThanOrEqual(SLACK_LIMITS.message);
  for (const block of message.blocks) {
    if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(SLACK_LIMITS.header);
    if (block.type === 'context') expect(block.elements.length).toBeLessThanOrEqual(SLACK_LIMITS.contextElements);
  }
  for (const text of texts) {
    expect(text.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThanOrEqual(SLACK_LIMITS.section);
  }
};

describe('a Slack message', () => {
  test.each(Object.entries(DIAGNOSES))('keeps every limit: %s', (_name, diagnosis) => {
    const first = withButtons(slackMessage(diagnosis), { answer: ID, incident: ID });
    for (const message of [first, ...slackDetails(diagnosis)]) expectWithinLimits(message);
  });

  const [lead, code] = hostile.causes;
  const largest = NASTY_PROOFS.flatMap((proof) =>
    [lead, code].flatMap((cause) => (cause ? [{ proof: proof.kind, repair: cause.repair.kind, cause: { ...cause, proof } }] : [])),
  );

  test.for(largest)('keeps every limit at its largest: $proof, with a repair in $repair', ({ cause }) => {
    const diagnosis = { ...hostile, causes: [cause, ...hostile.causes], next: [] };
    const alarmUrl = `https://console.aws.amazon.com/${'a'.repeat(200)}`;
    const first = withButtons(slackMessage(diagnosis, { alarmName: '&'.repeat(300), alarmUrl }), { answer: ID, incident: ID });
    expect(slackObjection({ ...first }, true)).toBeUndefined();
    for (const message of [first, ...slackDetails(diagnosis)]) expectWithinLimits(message);
  });

  test('bears the badge in its title and in its notification, and says nothing there when nothing was replayed', () => {
    const { text, blocks } = slackMessage(twoCauses);
    expect(text).toMatch(/^MOCK binary media types \(proven\) on pet-store\/prod: /);
    expect(blocks[0]).toMatchObject({ type: 'header', text: { text: 'MOCK binary media types (proven) on pet-store/prod' } });
    expect(slackMessage(DIAGNOSES.codeRepair).text).toMatch(/^Malformed proxy response on pet-store\/prod: /);
  });

  test('says in its thread what it left out, in at most five messages', () => {
    expect(slackDetails(noFault)).toEqual([]);
    expect(slackDetails(twoCauses).flatMap(slackTexts).join('\n')).toContain('--status-code 404');
    expect(slackDetails(hostile)).toHaveLength(5);
  });

  test.each(Object.entries(DIAGNOSES))('keeps every limit in what a button asks for, in at most four messages: %s', (_name, diagnosis) => {
    const report = jsonReport(diagnosis);
    const fixes = (['aws-cli', 'cloudformation', 'cdk', 'terraform', 'serverless', 'openapi'] as const).map((tool) =>
      fixAnswer(report, tool),
    );
    for (const answer of [evidenceAnswer(report), ruledOutAnswer(report), ...fixes]) {
      expect(answer.length).toBeGreaterThan(0);
      expect(answer.length).toBeLessThanOrEqual(4);
      for (const message of answer) {
        expectWithinLimits(message);
        expect(slackObjection({ ...message }, true)).toBeUndefined();
      }
    }
  });

  test('never shows half a command', () => {
    const texts = slackTexts(slackMessage(hostile)).join('\n');
    expect(texts).toContain('follow below');
    expect(texts).not.toContain('aws apigateway');
  });

  test('never cuts inside an entity', () => {
    for (const text of slackTexts(slackMessage(hostile))) expect(text).not.toMatch(/&(?!amp;|lt;|gt;)/);
  });
});
