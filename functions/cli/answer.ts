import { styleText } from 'node:util';
import type { Collected } from '../../shared/diagnosis/collect-query.ts';
import { diagnose } from '../../shared/diagnosis/diagnose.ts';
import { readIncident } from '../../shared/diagnosis/read-incident.ts';
import type { Diagnosis } from '../../shared/model/diagnosis.ts';
import type { IncidentFile } from '../../shared/model/incident-file.ts';
import { jsonReport } from '../../shared/reports/json-report.ts';
import { otherTools } from '../../shared/reports/other-tools.ts';
import type { ReportOptions } from '../../shared/reports/report.ts';
import { terminalReport } from '../../shared/reports/terminal.ts';
import { terminalWidth, wantsColour } from './terminal.ts';

export const answerIncident = (incident: IncidentFile): Diagnosis => diagnose(readIncident(incident));

export const answerLive = ({ incident, cost }: Collected): Diagnosis => ({ ...diagnose(readIncident(incident)), cost });

/** For a person, as the terminal shows it. */
export const terminalAnswer = (diagnosis: Diagnosis, options: ReportOptions = {}): string =>
  terminalReport(diagnosis, { colour: wantsColour(), width: terminalWidth(), ...options });

/** What the command line offers beside the report: the repair in another form. */
const offer = (diagnosis: Diagnosis, { tool = 'aws-cli' }: ReportOptions): string => {
  const others = otherTools(diagnosis, tool);
  if (!others) return '';
  const line = `For another tool: --repair-for ${others.names}`;
  return `\n${wantsColour() ? styleText('dim', line, { validateStream: false }) : line}\n`;
};

export const diagnosisText = (diagnosis: Diagnosis, asJson: boolean, options: ReportOptions): string =>
  asJson ? `${JSON.stringify(jsonReport(diagnosis, options), null, 2)}\n` : terminalAnswer(diagnosis, options) + offer(diagnosis, options);
