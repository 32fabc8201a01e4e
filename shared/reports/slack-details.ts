import type { Diagnosis } from '../model/diagnosis.ts';
import type { RepairText } from '../repairs/repair-text.ts';
import { codeBlock } from './mrkdwn.ts';
import type { OpenGroup } from './open-text.ts';
import { besideVerdict, type ProofText, proofSentence } from './proof-text.ts';
import { type Report, type ReportedCause, reportOf } from './report.ts';
import { SLACK_EXCERPT } from './slack-limits.ts';
import { BELOW, evidenceLines, fallback, firstMessage, type SlackMessage } from './slack-message.ts';
import { codeSections, cost, packSections, repairSections, textSections } from './slack-sections.ts';

/** More than this is a flood, not a thread. */
const MAX_MESSAGES = 5;

const allEvidence = (heading: string, { evidence }: ReportedCause): readonly string[] =>
  codeSections(heading, evidenceLines(evidence, 2_000));

/** Whether the first message shows all of the evidence. */
const isShown = ({ evidence }: ReportedCause): boolean =>
  evidence.length <= SLACK_EXCERPT.evidenceLines && evidence.every(({ text }) => text.length <= SLACK_EXCERPT.evidenceLength);

const isAssumedShown = ({ assumed }: ProofText): boolean =>
  assumed.length <= SLACK_EXCERPT.assumptions && assumed.every((text) => text.length <= SLACK_EXCERPT.reasonLength);

const isCut = (repair: RepairText): boolean =>
  repair.kind === 'code' &&
  [repair.wrong, repair.right].some((code) => cost(codeBlock(code, Number.MAX_SAFE_INTEGER)) > SLACK_EXCERPT.code);

const ofLead = (cause: ReportedCause, isRepairBelow: boolean): readonly string[] => [
  ...(isShown(cause) ? [] : allEvidence('All evidence', cause)),
  ...(isAssumedShown(cause.proof) ? [] : textSections('Assumed by the replay', cause.proof.assumed)),
  ...(isRepairBelow || isCut(cause.repair) ? repairSections('Repair', cause.repair) : []),
];

const proofLines = ({ proof }: ReportedCause): readonly string[] => [
  proofSentence(proof),
  ...(proof.assumed.length > 0 ? [`Assumed: ${proof.assumed.join(' ')}`] : []),
];

/** What the replay refutes needs no repair. */
const ofFurtherCause = (cause: ReportedCause): readonly string[] => {
  const heading = `${besideVerdict(cause.proof)}: ${cause.title}`;
  return cause.proof.kind === 'refuted'
    ? [...textSections(heading, [cause.what, ...proofLines(cause)]), ...allEvidence('Evidence', cause)]
    : [
        ...textSections(heading, [cause.what, cause.why, `Do: ${cause.todo}`, cause.strength, ...proofLines(cause)]),
        ...allEvidence('Evidence', cause),
        ...repairSections('Repair', cause.repair),
      ];
};

const openSections = ({ causes, why, command }: OpenGroup): readonly string[] => [
  ...textSections('Not ruled out', [causes.join(', '), why]),
  ...codeSections('Command', command),
];

const elsewhereSections = ({ elsewhere }: Report): readonly string[] =>
  elsewhere ? codeSections(`The repair for ${elsewhere.names}`, elsewhere.command) : [];

const lists = ({ ruledOut, open, gaps, next }: Report): readonly string[] => [
  ...(ruledOut.length > SLACK_EXCERPT.ruledOut || ruledOut.some(({ reason }) => reason.length > SLACK_EXCERPT.reasonLength)
    ? textSections(
        'Ruled out',
        ruledOut.map(({ causes, reason }) => `${causes.join(', ')}: ${reason}`),
      )
    : []),
  ...open.flatMap(openSections),
  ...(gaps.length > 0
    ? textSections(
        'Not seen',
        gaps.map(({ what, why, remedy }) => `${what}: ${why} ${remedy}`),
      )
    : []),
  ...next.slice(1).flatMap(({ why, command }) => [...textSections('Another query', [why]), ...codeSections('Command', command)]),
];

/** What the first message had to leave out, for its thread; empty when it left out nothing. */
export const slackDetails = (diagnosis: Diagnosis): readonly SlackMessage[] => {
  const report = reportOf(diagnosis);
  const isBelow = JSON.stringify(firstMessage(report, {}).blocks).includes(BELOW);
  const { lead, others } = report;
  return packSections(`Details: ${fallback(report)}`, MAX_MESSAGES, [
    ...(lead ? ofLead(lead, isBelow) : []),
    ...(isBelow && report.switchOn.length > 0 ? codeSections('Turn access logging on', report.switchOn.join('\n')) : []),
    ...others.flatMap(ofFurtherCause),
    ...elsewhereSections(report),
    ...lists(report),
  ]);
};
