import { AUDIT_EFFECTS, type Audit, type AuditEffect, type AuditFinding } from '../model/audit.ts';
import type { CauseId } from '../model/cause-id.ts';
import type { Proof } from '../model/proof.ts';
import type { RepairTool } from '../model/repair-tool.ts';
import { type GapText, gapText } from './gap-text.ts';
import { ended, neighboursText, phrase, proofText } from './proof-text.ts';
import { costOf, count, placeOf, type ReportedCause, type ReportOptions, reportCause, sentence } from './report.ts';

export interface ReportedFinding {
  readonly effect: AuditEffect;
  readonly cause: CauseId;
  /** `Missing method response: 2 methods would fail`. */
  readonly title: string;
  /** Every method that it touches; `lead` is the first of them. */
  readonly methods: readonly string[];
  readonly lead: ReportedCause;
  /** What replaying a call to the first method shows, in one sentence. */
  readonly proof: string;
}

/** Everything that a report of an audit shows to people, redacted, printable, of bounded length; renderers read only this. */
export interface AuditReport {
  /** `Audit of orders-api prod: 42 methods, 2 would fail`. */
  readonly headline: string;
  /** All that was found, counted by what it means for callers; a plain sentence where nothing was. */
  readonly summary: string;
  readonly place: string;
  readonly findings: readonly ReportedFinding[];
  /** What was not looked at, or not replayed, one sentence each. */
  readonly notJudged: readonly string[];
  readonly gaps: readonly GapText[];
  readonly cost?: string;
}

/** What an audit cannot see, whatever it finds. */
export const AUDIT_LIMITS =
  'An audit reads the configuration alone, and replays made-up calls. It sees neither what functions and backends do, nor permissions, nor the data of requests.';

/** Continues a number of methods. */
const MEANS: Readonly<Record<AuditEffect, string>> = {
  fails: 'would fail',
  'fails-on-error': 'would fail in another way when the endpoint answers with an error',
  'wrong-setting': 'with a setting that is wrong, though no replay shows what comes of it',
  'hides-error': "would pass an endpoint's error off as a success",
};

const methodsWith = (findings: readonly AuditFinding[], effect: AuditEffect): number =>
  new Set(findings.filter((finding) => finding.effect === effect).flatMap(({ methods }) => methods.map(({ where }) => where))).size;

const ENDING: Readonly<Record<AuditEffect, string>> = {
  fails: '',
  'fails-on-error': ' when the endpoint answers with an error',
  'wrong-setting': '',
  'hides-error': ' although the endpoint answers with an error',
};

const proofSentence = (proof: Proof, effect: AuditEffect): string => {
  const { badge, detail } = proofText(proof);
  switch (proof.kind) {
    case 'proven':
      return `${badge}: a replayed call ends in ${phrase(proof.replayed)}${ENDING[effect]}; with the repair in ${phrase(proof.repaired)}; ${neighboursText(proof.neighbours)}.`;
    case 'reproduced':
      return `${badge}: a replayed call ends in ${phrase(proof.replayed)}${ENDING[effect]}. Open: ${ended(phrase(proof.open))}`;
    default:
      return detail;
  }
};

const summaryOf = ({ findings, methods: { lookedAt } }: Audit): string => {
  const parts = AUDIT_EFFECTS.flatMap((effect) => {
    const number = methodsWith(findings, effect);
    return number === 0 ? [] : [`${number} ${MEANS[effect]}`];
  });
  if (parts.length > 0) return `Of ${count(lookedAt, 'method')} ${parts.join('; ')}.`;
  return lookedAt === 0
    ? 'No configured method could be read, so nothing can be said.'
    : 'Nothing was found that the configuration alone shows.';
};

const headlineOf = ({ target, findings, methods: { configured } }: Audit): string => {
  const { apiName, apiId, stage } = target;
  const name = sentence([apiName ?? apiId ?? 'unknown API', stage].filter(Boolean).join(' '), 80);
  const failing = methodsWith(findings, 'fails');
  const outcome = findings.length === 0 ? 'nothing found' : `${failing === 0 ? 'none' : failing} would fail`;
  return `Audit of ${name}: ${count(configured, 'method')}${configured === 0 ? '' : `, ${outcome}`}`;
};

const reportFinding =
  (target: Audit['target'], tool: RepairTool) =>
  ({ cause, effect, methods }: AuditFinding): ReportedFinding => {
    const [first] = methods;
    const lead = reportCause(target, tool)({ ...first, share: { requests: 0, of: 0 } });
    return {
      effect,
      cause,
      title: `${lead.title}: ${count(methods.length, 'method')} ${MEANS[effect]}`,
      methods: methods.map(({ where }) => sentence(where, 200)),
      lead,
      proof: proofSentence(first.proof, effect),
    };
  };

const notJudgedOf = ({ methods: { configured, lookedAt }, notReplayed }: Audit): readonly string[] => [
  ...(lookedAt < configured ? [`Only the first ${lookedAt} of ${configured} methods were looked at.`] : []),
  ...notReplayed.map(({ reason, methods }) => `${count(methods.length, 'method')} could not be replayed. ${sentence(reason, 300)}`),
];

export const auditReport = (audit: Audit, { tool = 'aws-cli' }: ReportOptions = {}): AuditReport => ({
  headline: headlineOf(audit),
  summary: summaryOf(audit),
  place: placeOf(audit.target),
  findings: audit.findings.map(reportFinding(audit.target, tool)),
  notJudged: notJudgedOf(audit),
  gaps: audit.gaps.map(gapText),
  ...(audit.cost && { cost: costOf(audit.cost) }),
});
