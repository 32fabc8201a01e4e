import { err, ok, type Result } from '../lib/result.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import { type Answer, type Fate, isPatient, judgeDeliveries, waiting } from './answer.ts';
import { describeCollectFailure, mayPass } from './collect-failure.ts';
import type { CollectFailure } from './collect-query.ts';
import { diagnose } from './diagnose.ts';
import { diagnosedEvent } from './diagnosed-event.ts';
import { type DiagnosisRequest, queryOf } from './diagnosis-request.ts';
import { type HearPorts, hearOk } from './hear-ok.ts';
import { applyEvent } from './life/apply-event.ts';
import { isMuted } from './life/owed.ts';
import { lookWindow, type TakeLook } from './life/stage-windows.ts';
import { type Delivery, tellIncident } from './life/tell-incident.ts';
import { readIncident } from './read-incident.ts';
import { tagsOf } from './tags-of.ts';

export interface AnswerPorts extends HearPorts {
  readonly takeLook: TakeLook;
  /** Of a record, should one be opened. */
  readonly newId: () => string;
}

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
    if (isHeldBack && isPatient(attempt)) return err(diagnosis.summary);
    const { region, account } = request.target;
    const tags = tagsOf(collected.value.incident);
    return ok({ ...diagnosis, ...(tags && { tags }), target: { ...diagnosis.target, region, account }, cost: collected.value.cost });
  }
  const { failure } = collected;
  return mayPass(failure) && isPatient(attempt) ? err(describeCollectFailure(failure)) : ok(unreadable(request, failure));
};

/** Tells of an incident; then of its end, if the OK of this alarm was quicker than its diagnosis. */
const tellLife = async (
  ports: AnswerPorts,
  key: string,
  { arn, at }: DiagnosisRequest['alarm'],
): Promise<Pick<Answer, 'deliveries' | 'costs'>> => {
  const first = await tellIncident(ports, key);
  const okAt = await ports.incidents.okOf(arn);
  if (okAt === undefined || okAt < at) return { deliveries: first, costs: [] };
  const heard = await hearOk(ports, key, { arn, at: okAt }, false);
  return { deliveries: [...first, ...(await tellIncident(ports, key))], costs: heard.ok && heard.value.cost ? [heard.value.cost] : [] };
};

const fateOf = async ({ incidents, now }: AnswerPorts, key: string, deliveries: readonly Delivery[]): Promise<Fate> => {
  const isPosted = deliveries.some(({ outcome }) => outcome.kind === 'sent' && outcome.tell === 'post');
  if (isPosted) return 'posted';
  const record = await incidents.lastOf(key);
  return record && isMuted(record, now()) ? 'muted' : 'merged';
};

const tell = async (ports: AnswerPorts, key: string, request: DiagnosisRequest, attempt: number): Promise<Answer> => {
  const { deliveries, costs } = await tellLife(ports, key, request.alarm);
  const judged = judgeDeliveries(deliveries, attempt);
  return { ...judged, fate: judged.kind === 'told' ? await fateOf(ports, key, deliveries) : 'waiting', deliveries, costs };
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
  const told = await tell(ports, event.key, request, attempt);
  const { cost } = diagnosis.value;
  return { ...told, diagnosis: diagnosis.value, costs: [...(cost ? [cost] : []), ...told.costs] };
};
