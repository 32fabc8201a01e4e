import { expect, test } from 'vitest';
import { otherTools } from '../../../shared/reports/other-tools.ts';
import { slackDetails } from '../../../shared/reports/slack-details.ts';
import { snsText } from '../../../shared/reports/sns-text.ts';
import { DIAGNOSES } from '../../support/diagnoses.ts';
import { hostile } from '../../support/hostile-diagnosis.ts';
import { slackTexts } from '../../support/slack-text.ts';

const { twoCauses, codeRepair, refuted, noFault } = DIAGNOSES;
const COMMAND =
  /gatewhy diagnose [^`]*--api a1b2c3d4e5[^`]*--stage prod[^`]*--from 2026-11-20T14:00:00.000Z[^`]*--repair-for cloudformation/;

test('names every tool but the one that is shown', () => {
  expect(otherTools(twoCauses, 'aws-cli')?.names).toBe('cloudformation, cdk, terraform, serverless or openapi');
  expect(otherTools(twoCauses, 'cdk')).toMatchObject({
    names: 'aws-cli, cloudformation, terraform, serverless or openapi',
    command: expect.stringContaining('--repair-for aws-cli'),
  });
});

test('has nothing to offer where no configuration is repaired', () => {
  for (const diagnosis of [codeRepair, refuted, noFault]) expect(otherTools(diagnosis, 'aws-cli')).toBeUndefined();
});

test('keeps what a stranger named in its quotes', () => {
  expect(otherTools(hostile, 'aws-cli')?.command).toContain(`--stage "pro'd"`);
});

test('stands in the e-mail and in the thread, as the command to paste', () => {
  expect(snsText(twoCauses).text).toMatch(COMMAND);
  expect(slackDetails(twoCauses).flatMap(slackTexts).join('\n')).toMatch(COMMAND);
});
