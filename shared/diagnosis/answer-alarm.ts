import { err, ok, type Result } from '../lib/result.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { AlarmOver } from './alarm-over.ts';
import { describeCollectFailure, mayPass } from './collect-failure.ts';
import type { Collected, CollectFailure, CollectQuery } from './collect-query.ts';
import { diagnose } from './diagnose.ts';
import { diagnosedEvent } from './diagnosed-event.ts';
import { type DiagnosisRequest, queryOf } from './diagnosis-request.ts';
import { applyEvent } from './life/apply-event.ts';
import { isMuted } from './life/owed.ts';
import { lookWindow, type TakeLook } from './life/stage-windows.ts';
import { type Delivery, type TellPorts, tellIncident } from './life/tell-incident.ts';
import { readIncident } from './read-incident.ts';
import { tagsOf } from './tags-of.ts';

export interface AnswerPorts extends TellPorts {
  readonly collect: (query: CollectQuery) => Promise<Result<Collected, CollectFailure>>;
  readonly takeLook: TakeLook;
  /** Of a record, should one be opened. */
  readonly newId: () => string;
}

/** What became of one alarm. `waiting`: it comes again. */
export type Fate = 'posted' | 'merged' | 'muted' | 'closed' | 'waiting';

/** `retry`: the queue is to deliver the request again. `set-aside`: no retry helps until a person has acted. */
export interface Answer {
  readonly kind: 'told' | 'retry' | 'set-aside';
  readonly fate: Fate;
  readonly retryAfterSeconds: number;
  readonly reasons: readonly string[];
  readonly diagnosis?: Diagnosis;
  readonly deliveries: readonly Delivery[];
}

/** From this attempt on people hear that nothing could be read; before it AWS may still come round. */
const LAST_PATIENT_ATTEMPT = 3;

/** Until then somebody comes back to show figures for which Slack had no time; by then the alarms of a storm have mostly shown each other's. */
const LAST_ATTEMPT_FOR_FIGURES = 6;

const backOffSeconds = (attempt: number): number => Math.min(30 * 2 ** (attempt - 1), 900);

/** Silence would look like health: people hear that, and why, nothing could be read. */
const unreadable = (
  { target: { apiName, apiId, stage, region, account }, window }: DiagnosisRequest,
  failure: CollectFailure,
): Diagnosis => ({
  target: {
    kind: apiId === undefined ? 'REST' : 'HTTP',
    ...(apiName !== undefined && { apiName }),
    ...(apiId !== undefined && { apiId }),
    ...(stage !== undefined && { stage }),
    region,
    account,
  },
  window: { from: new Date(window.from), to: new Date(window.to) },
  verdict: 'insufficient-evidence',
  summary: describeCollectFailure(failure),
  causes: [],
  candidates: [],
  ruledOut: [],
  open: [],
  gaps: [],
  next: [],
  requests: { failed: 0, sampled: 0 },
});

const look = async (ports: AnswerPorts, request: DiagnosisRequest, attempt: number): Promise<Result<Diagnosis, string>> => {
  const collected = await ports.collect(queryOf(request));
  if (collected.ok) {
    const diagnosis = diagnose(readIncident(collected.value.incident));
    const isHeldBack = diagnosis.verdict === 'insufficient-evidence' && diagnosis.gaps.some(({ kind }) => kind === 'throttled');
    if (isHeldBack && attempt < LAST_PATIENT_ATTEMPT) return err(diagnosis.summary);
    const { region, account } = request.target;
    const tags = tagsOf(collected.value.incident);
    return ok({ ...diagnosis, ...(tags && { tags }), target: { ...diagnosis.target, region, account }, cost: collected.value.cost });
  }
  const { failure } = collected;
  return mayPass(failure) && attempt < LAST_PATIENT_ATTEMPT ? err(describeCollectFailure(failure)) : ok(unreadable(request, failure));
};

