import { oneLine, printable, shorten } from '../lib/readable-text.ts';
import { redact } from '../lib/redact.ts';
import type { CauseId, VerdictId } from '../model/cause-id.ts';
import type { Diagnosis, NamedCause, Target, Window } from '../model/diagnosis.ts';
import type { RepairTool } from '../model/repair-tool.ts';
import { accessLogCommands } from '../repairs/access-log.ts';
import { type RepairText, repairText } from '../repairs/repair-text.ts';
import { type EvidenceText, evidenceText } from './evidence-text.ts';
import { type GapText, gapText } from './gap-text.ts';
import { type OpenGroup, openText } from './open-text.ts';
import { type OtherTools, otherTools } from './other-tools.ts';
import { badgeWord, type ProofText, proofText } from './proof-text.ts';
import { type RuledOutGroup, ruledOutText } from './ruled-out-text.ts';
import { STRENGTH, verdictTitle } from './verdict-title.ts';

export interface ReportedCause {
  readonly cause: CauseId;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly todo: string;
  readonly strength: string;
  readonly proof: ProofText;
  /** Which requests it explains, in words; `''` when none were counted. */
  readonly share: string;
  readonly where?: string;
  readonly evidence: readonly EvidenceText[];
  readonly repair: RepairText;
  readonly docs: string;
}

/**
 * Everything a report for people shows, once: redacted, printable, of bounded length (but for evidence, of which every renderer shows as
 * much as it has room for). Renderers read only this, so that none of them can forget redaction. (`json-report.ts` is for machines and redacts on its own.)
 */
export interface Report {
  readonly verdict: VerdictId;
  readonly title: string;
  /** One line for a notification: `Lambda timeout (proven) on orders/prod`. */
  readonly headline: string;
  readonly summary: string;
  /** `orders/prod`. */
  readonly name: string;
  /** `REST API orders (abc123def4), stage prod, eu-west-1, account 123456789012`. */
  readonly place: string;
  readonly period?: string;
  readonly requests: string;
  /** The verdict's own; an outcome has none. */
  readonly lead?: ReportedCause;
  readonly others: readonly ReportedCause[];
  readonly candidates: readonly CauseId[];
  readonly ruledOut: readonly RuledOutGroup[];
  /** What nothing rules out, by the query that would decide; without what `candidates` and `next` say already. */
  readonly open: readonly OpenGroup[];
  readonly gaps: readonly GapText[];
  readonly next: readonly { readonly why: string; readonly command: string }[];
  /** `logging-disabled` only: the cheapest switch. */
  readonly switchOn: readonly string[];
  /** The repair in the form of other tools. */
  readonly elsewhere?: OtherTools;
  readonly cost?: string;
}

export const sentence = (text: string, max = 600): string => shorten(oneLine(redact(text)), max);
const snippet = (text: string): string => shorten(printable(redact(text)).trim(), 1_500);
/** Never cut: half a command is worse than a long one. */
const command = (text: string): string => printable(redact(text)).trim();

const nameOf = ({ apiName, apiId, stage }: Target): string =>
  sentence([apiName ?? apiId ?? 'unknown API', stage].filter(Boolean).join('/'), 80);

export const placeOf = ({ kind, apiName, apiId, stage, region, account }: Target): string => {
  const id = apiName !== undefined && apiId !== undefined ? ` (${apiId})` : '';
  const parts = [
    `${kind === 'WEBSOCKET' ? 'WebSocket' : kind} API ${apiName ?? apiId ?? '(unknown)'}${id}`,
    stage !== undefined && `stage ${stage}`,
    region,
    account !== undefined && `account ${account}`,
  ];
  return sentence(parts.filter(Boolean).join(', '), 250);
};

const periodOf = ({ from, to }: Window): string => {
  const [start, end] = [from, to].map((date) => date.toISOString().slice(0, 16).replace('T', ' '));
  const isOneDay = start?.slice(0, 10) === end?.slice(0, 10);
  return `${start} to ${isOneDay ? end?.slice(11) : end} UTC`;
};

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

