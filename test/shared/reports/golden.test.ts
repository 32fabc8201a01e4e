import { describe, expect, test } from 'vitest';
import { REPAIR_TOOLS, type RepairTool } from '../../../shared/model/repair-tool.ts';
import { printRepair } from '../../../shared/repairs/print-repair.ts';
import { amazonQCard } from '../../../shared/reports/amazon-q-card.ts';
import { jsonReport } from '../../../shared/reports/json-report.ts';
import { jsonReportSchema } from '../../../shared/reports/json-report-schema.ts';
import { slackDetails } from '../../../shared/reports/slack-details.ts';
import { slackMessage } from '../../../shared/reports/slack-message.ts';
import { snsText } from '../../../shared/reports/sns-text.ts';
import { terminalReport } from '../../../shared/reports/terminal.ts';
import { DIAGNOSES } from '../../support/diagnoses.ts';
import { PLANTED } from '../../support/hostile-diagnosis.ts';
import { slackTexts } from '../../support/slack-text.ts';

const isTool = (name: string): name is RepairTool => Object.hasOwn(REPAIR_TOOLS, name);

const GOLDEN = '../../golden/reports';
const CARD = {
  threadId: '111122223333/eu-west-1/pet-store/prod/x',
  relatedResources: ['arn:aws:cloudwatch:eu-west-1:111122223333:alarm:pet-store-5xx'],
};
const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const cases = Object.entries(DIAGNOSES).map(([name, diagnosis]) => [kebab(name), diagnosis] as const);

describe.each(cases)('%s', (name, diagnosis) => {
  test('reads well in a terminal', async () => {
    await expect(terminalReport(diagnosis, { colour: false, width: 100 })).toMatchFileSnapshot(`${GOLDEN}/${name}.terminal.txt`);
  });

  test('reads well in an e-mail', async () => {
    const { subject, text } = snsText(diagnosis);
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(`${GOLDEN}/${name}.sns.txt`);
  });

  test('reads well in Slack', async () => {
    const message = slackMessage(diagnosis, {
      alarmName: 'pet-store-5xx',
      alarmUrl: 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home#alarmsV2:alarm/pet-store-5xx',
    });
    await expect(asJson({ ...message, details: slackDetails(diagnosis) })).toMatchFileSnapshot(`${GOLDEN}/${name}.slack.json`);
  });

  test('reads well as a card of Amazon Q', async () => {
    await expect(asJson(amazonQCard(diagnosis, CARD))).toMatchFileSnapshot(`${GOLDEN}/${name}.card.json`);
  });

  test('is the documented JSON', async () => {
    await expect(asJson(jsonReport(diagnosis))).toMatchFileSnapshot(`${GOLDEN}/${name}.json`);
  });

  test('leaks no planted secret in any of them', () => {
    const reports = [
      terminalReport(diagnosis, { colour: true, width: 80 }),
      asJson(snsText(diagnosis)),
      asJson([slackMessage(diagnosis), ...slackDetails(diagnosis)]),
      asJson(jsonReport(diagnosis)),
      asJson(amazonQCard(diagnosis, CARD)),
    ];
    for (const report of reports) for (const secret of PLANTED) expect(report).not.toContain(secret);
  });

  test('lets no log line ping people, leave its code block or repaint the terminal', () => {
    const slack = [slackMessage(diagnosis), ...slackDetails(diagnosis)].flatMap(slackTexts).join('\n');
    expect(slack).not.toMatch(/<!|<@|<#/);
    for (const block of slack.split('```').filter((_text, index) => index % 2 === 1)) expect(block).toMatch(/^\n[\s\S]*\n$/);
    expect(terminalReport(diagnosis, { colour: false, width: 80 })).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E]/u);
  });
});

describe.each(Object.keys(REPAIR_TOOLS).filter(isTool))('a repair for %s', (tool) => {
  test('stands in the terminal, line by line, as its printer wrote it', () => {
    const { causes, target } = DIAGNOSES.twoCauses;
    const lines = terminalReport(DIAGNOSES.twoCauses, { colour: false, width: 80, tool }).split('\n');
    const printed = causes.flatMap(({ repair }) => (repair.kind === 'config' ? printRepair(tool, repair.changes, target).split('\n') : []));
    expect(printed.length).toBeGreaterThan(4);
    expect(lines).toEqual(expect.arrayContaining(printed.filter((line) => line.trim() !== '').map((line) => `  ${line}`)));
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
  });

  test('stands in the JSON beside the commands, in the documented form', () => {
    const report = jsonReport(DIAGNOSES.twoCauses, { tool });
    expect(jsonReportSchema.parse(report)).toEqual(report);
    expect(report.causes.map(({ repair }) => repair)).toMatchObject([{ printed: { tool } }, { printed: { tool } }]);
  });

  test('leaks no planted secret, and repaints no terminal', () => {
    const report = terminalReport(DIAGNOSES.hostile, { colour: false, width: 80, tool });
    for (const secret of PLANTED) expect(report).not.toContain(secret);
    expect(report).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E]/u);
  });
});
