import { styleText } from 'node:util';
import { shorten, wrap } from '../lib/readable-text.ts';
import type { OutcomeId } from '../model/cause-id.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { RepairText } from '../repairs/repair-text.ts';
import type { EvidenceText } from './evidence-text.ts';
import { badgeWord, besideVerdict, isHeadline, type ProofText, proofSentence } from './proof-text.ts';
import { type Report, type ReportedCause, type ReportOptions, reportOf } from './report.ts';

export interface TerminalOptions {
  readonly colour: boolean;
  /** Columns. Commands are not wrapped: they are there to be copied. */
  readonly width: number;
}

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

export interface Page {
  readonly width: number;
  readonly style: (style: Style, text: string) => string;
}

type Pairs = readonly (readonly [label: string, text: string])[];

const MAX_EVIDENCE = 12;
const MAX_EVIDENCE_LENGTH = 600;
const INDENT = '  ';

export const pageOf = ({ colour, width }: TerminalOptions): Page => ({
  width: Math.max(40, width),
  style: colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text,
});

export const paragraph = ({ width }: Page, text: string, indent = INDENT): readonly string[] =>
  wrap(text, width - indent.length).map((line) => (indent + line).trimEnd());

/** A label, and beside it text that wraps under itself. */
const row = ({ width, style }: Page, label: string, text: string, labelWidth: number): readonly string[] => {
  const column = INDENT.length + labelWidth + 2;
  const [first = '', ...rest] = wrap(text, width - column);
  return [`${INDENT}${style('dim', label.padEnd(labelWidth))}  ${first}`, ...rest.map((line) => ' '.repeat(column) + line)];
};

export const rows = (page: Page, pairs: Pairs): readonly string[] => {
  const labelWidth = Math.max(...pairs.map(([label]) => label.length));
  return pairs.flatMap(([label, text]) => row(page, label, text, labelWidth));
};

/** Where labels are long, or the page is narrow, the text stands below its label. */
const list = (page: Page, pairs: Pairs): readonly string[] =>
  page.width >= 90 && pairs.every(([label]) => label.length <= page.width / 3)
    ? rows(page, pairs)
    : pairs.flatMap(([label, text]) => [...paragraph(page, label), ...paragraph(page, text, INDENT.repeat(2))]);

