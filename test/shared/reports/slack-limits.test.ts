import { describe, expect, test } from 'vitest';
import { slackDetails } from '../../../shared/reports/slack-details.ts';
import { SLACK_LIMITS } from '../../../shared/reports/slack-limits.ts';
import { type SlackMessage, slackMessage } from '../../../shared/reports/slack-message.ts';
import { DIAGNOSES, hostile, noFault, twoCauses } from '../../support/diagnoses.ts';
import { slackTexts } from '../../support/slack-text.ts';

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
    for (const message of [slackMessage(diagnosis), ...slackDetails(diagnosis)]) expectWithinLimits(message);
  });

  test('says in its thread what it left out, in at most five messages', () => {
    expect(slackDetails(noFault)).toEqual([]);
    expect(slackDetails(twoCauses).flatMap(slackTexts).join('\n')).toContain('--status-code 404');
    expect(slackDetails(hostile)).toHaveLength(5);
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
