import { shorten } from '../lib/readable-text.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { RepairText } from '../repairs/repair-text.ts';
import type { AmazonQCard } from './amazon-q-card-schema.ts';
import { codeBlock, escapeMrkdwn, inlineCode } from './mrkdwn.ts';
import { proofSentence } from './proof-text.ts';
import { type Report, type ReportedCause, reportOf } from './report.ts';
import { evidenceLines } from './slack-message.ts';

/** Characters. The parts of a description add up to less than its 3,000. */
const MOST = { title: 250, sentence: 500, evidence: 900, evidenceLine: 240, step: 1_000, keyword: 100 } as const;
const EVIDENCE_LINES = 4;

export interface CardContext {
  readonly threadId: string;
  /** Redacted: ARNs and names. */
  readonly relatedResources: readonly string[];
}

const causeText = ({ what, why, evidence, proof, share }: ReportedCause): readonly string[] => [
  `*${escapeMrkdwn(what, MOST.sentence)}*`,
  escapeMrkdwn(why, MOST.sentence),
  codeBlock(evidenceLines(evidence.slice(0, EVIDENCE_LINES), MOST.evidenceLine), MOST.evidence),
  escapeMrkdwn([share && `Explains ${share}.`, proofSentence(proof)].filter(Boolean).join(' '), MOST.sentence),
];

/** A command that does not fit is not cut: the event and the report topic carry it whole. */
const commandStep = (why: string, command: string): string => {
  const block = codeBlock(command, Number.MAX_SAFE_INTEGER);
  const said = escapeMrkdwn(why.replace(/\.$/, ''), 300);
  return said.length + block.length < MOST.step
    ? `${said}:\n${block}`
    : `${said} (the commands are too long for a card; the report topic and the event bus have them)`;
};

const REPAIR: { readonly [Kind in RepairText['kind']]: (repair: Extract<RepairText, { kind: Kind }>) => readonly string[] } = {
  config: ({ text, sideEffects }) => [commandStep('Run', text), escapeMrkdwn(`Side effects: ${sideEffects}`, MOST.sentence)],
  code: ({ advice }) => [escapeMrkdwn(advice, MOST.sentence)],
  advice: ({ steps }) => steps.slice(0, 5).map((step) => escapeMrkdwn(step, MOST.sentence)),
};

const stepsOf = ({ lead, next: [query], switchOn }: Report): readonly string[] => [
  ...(lead ? [escapeMrkdwn(lead.todo, MOST.sentence), ...REPAIR[lead.repair.kind](lead.repair as never)] : []),
  ...(query ? [commandStep(query.why, query.command)] : []),
  ...(switchOn.length > 0 ? [commandStep('Turn access logging on', switchOn.join('\n'))] : []),
];

const descriptionOf = (report: Report): string => {
  const { lead, summary, place, requests } = report;
  const scope = `${inlineCode(report.verdict, 60)} · ${escapeMrkdwn(place, 260)} · ${escapeMrkdwn(requests, 100)}`;
  return [...(lead ? causeText(lead) : [escapeMrkdwn(summary, MOST.sentence)]), scope].filter((part) => part !== '').join('\n');
};

/** For Slack and Teams through Amazon Q, without any token of ours. Texts are in the chat client's Markdown, escaped as Slack asks. */
export const amazonQCard = (diagnosis: Diagnosis, { threadId, relatedResources }: CardContext): AmazonQCard => {
  const report = reportOf(diagnosis);
  const { apiName, apiId, stage } = diagnosis.target;
  const steps = stepsOf(report);
  const title = escapeMrkdwn(report.headline, MOST.title);
  return {
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title,
      description: descriptionOf(report),
      ...(steps.length > 0 && { nextSteps: [...steps] }),
      keywords: [report.verdict, apiName ?? apiId, stage].flatMap((word) => (word ? [escapeMrkdwn(word, MOST.keyword)] : [])),
    },
    metadata: {
      threadId: shorten(threadId, 500),
      summary: title,
      eventType: 'gatewhy-diagnosis',
      relatedResources: [...relatedResources],
    },
  };
};
