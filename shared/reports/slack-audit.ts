import { shorten } from '../lib/readable-text.ts';
import type { Audit } from '../model/audit.ts';
import { AUDIT_LIMITS, type AuditReport, auditReport, type ReportedFinding } from './audit-report.ts';
import { escapeMrkdwn, inlineCode } from './mrkdwn.ts';
import { SLACK_BUDGET } from './slack-limits.ts';
import { context, header, type SlackMessage, section } from './slack-message.ts';

/** Together less than what one message takes, each at its longest. */
const SHOWN = { findings: 5, methods: 5, method: 60, text: 260, counted: 12, remarks: 3 } as const;

const methodList = (methods: readonly string[]): string => {
  const left = methods.length - SHOWN.methods;
  const shown = methods.slice(0, SHOWN.methods).map((where) => inlineCode(where, SHOWN.method));
  return shown.join(', ') + (left > 0 ? ` and ${left} more` : '');
};

const say = (text: string): string => escapeMrkdwn(text, SHOWN.text);

const findingText = ({ title, methods, cause, proof, lead: { what, why, todo } }: ReportedFinding): string =>
  [
    `*${escapeMrkdwn(title, 160)}* ${inlineCode(cause, 60)}`,
    methodList(methods),
    say(`${what} ${why}`),
    say(proof),
    `*Do:* ${say(todo)}`,
  ].join('\n');

const counted = (findings: readonly ReportedFinding[]): string => {
  const left = findings.length - SHOWN.counted;
  const named = findings.slice(0, SHOWN.counted).map(({ title }) => shorten(title, 100));
  return escapeMrkdwn(['Also:', ...named, ...(left > 0 ? [`and ${left} more findings`] : [])].join('\n'), 1_300);
};

const remarks = ({ notJudged, gaps }: AuditReport): string => {
  const all = [...notJudged, ...gaps.map(({ what, remedy }) => `Not seen: ${what}. ${remedy}`)];
  const left = all.length - SHOWN.remarks;
  const shown = all.slice(0, SHOWN.remarks).map((text) => shorten(text, 200));
  return escapeMrkdwn([...shown, ...(left > 0 ? [`And ${left} more remarks.`] : [])].join('\n'), 700);
};

/** One message: what does not fit into it is counted. */
export const slackAudit = (audit: Audit): SlackMessage => {
  const report = auditReport(audit);
  const { findings, headline, place, summary, cost } = report;
  const others = findings.slice(SHOWN.findings);
  const notes = remarks(report);
  return {
    text: escapeMrkdwn(`${headline}. ${summary}`, SLACK_BUDGET.fallback),
    blocks: [
      header(headline),
      section(escapeMrkdwn(summary, 400)),
      ...findings.slice(0, SHOWN.findings).map((finding) => section(findingText(finding))),
      ...(others.length > 0 ? [section(counted(others))] : []),
      ...(notes === '' ? [] : [context(notes)]),
      context(escapeMrkdwn(AUDIT_LIMITS, 300), escapeMrkdwn([place, cost].filter(Boolean).join(' · '), 300)),
    ],
  };
};
