import type { ActionsBlock, ContextBlock, HeaderBlock, SectionBlock } from '@slack/types';
import { shorten } from '../lib/readable-text.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { RepairText } from '../repairs/repair-text.ts';
import { codeBlock, escapeMrkdwn, inlineCode } from './mrkdwn.ts';
import { badgeWord, besideVerdict, isHeadline, type ProofText, proofSentence } from './proof-text.ts';
import { type Report, type ReportedCause, reportOf } from './report.ts';
import { SLACK_BUDGET, SLACK_EXCERPT } from './slack-limits.ts';

type SlackBlock = HeaderBlock | SectionBlock | ContextBlock | ActionsBlock;

export interface SlackMessage {
  /** What notifications and screen readers show. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

/** What the diagnosis does not know and the message may say. */
export interface SlackContext {
  readonly alarmName?: string;
  readonly alarmUrl?: string;
}

/** Plain text knows no markup; brackets go nevertheless, in case a client reads them as some. */
export const header = (text: string): HeaderBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: shorten(text.replaceAll(/[<>]/g, ''), SLACK_BUDGET.header), emoji: false },
});

/** `verbatim`: Slack is not to turn names and addresses in the text into links. */
export const section = (text: string): SectionBlock => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } });

export const context = (...texts: readonly string[]): ContextBlock => ({
  type: 'context',
  elements: texts.map((text) => ({ type: 'mrkdwn', text, verbatim: true })),
});

export const fallback = ({ headline, summary }: Report): string => escapeMrkdwn(`${headline}: ${summary}`, SLACK_BUDGET.fallback);

const assumed = ({ assumed: all }: ProofText): string => {
  const left = all.length - SLACK_EXCERPT.assumptions;
  const shown = all.slice(0, SLACK_EXCERPT.assumptions).map((text) => shorten(text, SLACK_EXCERPT.reasonLength));
  return ['Assumed:', ...shown, ...(left > 0 ? [`And ${left} more.`] : [])].join(' ');
};

/** The title bears the badge; this is what it stands for. */
const proof = (text: ProofText): string => {
  const detail = `*${text.badge}:* ${escapeMrkdwn(text.detail, 420)}`;
  return text.assumed.length > 0 ? `${detail}\n${escapeMrkdwn(assumed(text), 280)}` : detail;
};

const answer = ({ what, why, todo }: ReportedCause): string =>
  [`*${escapeMrkdwn(what, 700)}*`, escapeMrkdwn(why, 480), `*Do:* ${escapeMrkdwn(todo, 480)}`].join('\n');

const scope = ({ verdict, place, period, requests }: Report, cause: ReportedCause | undefined): string => {
  const explained = cause?.share && `explains ${cause.share}`;
  const facts = [cause?.where && inlineCode(cause.where, 120), explained || requests, place, period].filter(Boolean);
  return [inlineCode(verdict, 60), ...facts.map((fact) => (fact?.startsWith('`') ? fact : escapeMrkdwn(fact ?? '', 200)))].join(' · ');
};

/** Labels above each other, so that the texts can be compared. */
export const evidenceLines = (evidence: ReportedCause['evidence'], maxLength: number): string => {
  const width = Math.max(...evidence.map(({ label }) => label.length));
  return evidence.map(({ label, text }) => `${label.padEnd(width)}  ${shorten(text, maxLength)}`).join('\n');
};

const evidence = ({ evidence: all, strength, proof: text }: ReportedCause): string => {
  const shown = evidenceLines(all.slice(0, SLACK_EXCERPT.evidenceLines), SLACK_EXCERPT.evidenceLength);
  const remark = isHeadline(text) ? '' : ` ${escapeMrkdwn(proofSentence(text), 250)}`;
  return `*Evidence* (times in UTC)\n${codeBlock(shown, SLACK_BUDGET.evidence)}\n${strength}${remark}`;
};

export const BELOW = 'The commands are too long for this message and follow below.';

/** Half a command is worse than none: what does not fit stands in the details. */
const wholeOrBelow = (text: string, max: number): string => {
  const block = codeBlock(text, Number.MAX_SAFE_INTEGER);
  return block.length <= max ? block : BELOW;
};

const REPAIR: { readonly [Kind in RepairText['kind']]: (repair: Extract<RepairText, { kind: Kind }>) => string } = {
  config: ({ text, sideEffects }) =>
    [wholeOrBelow(text, SLACK_BUDGET.repair - 320), sideEffects && `Side effects: ${escapeMrkdwn(sideEffects, 300)}`]
      .filter(Boolean)
      .join('\n'),
  code: ({ advice, wrong, right }) =>
    [
      escapeMrkdwn(advice, 300),
      `Now:\n${codeBlock(wrong, SLACK_EXCERPT.code)}`,
      `Should be:\n${codeBlock(right, SLACK_EXCERPT.code)}`,
    ].join('\n'),
  advice: ({ steps }) => escapeMrkdwn(steps.map((step, index) => `${index + 1}. ${step}`).join('\n'), SLACK_BUDGET.repair),
};

