import { whereOf } from '../../causes/scene.ts';
import { AUDIT_EFFECTS, type Audit, type AuditEffect, type AuditedMethod, type AuditFinding } from '../../model/audit.ts';
import type { Gap } from '../../model/evidence.ts';
import type { Incident } from '../../model/incident.ts';
import type { Proof } from '../../model/proof.ts';
import { causalOrder } from '../judge.ts';
import { OUTSIDE } from '../prove/outside.ts';
import { repairedProof } from '../prove/prove.ts';
import { scenesOf } from '../scenes.ts';
import { auditMethod, type MethodAudit, type Suspect } from './audit-method.ts';

interface Audited extends MethodAudit {
  readonly where: string;
}

/** Each is replayed some hundred times, within the time of a function; an API holds at most 300 resources by default. */
const METHODS_AT_MOST = 500;

/** A repair is replayed beside some hundred neighbours: so many methods of one cause are enough. */
const REPAIRS_AT_MOST = 5;

/** Gaps of what an audit does not read. */
const LOGS: ReadonlySet<string> = new Set(['execution log', 'access log', 'logs']);

const isOfConfiguration = ({ what }: Gap): boolean => !LOGS.has(what);

const OTHERS: Proof = { kind: 'not-attempted', reason: 'The repair was replayed for other methods with this cause.' };

const GOT_THROUGH = 'The calls that were replayed do not show it.';

const proofOf = ({ cause, witness }: Suspect, notReplayed: string | undefined, before: number): Proof => {
  if (witness === undefined) return { kind: 'not-attempted', reason: OUTSIDE[cause.cause] ?? notReplayed ?? GOT_THROUGH };
  return before < REPAIRS_AT_MOST ? repairedProof(cause, witness.replayable, witness.run) : OTHERS;
};

const findingsOf = (audited: readonly Audited[]): readonly AuditFinding[] => {
  const findings = new Map<string, { readonly effect: AuditEffect; readonly methods: AuditedMethod[] }>();
  for (const { where, suspects, notReplayed } of audited)
    for (const suspect of suspects) {
      const { cause, effect } = suspect;
      const key = `${effect} ${cause.cause}`;
      const finding = findings.get(key) ?? { effect, methods: [] };
      finding.methods.push({ ...cause, where, proof: proofOf(suspect, notReplayed, finding.methods.length) });
      findings.set(key, finding);
    }
  return [...findings.values()]
    .flatMap(({ effect, methods: [first, ...more] }) => (first ? [{ cause: first.cause, effect, methods: [first, ...more] as const }] : []))
    .toSorted((a, b) => AUDIT_EFFECTS.indexOf(a.effect) - AUDIT_EFFECTS.indexOf(b.effect) || causalOrder(a.cause) - causalOrder(b.cause));
};

const notReplayedOf = (audited: readonly Audited[]): Audit['notReplayed'] => {
  const unseen = audited.flatMap(({ where, notReplayed }) => (notReplayed === undefined ? [] : [{ where, reason: notReplayed }]));
  return [...Map.groupBy(unseen, ({ reason }) => reason)].map(([reason, group]) => ({ reason, methods: group.map(({ where }) => where) }));
};

/**
 * Which methods of a stage would fail, or pass an error off as a success, though nobody has failed yet: read from the configuration alone,
 * whatever else the incident holds. Pure: the same configuration gives the same answer.
 */
export const audit = (incident: Incident): Audit => {
  const { stage, target, gaps } = incident;
  const untouched: Incident = { ...incident, observations: [], changes: [], metrics: {} };
  const scenes = scenesOf(untouched)
    .flatMap(({ scene }) => (scene.method ? [scene] : []))
    .slice(0, METHODS_AT_MOST);
  const audited = scenes.map((scene): Audited => ({ where: whereOf(scene) ?? scene.observation.id, ...auditMethod(scene) }));
  return {
    target,
    methods: { configured: (stage.deployed ?? stage.workingCopy)?.methods.length ?? 0, lookedAt: scenes.length },
    findings: findingsOf(audited),
    notReplayed: notReplayedOf(audited),
    gaps: gaps.filter(isOfConfiguration),
  };
};
