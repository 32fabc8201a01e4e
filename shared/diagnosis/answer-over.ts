import type { Cost } from '../model/diagnosis.ts';
import type { AlarmOver } from './alarm-over.ts';
import { type Answer, isPatient, judgeDeliveries, waiting } from './answer.ts';
import { type HearPorts, hearOk } from './hear-ok.ts';
import { type Delivery, tellIncident } from './life/tell-incident.ts';

/** An OK: noted first, so that a diagnosis that is still on its way finds it; then every incident of the alarm hears of it. */
export const answerOver = async (ports: HearPorts, { alarm: { arn, at } }: AlarmOver, attempt: number): Promise<Answer> => {
  const { incidents } = ports;
  await incidents.noteOk(arn, at);
  const deliveries: Delivery[] = [];
  const costs: Cost[] = [];
  const obstacles: string[] = [];
  for (const { key } of await incidents.everOf(arn)) {
    const heard = await hearOk(ports, key, { arn, at }, isPatient(attempt));
    if (!heard.ok) return waiting(attempt, heard.failure);
    const { cost, obstacle } = heard.value;
    if (cost) costs.push(cost);
    if (obstacle !== undefined) obstacles.push(`the look at the end: ${obstacle}`);
    deliveries.push(...(await tellIncident(ports, key)));
  }
  const judged = judgeDeliveries(deliveries, attempt);
  const isClosed = deliveries.some(({ outcome }) => outcome.kind === 'sent' && outcome.tell === 'close');
  return {
    ...judged,
    reasons: [...judged.reasons, ...obstacles],
    fate: isClosed ? 'closed' : judged.kind === 'told' ? 'merged' : 'waiting',
    deliveries,
    costs,
  };
};
