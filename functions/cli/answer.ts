import type { Collected } from '../../shared/diagnosis/collect-query.ts';
import { diagnose } from '../../shared/diagnosis/diagnose.ts';
import { parseIncidentFile } from '../../shared/diagnosis/incident-file.ts';
import { readIncident } from '../../shared/diagnosis/read-incident.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import type { Diagnosis } from '../../shared/model/diagnosis.ts';
import type { IncidentFile } from '../../shared/model/incident-file.ts';
import { jsonReport } from '../../shared/reports/json-report.ts';
import { terminalReport } from '../../shared/reports/terminal.ts';
import { terminalWidth, wantsColour } from './terminal.ts';

/** The failure is one sentence that says what is wrong with the file. */
export const answerFile = (text: string): Result<Diagnosis, string> => {
  const file = parseIncidentFile(text);
  return file.ok ? ok(diagnose(readIncident(file.value))) : { ok: false, failure: file.failure.message };
};

export const answerIncident = (incident: IncidentFile): Diagnosis => diagnose(readIncident(incident));

export const answerLive = ({ incident, cost }: Collected): Diagnosis => ({ ...diagnose(readIncident(incident)), cost });

export const reportText = (diagnosis: Diagnosis, asJson: boolean): string =>
  asJson
    ? `${JSON.stringify(jsonReport(diagnosis), null, 2)}\n`
    : terminalReport(diagnosis, { colour: wantsColour(), width: terminalWidth() });
