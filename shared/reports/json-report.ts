import { shorten } from '../lib/readable-text.ts';
import { redact, redactJson } from '../lib/redact.ts';
import type { Diagnosis, NamedCause, Target } from '../model/diagnosis.ts';
import type { Evidence, Gap } from '../model/evidence.ts';
import type { Proof } from '../model/proof.ts';
import type { Repair } from '../model/repair.ts';
import { REPAIR_TOOLS, type RepairTool } from '../model/repair-tool.ts';
import { accessLogCommands } from '../repairs/access-log.ts';
import { awsCliCommands } from '../repairs/aws-cli.ts';
import { repairText } from '../repairs/repair-text.ts';
import { redactEvidence } from './evidence-text.ts';
import type { JsonEvidence, JsonProof, JsonRepair, JsonReport } from './json-report-schema.ts';
import { groupByQuery } from './open-text.ts';
import type { ReportOptions } from './report.ts';

const MAX_TEXT = 2_000;

const say = (text: string): string => shorten(redact(text), MAX_TEXT);

const bounded = (value: unknown): unknown => {
  const text = JSON.stringify(value) ?? '';
  return text.length <= MAX_TEXT ? value : shorten(text, MAX_TEXT);
};

const EVIDENCE: { readonly [Kind in Evidence['kind']]: (evidence: Extract<Evidence, { kind: Kind }>) => JsonEvidence } = {
  'log-line': ({ line: { source, text, requestId, at } }) => ({
    kind: 'log-line',
    source,
    text: say(text),
    ...(requestId !== undefined && { requestId }),
    ...(at && { at: at.toISOString() }),
  }),
  config: ({ of, pointer, value }) => ({ kind: 'config', of, pointer: say(pointer), value: bounded(value) }),
  absent: ({ of, pointer }) => ({ kind: 'absent', of, pointer: say(pointer) }),
  exchange: ({ part, value }) => ({ kind: 'exchange', part, value: say(value) }),
  metric: (evidence) => evidence,
};

const jsonEvidence = (evidence: Evidence): JsonEvidence => EVIDENCE[evidence.kind](redactEvidence(evidence) as never);

const printedFor = (repair: Extract<Repair, { kind: 'config' }>, target: Target, tool: RepairTool) => {
  const text = repairText(repair, target, tool);
  return text.kind === 'config' && { printed: { tool, language: REPAIR_TOOLS[tool], text: redact(text.text) } };
};

const jsonRepair = (repair: Repair, target: Target, tool: RepairTool | undefined): JsonRepair => {
  switch (repair.kind) {
    case 'config':
      return {
        kind: 'config',
        changes: repair.changes.map((change) => ({ ...(redactJson(change) as object), kind: change.kind })),
        commands: awsCliCommands(repair.changes, target).map(redact),
        ...(tool && printedFor(repair, target, tool)),
        sideEffects: say(repair.sideEffects),
      };
    case 'code':
      return {
        kind: 'code',
        advice: say(repair.advice),
        wrong: say(repair.wrong),
        right: say(repair.right),
        ...(repair.corrected !== undefined && { corrected: say(repair.corrected) }),
      };
    case 'advice':
      return { kind: 'advice', steps: repair.steps.map(say) };
  }
};

const jsonProof = (proof: Proof): JsonProof => {
  switch (proof.kind) {
    case 'proven':
      return { ...proof, replayed: say(proof.replayed), repaired: say(proof.repaired), assumptions: proof.assumptions.map(say) };
    case 'reproduced':
      return { ...proof, replayed: say(proof.replayed), open: say(proof.open), assumptions: proof.assumptions.map(say) };
    case 'refuted': {
      const { aspect, observed, replayed } = proof.divergence;
      return { kind: 'refuted', divergence: { aspect, observed: say(observed), replayed: say(replayed) } };
    }
    case 'not-attempted':
      return { kind: 'not-attempted', reason: say(proof.reason) };
  }
};

export const jsonCause =
  (target: Target, tool: RepairTool | undefined) =>
  ({ cause, strength, what, why, todo, proof, where, share, evidence, repair, docs }: NamedCause): JsonReport['causes'][number] => ({
    cause,
    strength,
    what: say(what),
    why: say(why),
    todo: say(todo),
    proof: jsonProof(proof),
    ...(where !== undefined && { where: say(where) }),
    share,
    evidence: evidence.map(jsonEvidence),
    repair: jsonRepair(repair, target, tool),
    docs,
  });

export const jsonTarget = ({ kind, ...names }: Target): JsonReport['target'] => ({
  kind,
  ...Object.fromEntries(Object.entries(names).map(([key, value]) => [key, say(value)])),
});

export const jsonGap = ({ kind, what, why, remedy }: Gap): JsonReport['gaps'][number] => ({
  kind,
  what: say(what),
  why: say(why),
  remedy: say(remedy),
});

/** For machines: versioned, with stable members (docs/json-output.md), without secrets, long texts cut to 2,000 characters. */
export const jsonReport = (diagnosis: Diagnosis, { tool }: ReportOptions = {}): JsonReport => {
  const { verdict, summary, target, window, requests, causes, candidates, ruledOut, open, gaps, next, cost } = diagnosis;
  return {
    version: 1,
    cause: verdict,
    summary: say(summary),
    target: jsonTarget(target),
    ...(window && { window: { from: window.from.toISOString(), to: window.to.toISOString() } }),
    requests,
    causes: causes.map(jsonCause(target, tool)),
    candidates,
    ruledOut: ruledOut.map(({ cause, reason }) => ({ cause, reason: say(reason) })),
    open: groupByQuery(open).map(({ causes: ids, why, command }) => ({ causes: ids, why: say(why), command: redact(command) })),
    gaps: gaps.map(jsonGap),
    next: next.map(({ why, command }) => ({ why: say(why), command: redact(command) })),
    turnOnLogging: verdict === 'logging-disabled' ? accessLogCommands(target) : [],
    ...(cost && { cost: { calls: cost.calls, bytes: cost.bytes, millis: cost.millis } }),
  };
};
