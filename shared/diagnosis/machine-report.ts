import { redact } from '../lib/redact.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import { jsonReport } from '../reports/json-report.ts';
import type { DiagnosisRequest } from './diagnosis-request.ts';
import type { MachineReport } from './machine-report-schema.ts';

/** Bears the version of its form, so that a rule never meets one that its target does not know. */
export const DETAIL_TYPE = 'Diagnosis v1';

export const machineReport = ({ incident, alarm: { name, arn, at } }: DiagnosisRequest, diagnosis: Diagnosis): MachineReport => ({
  ...jsonReport(diagnosis),
  incident: redact(incident),
  alarm: { name: redact(name), arn: redact(arn), at },
});

/** Of the same form, without the lists: a few hundred bytes. */
export const briefReport = (report: MachineReport): MachineReport => ({
  ...report,
  causes: [],
  candidates: [],
  ruledOut: [],
  open: [],
  gaps: [],
  next: [],
  truncated: true,
});
