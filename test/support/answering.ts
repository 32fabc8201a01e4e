import type { AnswerPorts } from '../../shared/diagnosis/answer-alarm.ts';
import type { Channels, DeliveryFailure, SendSlack, SlackReport } from '../../shared/diagnosis/channels.ts';
import type { CollectFailure } from '../../shared/diagnosis/collect-query.ts';
import type { DiagnosisRequest } from '../../shared/diagnosis/diagnosis-request.ts';
import type { Once } from '../../shared/diagnosis/once.ts';
import { err, ok } from '../../shared/lib/result.ts';
import { memoryIncidents, memoryLooks } from './memory-incidents.ts';

export const request: DiagnosisRequest = {
  version: 1,
  incident: 'arn 2026-11-20T14:07:12.345Z orders prod',
  alarm: { name: 'orders-5xx', arn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:orders-5xx', at: '2026-11-20T14:07:12.345Z' },
  target: { apiName: 'orders', stage: 'prod', region: 'eu-west-1', account: '111122223333' },
  window: { from: '2026-11-20T13:57:12.345Z', to: '2026-11-20T14:09:12.345Z' },
};

/** Claims in memory: what succeeded is not done again. */
export const claims = (): Once => {
  const done = new Set<string>();
  return async (key, work) => {
    if (done.has(key)) return ok('repeated');
    const outcome = await work();
    if (!outcome.ok) return outcome;
    done.add(key);
    return ok('done');
  };
};

export const sending = () => async () => ok(undefined);
export const failing = (failure: DeliveryFailure) => async () => err(failure);

export const portsWith = (collected: CollectFailure | undefined, channels: Channels = { slack: sending() }): AnswerPorts => ({
  collect: async () =>
    collected
      ? err(collected)
      : ok({ incident: { version: 1, api: { kind: 'REST', name: 'orders', stage: 'prod' } }, cost: { calls: {}, bytes: 0, millis: 1 } }),
  once: claims(),
  channels: () => channels,
  incidents: memoryIncidents(),
  takeLook: memoryLooks(),
  newId: () => 'abcdefghijklmnop',
  now: () => new Date('2026-11-20T14:08:00.000Z'),
});

/** Alarms of the request's stage, so many seconds after it. */
export const after = (seconds: number): DiagnosisRequest => {
  const at = new Date(new Date(request.alarm.at).getTime() + seconds * 1_000).toISOString();
  return { ...request, incident: `${request.incident} ${seconds}`, alarm: { ...request.alarm, at } };
};

export const recording = () => {
  const told: SlackReport[] = [];
  const slack: SendSlack = async (report) => {
    told.push(report);
    return ok(report.replaces ?? { channel: 'C0LAB00000', ts: '1763719244.000001' });
  };
  return { told, slack };
};
