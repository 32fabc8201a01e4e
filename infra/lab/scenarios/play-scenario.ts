import { setTimeout } from 'node:timers/promises';
import type { EvaluatedAlarm, Transition } from '../alarms/alarm-events.ts';
import { type AlarmTarget, startAlarms } from '../alarms/start-alarms.ts';
import { exportApi } from '../export-api.ts';
import { startGateway } from '../gateway/start-gateway.ts';
import { LAB_ACCOUNT, type Lab, type LabOptions } from '../lab.ts';
import { REGION } from './parts.ts';
import type { Scenario, ScenarioRequest } from './scenario.ts';

/** What has to stand in a lab that scenarios are played in. */
export const worldOf = (scenarios: readonly Scenario[]): LabOptions => ({
  region: REGION,
  apis: scenarios.map(({ api }) => api),
  functions: scenarios.flatMap(({ functions }) => functions),
});

/** Whom the alarm's action names: gatewhy's function listens to all three. */
const TARGET_ARNS: Readonly<Record<Scenario['alarmAction'], string>> = {
  topic: `arn:aws:sns:${REGION}:${LAB_ACCOUNT}:alarms`,
  function: `arn:aws:lambda:${REGION}:${LAB_ACCOUNT}:function:gatewhy-alarm`,
  'event-bus': `arn:aws:events:${REGION}:${LAB_ACCOUNT}:event-bus/default`,
};

const PERIOD_SECONDS = 1;

/** Any 5xx within a second: CloudWatch's shortest period is ten times as long. */
const alarmOf = ({ api: { restApi, stages }, alarmAction }: Scenario): EvaluatedAlarm => {
  const stage = stages[0]?.settings.stageName ?? '';
  const name = `${restApi.name}-5xx`;
  return {
    AlarmName: name,
    AlarmArn: `arn:aws:cloudwatch:${REGION}:${LAB_ACCOUNT}:alarm:${name}`,
    AlarmDescription: `5xx of ${restApi.name} ${stage}`,
    AlarmActions: alarmAction === 'event-bus' ? [] : [TARGET_ARNS[alarmAction]],
    StateValue: 'OK',
    Namespace: 'AWS/ApiGateway',
    MetricName: '5XXError',
    Dimensions: [
      { Name: 'ApiName', Value: restApi.name },
      { Name: 'Stage', Value: stage },
    ],
    Statistic: 'Sum',
    Period: PERIOD_SECONDS,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  };
};

export interface Played {
  /** `http://127.0.0.1:PORT/{stage}`: no longer served. */
  readonly url: string;
  /** What the clients got, in the order in which they asked. */
  readonly statuses: readonly number[];
  /** Absent: the alarm did not ring in time. */
  readonly alarm?: Transition;
}

const ask = async (url: string, { path, method = 'GET', headers = {} }: ScenarioRequest): Promise<number> => {
  const response = await fetch(`${url}${path}`, { method, headers });
  await response.arrayBuffer();
  return response.status;
};

const PATIENCE_MS = (PERIOD_SECONDS + 2) * 1000;

/** Serves the scenario's API, sends its requests one after the other, and waits until the lab's alarm has rung and was heard. */
export const playScenario = async (scenario: Scenario, lab: Lab, hear: AlarmTarget): Promise<Played> => {
  const { api, functions, backends, requests, alarmAction } = scenario;
  const { id, name } = api.restApi;
  const stages = api.stages.map((stage) => ({ document: exportApi(api, stage, lab.region, 'apigateway'), stage: { ...stage.settings } }));
  const identity = { id, name, region: lab.region, account: lab.account };
  const gateway = await startGateway({ api: identity, stages, functions, backends, logs: lab.logs, metrics: lab.metrics });
  const alarms = startAlarms({
    alarms: [alarmOf(scenario)],
    metrics: lab.metrics,
    targets: { [TARGET_ARNS[alarmAction]]: hear },
  });
  const url = `${gateway.url}/${stages[0]?.stage.stageName ?? ''}`;
  try {
    const statuses: number[] = [];
    for (const request of requests) statuses.push(await ask(url, request));
    const end = Date.now() + PATIENCE_MS;
    while (alarms.transitions.length === 0 && Date.now() < end) await setTimeout(10);
    const [alarm] = alarms.transitions;
    return { url, statuses, ...(alarm && { alarm }) };
  } finally {
    await alarms.stop();
    await gateway.stop();
  }
};
