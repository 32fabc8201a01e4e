import { err, ok, type Result } from '../lib/result.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import { describeCollectFailure } from './collect-failure.ts';
import type { Collected, CollectFailure, CollectQuery } from './collect-query.ts';
import { type DeliverPorts, type Delivery, deliver } from './deliver.ts';
import { diagnose } from './diagnose.ts';
import { type DiagnosisRequest, queryOf } from './diagnosis-request.ts';
import { readIncident } from './read-incident.ts';
import { tagsOf } from './tags-of.ts';

export interface AnswerPorts extends DeliverPorts {
  readonly collect: (query: CollectQuery) => Promise<Result<Collected, CollectFailure>>;
}

/** `retry`: the queue is to deliver the request again. `set-aside`: no retry helps until a person has acted. */
export interface Answer {
  readonly kind: 'told' | 'retry' | 'set-aside';
  readonly retryAfterSeconds: number;
  readonly reasons: readonly string[];
  readonly diagnosis?: Diagnosis;
  readonly deliveries: readonly Delivery[];
}

/** From this attempt on people hear that nothing could be read; before it AWS may still come round. */
const LAST_PATIENT_ATTEMPT = 3;

const backOffSeconds = (attempt: number): number => Math.min(30 * 2 ** (attempt - 1), 900);

const mayPass = ({ kind }: CollectFailure): boolean => kind === 'throttled' || kind === 'unreachable';

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
    const { region, account } = request.target;
    const tags = tagsOf(collected.value.incident);
    return ok({ ...diagnosis, ...(tags && { tags }), target: { region, account, ...diagnosis.target }, cost: collected.value.cost });
  }
  const { failure } = collected;
  return mayPass(failure) && attempt < LAST_PATIENT_ATTEMPT ? err(describeCollectFailure(failure)) : ok(unreadable(request, failure));
};

const judge = (deliveries: readonly Delivery[], attempt: number): Pick<Answer, 'kind' | 'retryAfterSeconds' | 'reasons'> => {
  const failed = deliveries.flatMap(({ channel, outcome }) => ('reason' in outcome ? [{ channel, outcome }] : []));
  const reasons = failed.map(({ channel, outcome }) => `${channel}: ${outcome.reason}`);
  const temporary = failed.flatMap(({ outcome }) => (outcome.kind === 'temporary' ? outcome : []));
  if (temporary.length > 0) {
    const waits = temporary.map(({ retryAfterSeconds }) => retryAfterSeconds ?? backOffSeconds(attempt));
    return { kind: 'retry', retryAfterSeconds: Math.max(...waits), reasons };
  }
  return { kind: failed.length > 0 ? 'set-aside' : 'told', retryAfterSeconds: 0, reasons };
};

/** Request → evidence → diagnosis → every channel. `attempt` counts from 1. */
export const answerAlarm = async (ports: AnswerPorts, request: DiagnosisRequest, attempt: number): Promise<Answer> => {
  const diagnosis = await look(ports, request, attempt);
  if (!diagnosis.ok) return { kind: 'retry', retryAfterSeconds: backOffSeconds(attempt), reasons: [diagnosis.failure], deliveries: [] };
  const deliveries = await deliver(ports, request, diagnosis.value);
  return { ...judge(deliveries, attempt), diagnosis: diagnosis.value, deliveries };
};
