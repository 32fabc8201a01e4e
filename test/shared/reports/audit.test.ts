import { describe, expect, test } from 'vitest';
import { slackObjection } from '../../../infra/lab/slack-rules.ts';
import { auditReport } from '../../../shared/reports/audit-report.ts';
import { auditJson, auditText } from '../../../shared/reports/audit-text.ts';
import { slackAudit } from '../../../shared/reports/slack-audit.ts';
import { SLACK_LIMITS } from '../../../shared/reports/slack-limits.ts';
import { AUDITS } from '../../support/audits.ts';
import { PLANTED } from '../../support/hostile-diagnosis.ts';
import { slackTexts } from '../../support/slack-text.ts';

const GOLDEN = '../../golden/audits';
const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const ALL = Object.entries(AUDITS);

describe.each(ALL.filter(([name]) => name !== 'hostile'))('the audit: %s', (name, audit) => {
  test('reads well in Slack', async () => {
    await expect(asJson(slackAudit(audit))).toMatchFileSnapshot(`${GOLDEN}/${name}.slack.json`);
  });

  test('reads well in a terminal', async () => {
    await expect(auditText(audit, { colour: false, width: 100 })).toMatchFileSnapshot(`${GOLDEN}/${name}.terminal.txt`);
  });

  test('is the documented JSON', async () => {
    await expect(asJson(auditJson(audit))).toMatchFileSnapshot(`${GOLDEN}/${name}.json`);
  });
});

describe.each(ALL)('whatever stands in it: %s', (_name, audit) => {
  test('Slack takes it', () => {
    const message = slackAudit(audit);
    const texts = slackTexts(message);
    expect(slackObjection({ ...message }, true)).toBeUndefined();
    expect(message.text.length + texts.join('').length).toBeLessThanOrEqual(SLACK_LIMITS.message);
    for (const text of texts) {
      expect(text).not.toMatch(/<!|<@|<#|&(?!amp;|lt;|gt;)/);
      expect(text.length).toBeLessThanOrEqual(SLACK_LIMITS.section);
      expect(text.length).toBeGreaterThan(0);
    }
  });

  test('no secret leaves, and no terminal is repainted', () => {
    const text = auditText(audit, { colour: false, width: 80 });
    for (const report of [text, asJson(slackAudit(audit)), asJson(auditJson(audit))])
      for (const secret of PLANTED) expect(report).not.toContain(secret);
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E]/u);
  });
});

test('what Slack has no room for is counted', () => {
  const texts = slackTexts(slackAudit(AUDITS.hostile)).join('\n');
  const { findings, notJudged, gaps } = auditReport(AUDITS.hostile);
  expect(texts).toContain(`and ${findings.length - 5 - 12} more findings`);
  expect(texts).toContain(`And ${notJudged.length + gaps.length - 3} more remarks.`);
  expect(texts).toContain('Only the first 2000 of 9000000 methods were looked at.');
  expect(slackTexts(slackAudit(AUDITS.faulty)).join('\n')).toContain('`GET /e` and 2 more');
});

test.for([
  ['sound', 'Audit of orders-api prod: 5 methods, nothing found', 'Nothing was found that the configuration alone shows.'],
  ['unread', 'Audit of orders-api prod: 0 methods', 'No configured method could be read, so nothing can be said.'],
] as const)('says in its title and its first sentence how it went: %s', ([name, headline, summary]) => {
  expect(auditReport(AUDITS[name])).toMatchObject({ headline, summary });
});
