import { oneLine } from '../lib/readable-text.ts';
import { redact } from '../lib/redact.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';
import type { Target } from '../model/diagnosis.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Change, Repair } from '../model/repair.ts';
import type { RepairTool } from '../model/repair-tool.ts';
import { repairText } from '../repairs/repair-text.ts';
import { evidenceText } from './evidence-text.ts';
import type { JsonEvidence, JsonRepair, JsonReport } from './json-report-schema.ts';
import { ruledOutText } from './ruled-out-text.ts';
import { toolName } from './slack-buttons.ts';
import { evidenceLines, type SlackMessage } from './slack-message.ts';
import { codeSections, packSections, repairSections, textSections } from './slack-sections.ts';
import { verdictTitle } from './verdict-title.ts';

/** An address for answers takes five; one is left for what may go wrong. */
const MOST_MESSAGES = 4;

const LONGEST_LINE = 2_000;

/** Back from JSON: `jsonReport` wrote it. */
const evidenceOf = (evidence: JsonEvidence): Evidence => {
  if (evidence.kind !== 'log-line') return evidence as Evidence;
  const { source, text, requestId, at } = evidence;
  return { kind: 'log-line', line: withoutUndefined({ source, text, requestId, at: at === undefined ? undefined : new Date(at) }) };
};

/** Back from JSON: `jsonReport` wrote it. */
const repairOf = (repair: JsonRepair): Repair =>
  repair.kind === 'config'
    ? { kind: 'config', changes: repair.changes as unknown as readonly [Change, ...Change[]], sideEffects: repair.sideEffects }
    : (withoutUndefined(repair) as Repair);

const targetOf = ({ target }: JsonReport): Target => withoutUndefined(target) as Target;

const nameOf = ({ apiName, apiId, stage }: JsonReport['target']): string =>
  oneLine(redact([apiName ?? apiId ?? 'unknown API', stage].filter(Boolean).join('/')));

const packed = (report: JsonReport, what: string, sections: readonly string[]): readonly SlackMessage[] =>
  packSections(`${what} ${verdictTitle(report.cause)} on ${nameOf(report.target)}`, MOST_MESSAGES, sections);

/** Without a cause there is what would lead to one. */
const deciding = ({ next, turnOnLogging }: JsonReport): readonly string[] => [
  ...(turnOnLogging.length > 0 ? codeSections('Turn access logging on', turnOnLogging.join('\n')) : []),
  ...next.flatMap(({ why, command }) => [...textSections('What would decide', [why]), ...codeSections('Command', command)]),
];

const orElse = (sections: readonly string[], text: string): readonly string[] => (sections.length > 0 ? sections : [text]);

/** All evidence of every cause that was found. */
export const evidenceAnswer = (report: JsonReport): readonly SlackMessage[] => {
  const found = report.causes.flatMap(({ cause, evidence }) =>
    codeSections(`Evidence for ${cause} (times in UTC)`, evidenceLines(evidence.map(evidenceOf).map(evidenceText), LONGEST_LINE)),
  );
  return packed(
    report,
    'Evidence:',
    orElse([...found, ...(found.length > 0 ? [] : deciding(report))], 'No cause was found, so there is no evidence of one.'),
  );
};

/** The repair of every cause that was not refuted, in the language of the tool. */
export const fixAnswer = (report: JsonReport, tool: RepairTool): readonly SlackMessage[] => {
  const fixes = report.causes.flatMap(({ cause, repair, proof }) => {
    if (proof.kind === 'refuted') return [];
    const text = repairText(repairOf(repair), targetOf(report), tool);
    if (text.kind !== 'config') return repairSections(`Repair of ${cause}, whatever the tool`, text);
    const effects = text.sideEffects === '' ? [] : textSections('Side effects', [text.sideEffects]);
    return [...repairSections(`Repair of ${cause} for ${toolName(tool)}`, { ...text, text: redact(text.text) }), ...effects];
  });
  return packed(
    report,
    'Repair:',
    orElse([...fixes, ...(fixes.length > 0 ? [] : deciding(report))], 'No cause was found, so there is nothing to repair.'),
  );
};

/** Each look-alike with the fact that rules it out, then what nothing rules out. */
export const ruledOutAnswer = (report: JsonReport): readonly SlackMessage[] => {
  const groups = ruledOutText(report.ruledOut).map(({ causes, reason }) => `${causes.join(', ')}: ${reason}`);
  const open = report.open.flatMap(({ causes, why, command }) => [
    ...textSections('Not ruled out', [causes.join(', '), why]),
    ...codeSections('Command', command),
  ]);
  const sections = [...(groups.length > 0 ? textSections('Ruled out', groups) : []), ...open];
  return packed(report, 'Ruled out:', orElse(sections, 'No other cause shows this symptom.'));
};