const shareOf = ({ requests, of }: NamedCause['share']): string => {
  if (of === 0) return '';
  if (requests < of) return `${requests} of ${count(of, 'failing request')} seen`;
  return of === 1 ? 'the one failing request seen' : `all ${of} failing requests seen`;
};

const requestsOf = ({ failed, sampled }: Diagnosis['requests']): string =>
  failed === 0 ? 'no failing request seen' : `${count(failed, 'failing request')}, ${sampled} read in full`;

const bytes = (number: number): string =>
  number < 1_000_000 ? `${Math.ceil(number / 1_000)} kB` : `${(number / 1_000_000).toFixed(1)} MB`;

export const costOf = ({ calls, bytes: read, millis }: NonNullable<Diagnosis['cost']>): string => {
  const total = Object.values(calls).reduce((sum, each) => sum + each, 0);
  return `${count(total, 'AWS call')}, ${bytes(read)}, ${(millis / 1_000).toFixed(1)} s`;
};

const cleanRepair = (repair: RepairText): RepairText => {
  switch (repair.kind) {
    case 'config':
      return { ...repair, text: command(repair.text), sideEffects: sentence(repair.sideEffects) };
    case 'code':
      return { ...repair, advice: sentence(repair.advice), wrong: snippet(repair.wrong), right: snippet(repair.right) };
    case 'advice':
      return { ...repair, steps: repair.steps.map((step) => sentence(step)) };
  }
};

export const reportCause =
  (target: Target, tool: RepairTool) =>
  (cause: NamedCause): ReportedCause => ({
    cause: cause.cause,
    title: verdictTitle(cause.cause),
    what: sentence(cause.what),
    why: sentence(cause.why),
    todo: sentence(cause.todo),
    strength: STRENGTH[cause.strength],
    proof: proofText(cause.proof),
    share: shareOf(cause.share),
    ...(cause.where !== undefined && { where: sentence(cause.where, 200) }),
    evidence: cause.evidence.map(evidenceText),
    repair: cleanRepair(repairText(cause.repair, target, tool)),
    docs: sentence(cause.docs, 300),
  });

const headlineOf = (title: string, cause: ReportedCause | undefined, name: string): string => {
  const badge = badgeWord(cause?.proof);
  return `${title}${badge && ` (${badge})`} on ${name}`;
};

export interface ReportOptions {
  /** What repairs are printed for; the AWS CLI when left out. */
  readonly tool?: RepairTool;
}

export const reportOf = (diagnosis: Diagnosis, { tool = 'aws-cli' }: ReportOptions = {}): Report => {
  const { verdict, target, window, cost } = diagnosis;
  const [title, name] = [verdictTitle(verdict), nameOf(target)];
  const causes = diagnosis.causes.map(reportCause(target, tool));
  const elsewhere = otherTools(diagnosis, tool);
  const lead = causes.find(({ cause }) => cause === verdict);
  return {
    verdict,
    title,
    headline: headlineOf(title, lead, name),
    summary: sentence(diagnosis.summary),
    name,
    place: placeOf(target),
    ...(window && { period: periodOf(window) }),
    requests: requestsOf(diagnosis.requests),
    ...(lead && { lead }),
    others: causes.filter((cause) => cause !== lead),
    candidates: diagnosis.candidates,
    ruledOut: ruledOutText(diagnosis.ruledOut),
    open: openText(diagnosis),
    gaps: diagnosis.gaps.map(gapText),
    next: diagnosis.next.map((query) => ({ why: sentence(query.why), command: command(query.command) })),
    switchOn: verdict === 'logging-disabled' ? accessLogCommands(target).map(command) : [],
    ...(elsewhere && { elsewhere }),
    ...(cost && { cost: costOf(cost) }),
  };
};