export const section = (page: Page, heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', page.style('bold', heading), ...lines];

/** A remark, in a shell, YAML, HCL or TypeScript. */
const REMARK = /^\s*(?:#|\/\/)/;

const commandLines = ({ style }: Page, commands: readonly string[]): readonly string[] =>
  commands.flatMap((command) =>
    command.split('\n').map((line) => (line.trim() === '' ? '' : INDENT + style(REMARK.test(line) ? 'dim' : 'cyan', line))),
  );

export const evidenceRows = (page: Page, evidence: readonly EvidenceText[]): readonly string[] => {
  const shown = evidence.slice(0, MAX_EVIDENCE).map(({ label, text }) => [label, shorten(text, MAX_EVIDENCE_LENGTH)] as const);
  const left = evidence.length - shown.length;
  return [...rows(page, shown), ...(left > 0 ? paragraph(page, `and ${left} more of the same kind`) : [])];
};

const block = (text: string): readonly string[] => text.split('\n').map((line) => INDENT.repeat(2) + line);

const REPAIR: { readonly [Kind in RepairText['kind']]: (page: Page, repair: Extract<RepairText, { kind: Kind }>) => readonly string[] } = {
  config: (page, { text, sideEffects }) => [
    ...commandLines(page, [text]),
    ...(sideEffects ? ['', ...paragraph(page, `Side effects: ${sideEffects}`)] : []),
  ],
  code: (page, { advice, wrong, right }) => [
    ...paragraph(page, advice),
    `${INDENT}${page.style('red', 'Now')}`,
    ...block(wrong),
    `${INDENT}${page.style('green', 'Should be')}`,
    ...block(right),
  ],
  advice: (page, { steps }) =>
    rows(
      page,
      steps.map((step, index) => [`${index + 1}.`, step] as const),
    ),
};

export const repairLines = (page: Page, repair: RepairText): readonly string[] => REPAIR[repair.kind](page, repair as never);

const repairHeading = (repair: RepairText): string =>
  repair.kind === 'config' && repair.tool !== 'aws-cli' ? `Repair for ${repair.tool}` : 'Repair';

const scope = ({ share, where }: ReportedCause): string => [where, share && `explains ${share}`].filter(Boolean).join(', ');

const proofPairs = ({ proof }: ReportedCause): Pairs =>
  isHeadline(proof)
    ? [['Proof', proofSentence(proof)], ...(proof.assumed.length > 0 ? [['', `Assumed: ${proof.assumed.join(' ')}`] as const] : [])]
    : [];

const answer = (page: Page, cause: ReportedCause): readonly string[] =>
  rows(page, [
    ['What', cause.what],
    ['Why', cause.why],
    ['Do', cause.todo],
    ...(scope(cause) ? [['Where', scope(cause)] as const] : []),
    ...proofPairs(cause),
  ]);

const grounds = (page: Page, { evidence, strength, proof }: ReportedCause): readonly string[] => [
  ...evidenceRows(page, evidence),
  ...paragraph(page, isHeadline(proof) ? strength : `${strength} ${proofSentence(proof)}`),
];

const verdictLines = (page: Page, cause: ReportedCause): readonly string[] => [
  ...answer(page, cause),
  ...section(page, 'Evidence (times in UTC)', grounds(page, cause)),
  ...section(page, repairHeading(cause.repair), [...repairLines(page, cause.repair), '', `${INDENT}${cause.docs}`]),
];

/** A second cause says the same, under one heading; what the replay refutes needs no repair. */
const furtherLines = (page: Page, cause: ReportedCause): readonly string[] => {
  const heading = `${besideVerdict(cause.proof)}: ${cause.title} (${cause.cause})`;
  return section(
    page,
    heading,
    cause.proof.kind === 'refuted'
      ? [...rows(page, [['What', cause.what], ...proofPairs(cause)]), '', ...evidenceRows(page, cause.evidence)]
      : [...answer(page, cause), '', ...grounds(page, cause), '', ...repairLines(page, cause.repair)],
  );
};

const OUTCOME_COLOUR: Readonly<Record<OutcomeId, Style>> = {
  'no-fault': 'green',
  'logging-disabled': 'yellow',
  'insufficient-evidence': 'yellow',
};

const verdictColour = (verdict: string): Style => (OUTCOME_COLOUR as Readonly<Record<string, Style>>)[verdict] ?? 'red';

const PROOF_COLOUR: { readonly [Kind in ProofText['kind']]: Style } = {
  proven: 'green',
  reproduced: 'cyan',
  refuted: 'yellow',
  'not-attempted': 'dim',
};

const badge = ({ style }: Page, proof: ProofText | undefined): string =>
  proof && isHeadline(proof) ? `  ${style(PROOF_COLOUR[proof.kind], badgeWord(proof))}` : '';

const head = (page: Page, { verdict, title, place, period, requests, lead }: Report): readonly string[] => [
  `${page.style('bold', page.style(verdictColour(verdict), title))}  ${page.style('dim', verdict)}${badge(page, lead?.proof)}`,
  ...paragraph(page, place, ''),
  ...paragraph(page, [period, requests].filter(Boolean).join('; '), ''),
];

const switchOnLines = (page: Page, commands: readonly string[]): readonly string[] =>
  commands.length === 0
    ? []
    : [
        ...paragraph(page, 'Access logging is the cheapest switch: one line per request, no deployment, and it carries the failure text.'),
        ...commandLines(page, commands),
      ];

/** Groups have long labels: single causes keep their column. */
const ruledOutLines = (page: Page, { ruledOut }: Report): readonly string[] => {
  const pairs = (groups: Report['ruledOut']): Pairs => groups.map(({ causes, reason }) => [causes.join(', '), reason]);
  const singles = ruledOut.filter(({ causes }) => causes.length === 1);
  return [...list(page, pairs(singles)), ...list(page, pairs(ruledOut.filter(({ causes }) => causes.length > 1)))];
};

const openLines = (page: Page, { open }: Report): readonly string[] =>
  open.flatMap(({ causes, why, command }) => [
    ...paragraph(page, causes.join(', ')),
    ...paragraph(page, why, INDENT.repeat(2)),
    ...commandLines(page, [command]).map((line) => INDENT + line),
  ]);

/** An undecided report has named its candidates above. */
const openHeading = ({ candidates }: Report): string =>
  candidates.length > 0 ? 'What else would decide' : 'Not ruled out, and what would decide';

/** The whole answer as text: verdict first, then evidence, repair, what else is present, what was ruled out or was not, what could not be read. */
export const terminalText = (report: Report, options: TerminalOptions): string => {
  const page = pageOf(options);
  return [
    ...head(page, report),
    '',
    ...(report.lead ? verdictLines(page, report.lead) : paragraph(page, report.summary, '')),
    ...section(page, 'Turn access logging on', switchOnLines(page, report.switchOn)),
    ...section(page, 'Still possible', report.candidates.length > 0 ? paragraph(page, report.candidates.join(', ')) : []),
    ...section(
      page,
      'What would decide',
      report.next.flatMap(({ why, command }) => [...paragraph(page, why), ...commandLines(page, [command])]),
    ),
    ...report.others.flatMap((cause) => furtherLines(page, cause)),
    ...section(page, 'Ruled out', ruledOutLines(page, report)),
    ...section(page, openHeading(report), openLines(page, report)),
    ...section(
      page,
      'Not seen',
      list(
        page,
        report.gaps.map(({ what, why, remedy }) => [what, `${why} ${remedy}`] as const),
      ),
    ),
    ...(report.cost ? ['', page.style('dim', report.cost)] : []),
    '',
  ].join('\n');
};

export const terminalReport = (diagnosis: Diagnosis, { tool, ...options }: TerminalOptions & ReportOptions): string =>
  terminalText(reportOf(diagnosis, tool === undefined ? {} : { tool }), options);
