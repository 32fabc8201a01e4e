import { readFileSync } from 'node:fs';
import { diagnose } from '../../../shared/diagnosis/diagnose.ts';
import { parseIncidentFile } from '../../../shared/diagnosis/incident-file.ts';
import { readIncident } from '../../../shared/diagnosis/read-incident.ts';
import { parseJson } from '../../../shared/lib/json.ts';
import { readLabel } from './label.ts';
import type { Answered, Outcome } from './outcome.ts';

const answer = (text: string): Answered => {
  try {
    const parsed = parseIncidentFile(text);
    if (!parsed.ok) return { got: 'refused', summary: JSON.stringify(parsed.failure), proofs: [] };
    const { verdict, summary, causes } = diagnose(readIncident(parsed.value));
    return { got: verdict, summary, proofs: causes.map(({ cause, proof }) => ({ cause, proof })) };
  } catch (error) {
    return { got: 'crashed', summary: error instanceof Error ? (error.stack ?? error.message) : String(error), proofs: [] };
  }
};

/** Diagnoses a labelled incident file. */
export const runCase = (file: string): Outcome => {
  const text = readFileSync(file, 'utf8');
  const json = parseJson(text);
  if (json === undefined) return { kind: 'unreadable', file, reason: 'not JSON' };
  const label = readLabel(json);
  return label ? { kind: 'case', file, label, ...answer(text) } : { kind: 'unreadable', file, reason: 'no label with a known id' };
};
