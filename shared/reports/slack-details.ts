import type { Diagnosis } from '../model/diagnosis.ts';
import type { RepairText } from '../repairs/repair-text.ts';
import { codeBlock, escapeMrkdwn } from './mrkdwn.ts';
import type { OpenGroup } from './open-text.ts';
import { besideVerdict, type ProofText, proofSentence } from './proof-text.ts';
import { type Report, type ReportedCause, reportOf } from './report.ts';
import { SLACK_EXCERPT, SLACK_LIMITS } from './slack-limits.ts';
import { BELOW, evidenceLines, fallback, firstMessage, type SlackMessage, section } from './slack-message.ts';

const MAX_SECTION = 2_800;
/** More than this is a flood, not a thread. */
const MAX_MESSAGES = 5;
const MAX_BLOCKS = 40;

const cost = (text: string): number => escapeMrkdwn(text, Number.MAX_SAFE_INTEGER).length;

interface Room {
  readonly size: (part: string) => number;
  readonly characters: number;
  readonly parts: number;
}

/** Parts in their order, in groups that have room for them and for what joins them. */
const inGroups = (parts: readonly string[], room: Room): readonly (readonly string[])[] => {
  const groups: string[][] = [];
  let used = 0;
  for (const part of parts) {
    const size = room.size(part) + 1;
    const last = groups.at(-1);
    if (last && used + size <= room.characters && last.length < room.parts) {
      last.push(part);
      used += size;
    } else {
      groups.push([part]);
      used = size;
    }
  }
  return groups;
};

/** Pieces of at most `max` characters as Slack counts them (an escaped one may take five), cut between lines where there are any. */
const pieces = (text: string, max: number): readonly string[] => {
  const short = new RegExp(`.{1,${Math.floor(max / 5)}}`, 'gsu');
  const lines = text.split('\n').flatMap((line) => (cost(line) <= max ? [line] : (line.match(short) ?? [])));
  return inGroups(lines, { size: cost, characters: max, parts: Number.MAX_SAFE_INTEGER }).map((group) => group.join('\n'));
};

const codeSections = (heading: string, text: string): readonly string[] =>
  pieces(text, MAX_SECTION - 200).map(
    (piece, index) => `*${heading}${index > 0 ? ', continued' : ''}*\n${codeBlock(piece, MAX_SECTION - 100)}`,
  );

const textSections = (heading: string, lines: readonly string[]): readonly string[] =>
  pieces(lines.join('\n'), MAX_SECTION - 200).map(
    (piece, index) => `*${heading}${index > 0 ? ', continued' : ''}*\n${escapeMrkdwn(piece, MAX_SECTION - 100)}`,
  );

const REPAIR: {
  readonly [Kind in RepairText['kind']]: (heading: string, repair: Extract<RepairText, { kind: Kind }>) => readonly string[];
} = {
  config: (heading, { text }) => codeSections(heading, text),
  code: (heading, { advice, wrong, right }) => [
    ...textSections(heading, [advice]),
    ...codeSections('Now', wrong),
    ...codeSections('Should be', right),
  ],
  advice: (heading, { steps }) => textSections(heading, steps),
};

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
  ...(isRepairBelow || isCut(cause.repair) ? REPAIR[cause.repair.kind]('Repair', cause.repair as never) : []),
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
        ...REPAIR[cause.repair.kind]('Repair', cause.repair as never),
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

const pack = (report: Report, texts: readonly string[]): readonly SlackMessage[] => {
  const groups = inGroups(texts, { size: (text) => text.length, characters: SLACK_LIMITS.message - 1_000, parts: MAX_BLOCKS });
  const shown = groups.slice(0, MAX_MESSAGES);
  const note = groups.length > shown.length ? ['There is more: the SNS text and the JSON report have all of it.'] : [];
  return shown.map((group, index) => ({
    text: `Details: ${fallback(report)}`,
    blocks: [...group, ...(index === shown.length - 1 ? note : [])].map(section),
  }));
};

/** What the first message had to leave out, for its thread; empty when it left out nothing. */
export const slackDetails = (diagnosis: Diagnosis): readonly SlackMessage[] => {
  const report = reportOf(diagnosis);
  const isBelow = JSON.stringify(firstMessage(report, {}).blocks).includes(BELOW);
  const { lead, others } = report;
  return pack(report, [
    ...(lead ? ofLead(lead, isBelow) : []),
    ...(isBelow && report.switchOn.length > 0 ? codeSections('Turn access logging on', report.switchOn.join('\n')) : []),
    ...others.flatMap(ofFurtherCause),
    ...elsewhereSections(report),
    ...lists(report),
  ]);
};