const judge = (deliveries: readonly Delivery[], attempt: number): Pick<Answer, 'kind' | 'retryAfterSeconds' | 'reasons'> => {
  const failed = deliveries.flatMap(({ channel, outcome }) => ('reason' in outcome ? [{ channel, outcome }] : []));
  const reasons = failed.map(({ channel, outcome }) => `${channel}: ${outcome.reason}`);
  const temporary = failed.flatMap(({ outcome }) => (outcome.kind === 'temporary' ? outcome : []));
  if (temporary.length > 0) {
    const waits = temporary.map(({ retryAfterSeconds = 0 }) => retryAfterSeconds);
    return { kind: 'retry', retryAfterSeconds: Math.max(backOffSeconds(attempt), ...waits), reasons };
  }
  if (failed.length > 0) return { kind: 'set-aside', retryAfterSeconds: 0, reasons };
  const isLeftOut = deliveries.some(({ outcome }) => outcome.kind === 'left-out');
  if (isLeftOut && attempt < LAST_ATTEMPT_FOR_FIGURES) {
    return { kind: 'retry', retryAfterSeconds: backOffSeconds(attempt), reasons: ['slack: had no time for new figures'] };
  }
  return { kind: 'told', retryAfterSeconds: 0, reasons };
};

const waiting = (attempt: number, reason: string): Answer => ({
  kind: 'retry',
  fate: 'waiting',
  retryAfterSeconds: backOffSeconds(attempt),
  reasons: [reason],
  deliveries: [],
});

/** Tells of an incident; then of its end, if the OK of this alarm was quicker than its diagnosis. */
const tellLife = async (ports: AnswerPorts, key: string, { arn, at }: DiagnosisRequest['alarm']): Promise<readonly Delivery[]> => {
  const first = await tellIncident(ports, key);
  const okAt = await ports.incidents.okOf(arn);
  if (okAt === undefined || okAt < at) return first;
  await applyEvent(ports.incidents, () => ports.incidents.lastOf(key), { kind: 'alarm-ok', alarm: { arn, at: okAt } }, ports.now());
  return [...first, ...(await tellIncident(ports, key))];
};

const fateOf = async ({ incidents, now }: AnswerPorts, key: string, deliveries: readonly Delivery[]): Promise<Fate> => {
  const isPosted = deliveries.some(({ outcome }) => outcome.kind === 'sent' && outcome.tell === 'post');
  if (isPosted) return 'posted';
  const record = await incidents.lastOf(key);
  return record && isMuted(record, now()) ? 'muted' : 'merged';
};

const tell = async (ports: AnswerPorts, key: string, request: DiagnosisRequest, attempt: number): Promise<Answer> => {
  const deliveries = await tellLife(ports, key, request.alarm);
  const judged = judge(deliveries, attempt);
  return { ...judged, fate: judged.kind === 'told' ? await fateOf(ports, key, deliveries) : 'waiting', deliveries };
};

/** Request → evidence → diagnosis → incident → every channel; or → the incident of whoever has just looked at the stage. `attempt` counts from 1. */
export const answerAlarm = async (ports: AnswerPorts, request: DiagnosisRequest, attempt: number): Promise<Answer> => {
  const { incidents, now } = ports;
  const { arn, at } = request.alarm;
  const turn = await ports.takeLook(lookWindow(request));
  if (turn.kind === 'busy') return waiting(attempt, 'Another invocation is just looking at this stage');
  if (turn.kind === 'done') {
    const { incidentKey } = turn;
    await applyEvent(incidents, () => incidents.lastOf(incidentKey), { kind: 'repeated', alarm: { arn, at } }, now());
    return tell(ports, incidentKey, request, attempt);
  }
  const diagnosis = await look(ports, request, attempt);
  if (!diagnosis.ok) {
    await turn.release();
    return waiting(attempt, diagnosis.failure);
  }
  const event = diagnosedEvent(request, diagnosis.value, ports.newId());
  await applyEvent(incidents, () => incidents.lastOf(event.key), event, now());
  await turn.done(event.key);
  return { ...(await tell(ports, event.key, request, attempt)), diagnosis: diagnosis.value };
};

/** An OK: noted first, so that a diagnosis that is still on its way finds it; then every incident of the alarm hears of it. */
export const answerOver = async (ports: AnswerPorts, { alarm: { arn, at } }: AlarmOver, attempt: number): Promise<Answer> => {
  const { incidents, now } = ports;
  await incidents.noteOk(arn, at);
  const deliveries: Delivery[] = [];
  for (const { key } of await incidents.everOf(arn)) {
    await applyEvent(incidents, () => incidents.lastOf(key), { kind: 'alarm-ok', alarm: { arn, at } }, now());
    deliveries.push(...(await tellIncident(ports, key)));
  }
  const judged = judge(deliveries, attempt);
  const isClosed = deliveries.some(({ outcome }) => outcome.kind === 'sent' && outcome.tell === 'close');
  return { ...judged, fate: isClosed ? 'closed' : judged.kind === 'told' ? 'merged' : 'waiting', deliveries };
};
