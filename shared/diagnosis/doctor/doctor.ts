import type { Check } from '../../model/check.ts';
import { openGate } from '../collect/budget.ts';
import { NO_CONFIG } from '../config.ts';
import { readDeployment } from './deployment.ts';
import { routedChannels } from './destinations.ts';
import type { DoctorPorts } from './doctor-ports.ts';
import { examineConfig, type GivenConfig } from './examine-config.ts';
import { examineParts } from './examine-parts.ts';
import { examineRoles } from './examine-roles.ts';
import { examineSlack } from './examine-slack.ts';
import { examineStages } from './examine-stages.ts';
import { judgeFailure } from './judge-failure.ts';

export interface DoctorQuestion {
  /** As CloudFormation and the functions' names have it: `gatewhy-prod`. */
  readonly stack: string;
  /** Only the stages of this API, by name or id. */
  readonly api?: string;
  /** Absent: nobody named one, and none lies in the folder. */
  readonly config?: GivenConfig;
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

/** Several parts ask about one topic. */
const askedOnce = <Answer>(ask: (name: string) => Answer): ((name: string) => Answer) => {
  const answers = new Map<string, Answer>();
  return (name) => {
    const answer = answers.get(name) ?? ask(name);
    answers.set(name, answer);
    return answer;
  };
};

/** Looks at a whole deployment; reads only. */
export const examine = async (given: DoctorPorts, { stack, api, config: file }: DoctorQuestion): Promise<readonly Check[]> => {
  const ports: DoctorPorts = { ...given, topic: askedOnce(given.topic) };
  const region = await ports.collect.region();
  const [{ checks, deployment }, reads, stages] = await Promise.all([
    readDeployment(ports, stack),
    examineReads(ports),
    examineStages(openGate(ports.collect, BUDGET), api, region),
  ]);
  const config = file?.read.ok ? file.read.value : NO_CONFIG;
  const { accessLogs } = stages;
  const parts = await Promise.all([
    deployment ? examineParts(ports, deployment) : [],
    deployment ? examineSlack(ports, deployment, routedChannels(config)) : [],
    deployment ? examineRoles(ports, deployment, { config, accessLogs }) : [],
    examineConfig(ports, file, deployment),
  ]);
  return [...checks, ...parts.flat(), ...reads, ...stages.checks];
};
