import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../shared/diagnosis/diagnose.ts';
import { readIncident } from '../../../shared/diagnosis/read-incident.ts';
import type { VerdictId } from '../../../shared/model/cause-id.ts';
import type { Diagnosis } from '../../../shared/model/diagnosis.ts';
import { CUTS, type Cut, incidentOf } from '../../support/evidence-cuts.ts';
import { FAMILIES, type FamilyId } from '../../support/evidence-families.ts';

/** What must come out: `same` as from everything; a verdict; or `ask` with a part of the command that must be printed. */
type Outcome = 'same' | VerdictId | { readonly ask: string; readonly candidate?: false };

const LOG = { ask: 'API-Gateway-Execution-Logs_a1b2c3d4e5/prod' };
const REQUEST_LOG = { ask: '"0d8f6a1e-52a7-4a0b-9d0c-6f7f1f0f6a11"' };
const EXPORT = { ask: 'aws apigateway get-export' };
/** The source holds nothing of this request: no cause can be told from another. */
const SILENT = { ask: 'API-Gateway-Execution-Logs_a1b2c3d4e5/prod', candidate: false } as const;

const EXPECTED: Readonly<Record<FamilyId, Readonly<Record<Cut, Outcome>>>> = {
  'lambda-function-error': {
    everything: 'same',
    'the console Test log': 'same',
    'the log at ERROR': 'same',
    'the access log': 'same',
    'the configuration': LOG,
    "the client's answer and the configuration": REQUEST_LOG,
    'the log of the function': 'same',
  },
  'malformed-proxy-response': {
    everything: 'same',
    'the console Test log': 'same',
    'the log at ERROR': 'same',
    'the access log': 'same',
    'the configuration': LOG,
    "the client's answer and the configuration": REQUEST_LOG,
    'the log of the function': LOG,
  },
  'lambda-timeout': {
    everything: 'same',
    'the console Test log': 'same',
    'the log at ERROR': 'same',
    'the access log': 'same',
    'the configuration': LOG,
    "the client's answer and the configuration": REQUEST_LOG,
    'the log of the function': 'same',
  },
  'lambda-invoke-permission-missing': {
    everything: 'same',
    'the console Test log': 'same',
    'the log at ERROR': 'same',
    'the access log': 'same',
    'the configuration': 'same',
    "the client's answer and the configuration": 'same',
    'the log of the function': SILENT,
  },
  'missing-method-response': {
    everything: 'same',
    'the console Test log': 'same',
    'the log at ERROR': 'same',
    'the access log': 'same',
    'the configuration': LOG,
    "the client's answer and the configuration": REQUEST_LOG,
    'the log of the function': SILENT,
  },
  // The line is also that of a failing template: only the configuration tells them apart, and the Test runs without binary types.
  'mock-binary-media-types': {
    everything: 'same',
    'the console Test log': EXPORT,
    'the log at ERROR': EXPORT,
    'the access log': EXPORT,
    'the configuration': 'same',
    "the client's answer and the configuration": 'same',
    'the log of the function': SILENT,
  },
  'integration-timeout': {
    everything: 'same',
    'the console Test log': 'same',
    'the log at ERROR': 'same',
    'the access log': 'same',
    'the configuration': LOG,
    "the client's answer and the configuration": 'same',
    'the log of the function': SILENT,
  },
  'authorizer-malformed-policy': {
    everything: 'same',
    'the console Test log': 'same',
    'the log at ERROR': 'same',
    'the access log': 'same',
    'the configuration': LOG,
    "the client's answer and the configuration": REQUEST_LOG,
    'the log of the function': LOG,
  },
  'request-template-error': {
    everything: 'same',
    'the console Test log': 'same',
    'the log at ERROR': EXPORT,
    'the access log': EXPORT,
    'the configuration': 'same',
    "the client's answer and the configuration": 'same',
    'the log of the function': SILENT,
  },
  // The client sees a success: a log of errors has no line of it, an access log a good status, and the function's log its error only.
  'lambda-error-as-success': {
    everything: 'same',
    'the console Test log': 'same',
    'the log at ERROR': SILENT,
    'the access log': 'no-fault',
    'the configuration': LOG,
    "the client's answer and the configuration": 'same',
    'the log of the function': 'lambda-function-error',
  },
  // A request without a route leaves no line in the execution log.
  'missing-route': {
    everything: 'same',
    'the console Test log': SILENT,
    'the log at ERROR': SILENT,
    'the access log': 'same',
    'the configuration': LOG,
    "the client's answer and the configuration": 'same',
    'the log of the function': SILENT,
  },
};

const keysOf = <Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] => Object.keys(record) as Key[];

const expectVerdict = (diagnosis: Diagnosis, verdict: VerdictId): void => {
  expect(diagnosis.verdict).toBe(verdict);
  expect(diagnosis.candidates).toEqual([]);
  expect(diagnosis.next).toEqual([]);
};

describe.each(keysOf(FAMILIES))('%s', (family) => {
  test.each(keysOf(CUTS))('from %s', (cut) => {
    const diagnosis = diagnose(readIncident(incidentOf(family, cut)));
    const expected = EXPECTED[family][cut];
    if (expected === 'same') return expectVerdict(diagnosis, family);
    if (typeof expected === 'string') return expectVerdict(diagnosis, expected);
    expect(diagnosis.verdict).toBe('insufficient-evidence');
    expect(diagnosis.next).toHaveLength(1);
    expect(diagnosis.next[0]?.command).toContain(expected.ask);
    if (expected.candidate === false) expect(diagnosis.candidates).toEqual([]);
    else expect(diagnosis.candidates).toContain(family);
    return undefined;
  });
});
