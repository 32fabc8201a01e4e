import { expect, test } from 'vitest';
import { jsonReport } from '../../../shared/reports/json-report.ts';
import { evidenceAnswer, fixAnswer, ruledOutAnswer } from '../../../shared/reports/slack-answers.ts';
import { DIAGNOSES, noFault, twoCauses } from '../../support/diagnoses.ts';
import { slackTexts } from '../../support/slack-text.ts';

/** As it comes back from the table. */
const kept = (diagnosis: typeof twoCauses) => JSON.parse(JSON.stringify(jsonReport(diagnosis))) as ReturnType<typeof jsonReport>;
const textOf = (messages: ReturnType<typeof evidenceAnswer>): string => messages.flatMap(slackTexts).join('\n');

test('shows all evidence of every cause, as the first message would', () => {
  const text = textOf(evidenceAnswer(kept(twoCauses)));
  expect(text).toContain('*Evidence for mock-binary-media-types (times in UTC)*');
  expect(text).toContain('*Evidence for missing-method-response (times in UTC)*');
  expect(text).toContain('14:03:21.514  Execution failed due to configuration error: Unable to transform request');
  expect(text).toContain('OPTIONS /pets integration.contentHandling is missing');
});

test('prints each repair for the tool of choice, with what it may change for others', () => {
  const text = textOf(fixAnswer(kept(twoCauses), 'terraform'));
  expect(text).toContain('*Repair of mock-binary-media-types for Terraform*');
  expect(text).toContain('content_handling');
  expect(text).toContain('only this MOCK reads its body as text');
});

test('a repair of code is the same whatever the tool', () => {
  const text = textOf(fixAnswer(kept(DIAGNOSES.codeRepair), 'cdk'));
  expect(text).toContain('whatever the tool');
  expect(text).toContain('*Should be*');
});

test('where no cause was found it says so, or what would lead to one', () => {
  expect(textOf(evidenceAnswer(kept(noFault)))).toBe('No cause was found, so there is no evidence of one.');
  expect(textOf(fixAnswer(kept(noFault), 'cdk'))).toBe('No cause was found, so there is nothing to repair.');
  const silent = {
    ...kept(noFault),
    next: [{ why: 'The log tells.', command: 'aws logs tail X' }],
    turnOnLogging: ['aws apigateway update-stage'],
  };
  expect(textOf(fixAnswer(silent, 'cdk'))).toMatch(/Turn access logging on[\s\S]*aws apigateway update-stage[\s\S]*aws logs tail X/);
});

test('names look-alikes with the fact that rules them out, and what nothing rules out', () => {
  const ruledOut = { ...kept(noFault), ruledOut: [{ cause: 'lambda-timeout' as const, reason: 'It answered in time.' }], open: [] };
  expect(textOf(ruledOutAnswer(ruledOut))).toContain('lambda-timeout: It answered in time.');
  const none = { ...kept(noFault), ruledOut: [], open: [] };
  expect(textOf(ruledOutAnswer(none))).toBe('No other cause shows this symptom.');
});