const repair = ({ repair: text }: ReportedCause): string => `*Repair*\n${REPAIR[text.kind](text as never)}`;

const furtherLine = ({ cause, what, proof: text }: ReportedCause): string => {
  const word = text.kind === 'refuted' ? '' : badgeWord(text);
  return `${besideVerdict(text)}: ${cause}${word && ` (${word})`}. ${what}`;
};

const further = (causes: readonly ReportedCause[]): string =>
  escapeMrkdwn(causes.map((cause) => furtherLine(cause)).join('\n'), SLACK_BUDGET.further);

const ruledOut = ({ ruledOut: all }: Report): string => {
  const shown = all
    .slice(0, SLACK_EXCERPT.ruledOut)
    .map(({ causes, reason }) => `${causes.join(', ')} (${shorten(reason.replace(/\.$/, ''), SLACK_EXCERPT.reasonLength)})`);
  const left = all.slice(SLACK_EXCERPT.ruledOut).flatMap(({ causes }) => causes).length;
  return escapeMrkdwn(`Ruled out: ${[...shown, ...(left > 0 ? [`${left} more`] : [])].join('; ')}`, SLACK_BUDGET.ruledOut);
};

/** The queries stand in the details; candidates are named with the query that decides best. */
const open = ({ open: groups, candidates }: Report): string => {
  const all = [...new Set(groups.flatMap(({ causes }) => causes))].filter((cause) => !candidates.includes(cause));
  if (all.length === 0) return '';
  const left = all.length - SLACK_EXCERPT.open;
  return `Not ruled out: ${[...all.slice(0, SLACK_EXCERPT.open), ...(left > 0 ? [`${left} more`] : [])].join(', ')}; what would decide follows below.`;
};

const gaps = ({ gaps: all }: Report): string => {
  const shown = all
    .slice(0, SLACK_EXCERPT.gaps)
    .map(({ what, remedy }) => `Not seen: ${what}. ${shorten(remedy, SLACK_EXCERPT.reasonLength)}`);
  return escapeMrkdwn(shown.join('\n'), SLACK_BUDGET.gaps);
};

const next = ({ candidates, next: [query] }: Report): string =>
  [
    candidates.length > 0 && `*Still possible:* ${escapeMrkdwn(candidates.join(', '), 300)}`,
    query && `*What would decide:* ${escapeMrkdwn(query.why, 200)}\n${wholeOrBelow(query.command, SLACK_BUDGET.next - 560)}`,
  ]
    .filter(Boolean)
    .join('\n');

const switchOn = (commands: readonly string[]): string =>
  `*Turn access logging on* (the cheapest switch: no deployment, and it carries the failure text)\n${wholeOrBelow(commands.join('\n'), SLACK_BUDGET.repair)}`;

/** An address that Slack would misread, or that is too long, is left out. */
const link = (url: string, label: string): string => {
  const address = URL.parse(url)?.href.replaceAll('|', '%7C') ?? '';
  return address.startsWith('https://') && address.length < 250 ? `<${escapeMrkdwn(address, 400)}|${label}>` : '';
};

const footer = ({ cost }: Report, docs: string | undefined, { alarmName, alarmUrl }: SlackContext): string =>
  [
    docs && link(docs, 'AWS documentation'),
    alarmUrl ? link(alarmUrl, escapeMrkdwn(alarmName ?? 'Alarm', 80)) : alarmName && `alarm ${escapeMrkdwn(alarmName, 80)}`,
    cost,
  ]
    .filter(Boolean)
    .join(' · ');

export const firstMessage = (report: Report, about: SlackContext): SlackMessage => {
  const { lead: cause, others } = report;
  const sections = [
    cause && evidence(cause),
    cause && repair(cause),
    next(report),
    report.switchOn.length > 0 && switchOn(report.switchOn),
  ].filter((text) => typeof text === 'string' && text !== '');
  const remarks = [
    others.length > 0 && further(others),
    report.ruledOut.length > 0 && ruledOut(report),
    open(report),
    report.gaps.length > 0 && gaps(report),
    footer(report, cause?.docs, about),
  ];
  return {
    text: fallback(report),
    blocks: [
      header(report.headline),
      section(cause ? answer(cause) : escapeMrkdwn(report.summary, SLACK_BUDGET.answer)),
      ...(cause && isHeadline(cause.proof) ? [context(proof(cause.proof))] : []),
      context(scope(report, cause)),
      ...sections.map((text) => section(String(text))),
      ...remarks.filter((text) => typeof text === 'string' && text !== '').map((text) => context(String(text))),
    ],
  };
};

/** The first message: short enough to read on a phone. What it leaves out is in `slackDetails`. */
export const slackMessage = (diagnosis: Diagnosis, about: SlackContext = {}): SlackMessage => firstMessage(reportOf(diagnosis), about);
