import { redact } from '../lib/redact.ts';
import type { Audit } from '../model/audit.ts';
import { AUDIT_LIMITS, auditReport, type ReportedFinding } from './audit-report.ts';
import { jsonCause, jsonGap, jsonTarget } from './json-report.ts';
import { evidenceRows, type Page, pageOf, paragraph, repairLines, rows, section, type TerminalOptions } from './terminal.ts';

/** More names than this are for the JSON. */
const METHODS_AT_MOST = 20;

const methodsText = (methods: readonly string[]): string => {
  const left = methods.length - METHODS_AT_MOST;
  return [...methods.slice(0, METHODS_AT_MOST), ...(left > 0 ? [`and ${left} more`] : [])].join(', ');
};

const findingLines = (page: Page, { title, cause, methods, proof, lead }: ReportedFinding): readonly string[] =>
  section(page, `${title} (${cause})`, [
    ...rows(page, [
      ['Where', methodsText(methods)],
      ['What', lead.what],
      ['Why', lead.why],
      ['Do', lead.todo],
      ['Proof', proof],
      ...(lead.proof.assumed.length > 0 ? [['', `Assumed: ${lead.proof.assumed.join(' ')}`] as const] : []),
    ]),
    '',
    ...evidenceRows(page, lead.evidence),
    '',
    ...(methods.length > 1 ? paragraph(page, `The repair of ${methods[0]}; the JSON has the one of each method.`) : []),
    ...repairLines(page, lead.repair),
    '',
    ...paragraph(page, lead.docs),
  ]);

/** The whole audit as text, with the repair of the first method of each finding. */
export const auditText = (audit: Audit, options: TerminalOptions): string => {
  const page = pageOf(options);
  const { headline, place, summary, findings, notJudged, gaps, cost } = auditReport(audit);
  return [
    page.style('bold', headline),
    ...paragraph(page, place, ''),
    '',
    ...paragraph(page, summary, ''),
    ...findings.flatMap((finding) => findingLines(page, finding)),
    ...section(page, 'Not judged', [
      ...notJudged.flatMap((text) => paragraph(page, text)),
      ...gaps.flatMap(({ what, why, remedy }) => paragraph(page, `Not seen: ${what}. ${why} ${remedy}`)),
      ...paragraph(page, AUDIT_LIMITS),
    ]),
    ...(cost ? ['', page.style('dim', cost)] : []),
    '',
  ].join('\n');
};

/** For machines: every method with its own evidence and repair; without secrets. `docs/cli.md` */
export const auditJson = ({ target, methods, findings, notReplayed, gaps, cost }: Audit) => ({
  version: 1,
  target: jsonTarget(target),
  methods,
  findings: findings.map(({ cause, effect, methods: touched }) => ({
    cause,
    effect,
    methods: touched.map((method) => {
      const { share: _share, cause: _cause, ...shown } = jsonCause(target, undefined)({ ...method, share: { requests: 0, of: 0 } });
      return shown;
    }),
  })),
  notReplayed: notReplayed.map(({ reason, methods: names }) => ({ reason: redact(reason), methods: names.map(redact) })),
  gaps: gaps.map(jsonGap),
  ...(cost && { cost }),
});
