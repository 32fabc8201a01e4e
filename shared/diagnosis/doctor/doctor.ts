import type { Check } from '../../model/check.ts';
import { openGate } from '../collect/budget.ts';
import type { DoctorPorts } from './doctor-ports.ts';
import { examineDeployment } from './examine-deployment.ts';
import { examineStages } from './examine-stages.ts';
import { judgeFailure } from './judge-failure.ts';

export interface DoctorQuestion {
  /** As CloudFormation and the functions' names have it: `gatewhy-prod`. */
  readonly stack: string;
  /** Only the stages of this API, by name or id. */
  readonly api?: string;
}

const BUDGET = { calls: 500, bytes: 64 * 1024 * 1024, millis: 120_000 };

/** What a diagnosis reads beside the control plane, each tried once without wanting anything of it. */
const examineReads = async (ports: DoctorPorts): Promise<readonly Check[]> => {
  const gate = openGate(ports.collect, BUDGET);
  const now = new Date(ports.collect.clock.now());
  const [logs, metrics] = await Promise.all([
    gate.read('logs:DescribeLogGroups', { logGroupName: '/aws/apigateway/gatewhy-doctor' }),
    gate.read('cloudwatch:GetMetricData', {
      series: [{ id: 'doctor', metricName: '5XXError', dimensions: { ApiName: 'gatewhy-doctor' } }],
      periodInSeconds: 60,
      from: new Date(now.getTime() - 60_000),
      to: now,
    }),
  ]);
  return [
    logs.ok
      ? { part: 'reading logs', state: 'ok', found: 'allowed to you' }
      : judgeFailure('reading logs', logs.failure, 'Check the Region.'),
    metrics.ok
      ? { part: 'reading metrics', state: 'ok', found: 'allowed to you' }
      : judgeFailure('reading metrics', metrics.failure, 'Check the Region.'),
  ];
};

/** Looks at a whole deployment; reads only. */
export const examine = async (ports: DoctorPorts, { stack, api }: DoctorQuestion): Promise<readonly Check[]> => {
  const region = await ports.collect.region();
  const [deployment, reads, stages] = await Promise.all([
    examineDeployment(ports, stack),
    examineReads(ports),
    examineStages(openGate(ports.collect, BUDGET), api, region),
  ]);
  return [...deployment, ...reads, ...stages];
};
