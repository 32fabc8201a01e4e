import { describe, expect, test } from 'vitest';
import { logger } from '../../functions/composition/telemetry.ts';
import { diagnose } from '../../shared/diagnosis/diagnose.ts';
import { diagnosedEvent } from '../../shared/diagnosis/diagnosed-event.ts';
import type { DiagnosisRequest } from '../../shared/diagnosis/diagnosis-request.ts';
import { parseIncidentFile } from '../../shared/diagnosis/incident-file.ts';
import { machineReport } from '../../shared/diagnosis/machine-report.ts';
import { readIncident } from '../../shared/diagnosis/read-incident.ts';
import { redactJson } from '../../shared/lib/redact.ts';
import type { Diagnosis } from '../../shared/model/diagnosis.ts';
import { REPAIR_TOOLS, type RepairTool } from '../../shared/model/repair-tool.ts';
import { jsonReport } from '../../shared/reports/json-report.ts';
import { slackDetails } from '../../shared/reports/slack-details.ts';
import { slackMessage } from '../../shared/reports/slack-message.ts';
import { snsText } from '../../shared/reports/sns-text.ts';
import { terminalReport } from '../../shared/reports/terminal.ts';
import { captureLog } from '../support/captured-log.ts';
import { plantedIncident } from '../support/planted-incidents.ts';
import { leaksOf, plantSecrets } from '../support/planted-secrets.ts';

const SECRETS = plantSecrets(540);
const PER_INCIDENT = 20;
/** Each kind falls on every place of an incident: as many kinds as there are, and as many secrets to an incident, have no common measure. */
const INCIDENTS = Array.from({ length: SECRETS.length / PER_INCIDENT }, (_, index) =>
  plantedIncident(index, SECRETS.slice(index * PER_INCIDENT, (index + 1) * PER_INCIDENT)),
);

const diagnoseText = (text: string): Diagnosis => {
  const file = parseIncidentFile(text);
  if (!file.ok) throw new Error(file.failure.message);
  return diagnose(readIncident(file.value));
};

const DIAGNOSES = INCIDENTS.map((incident) => diagnoseText(JSON.stringify(incident)));

const request = (diagnosis: Diagnosis): DiagnosisRequest =>
  ({
    incident: `alarm ${SECRETS[0]?.text} prod`,
    alarm: { name: `orders ${SECRETS[1]?.text}`, arn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:x', at: '2026-11-21T10:00:00Z' },
    target: diagnosis.target,
  }) as never;

const TOOLS = Object.keys(REPAIR_TOOLS) as readonly RepairTool[];

const OUTPUTS: Readonly<Record<string, (diagnosis: Diagnosis) => string>> = {
  'the Slack message': (diagnosis) => JSON.stringify(slackMessage(diagnosis, {})),
  'the thread in Slack': (diagnosis) => JSON.stringify(slackDetails(diagnosis)),
  'the e-mail text': (diagnosis) => JSON.stringify(snsText(diagnosis)),
  'the event and the JSON for subscribers': (diagnosis) => JSON.stringify(machineReport(request(diagnosis), diagnosis)),
  'the card of Amazon Q, and all that the table keeps': (diagnosis) =>
    JSON.stringify(diagnosedEvent(request(diagnosis), diagnosis, 'abcdefghijklmnop')),
  'the JSON report, for every tool': (diagnosis) => JSON.stringify(TOOLS.map((tool) => jsonReport(diagnosis, { tool }))),
  'the terminal, for every tool': (diagnosis) =>
    TOOLS.map((tool) => terminalReport(diagnosis, { colour: false, width: 100_000, tool })).join('\n'),
};

describe(`${SECRETS.length} secrets of ${new Set(SECRETS.map(({ kind }) => kind)).size} kinds, planted in ${INCIDENTS.length} incidents`, () => {
  test('are there: without redaction the incidents show each of them', () => {
    expect(leaksOf(SECRETS, INCIDENTS.map((incident) => JSON.stringify(incident)).join('\n')).length).toBeGreaterThan(500);
    expect(new Set(DIAGNOSES.map(({ verdict }) => verdict)).size).toBeGreaterThan(3);
  });

  test.for(Object.keys(OUTPUTS))('show nothing of eight characters in %s', (name) => {
    const output = DIAGNOSES.map((diagnosis) => OUTPUTS[name]?.(diagnosis)).join('\n');
    expect(output.length).toBeGreaterThan(5_000);
    expect(leaksOf(SECRETS, output)).toEqual([]);
  });

  test('show nothing in a captured file, which leads to the same verdict', () => {
    const captured = INCIDENTS.map((incident) => JSON.stringify(redactJson(incident), null, 2));
    expect(leaksOf(SECRETS, captured.join('\n'))).toEqual([]);
    expect(captured.map((text) => diagnoseText(text).verdict)).toEqual(DIAGNOSES.map(({ verdict }) => verdict));
  });

  test('show nothing in our own log, as text, as a member, as an error or inside one', () => {
    const logged = captureLog();
    for (const { secret, text } of SECRETS) {
      logger.info(text, { facts: { note: text, headers: { 'x-api-key': secret } } });
      logger.error('failed', new Error(text, { cause: new Error(text) }));
    }
    const lines = logged();
    expect(lines).toHaveLength(SECRETS.length * 2);
    expect(leaksOf(SECRETS, JSON.stringify(lines))).toEqual([]);
  });
});
