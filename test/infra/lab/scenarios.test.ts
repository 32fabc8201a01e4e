import { APIGatewayClient, GetExportCommand, GetRestApisCommand, GetStageCommand } from '@aws-sdk/client-api-gateway';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetPolicyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { startLab } from '../../../infra/lab/lab.ts';
import { SCENARIOS } from '../../../infra/lab/scenarios/scenarios.ts';
import { parseAlarmEvent } from '../../../shared/diagnosis/alarm-event.ts';
import type { CauseId } from '../../../shared/model/cause-id.ts';
import { labClientConfig } from '../../support/lab-client-config.ts';

const NOW = new Date('2026-11-21T10:00:44.959Z');
const staged = SCENARIOS.map((stage) => stage(NOW));

test('each scenario rings another kind of alarm for its own API and stage, and gatewhy can read it', () => {
  const alarms = staged.map(({ alarmEvent }) => parseAlarmEvent(alarmEvent)).map(([reading]) => (reading?.ok ? reading.value : undefined));
  expect(new Set(alarms.map((alarm) => alarm?.delivery))).toEqual(new Set(['eventbridge', 'lambda-action', 'sns']));
  expect(alarms.map((alarm) => alarm?.targets)).toEqual(
    staged.map(({ world }) => [{ apiName: world.apis?.[0]?.restApi.name, stage: 'prod' }]),
  );
  for (const alarm of alarms) expect(alarm).toMatchObject({ state: 'ALARM', region: 'eu-west-1', account: '000000000000', at: NOW });
});

test('a scenario is the same whenever it is staged at the same moment', () => {
  expect(SCENARIOS.map((stage) => stage(NOW))).toEqual(staged);
});

/** What each incident leaves in the log, and what its cause is in the export. */
const SHOWN: Partial<Record<CauseId, readonly [failure: string, configured: string]>> = {
  'mock-binary-media-types': ['Execution failed due to configuration error: Unable to transform request', '"type": "mock"'],
  'missing-method-response': [
    'Execution failed due to configuration error: Output mapping refers to an invalid method response: 404',
    '"404": {',
  ],
  'malformed-proxy-response': ['Execution failed due to configuration error: Malformed Lambda proxy response', '"type": "aws_proxy"'],
};

const failureLines = async (stage: (typeof SCENARIOS)[number]) => {
  const { world } = stage(NOW);
  const lab = await startLab(world);
  const [gateway, logs, lambda] = [
    new APIGatewayClient(labClientConfig(lab)),
    new CloudWatchLogsClient(labClientConfig(lab)),
    new LambdaClient(labClientConfig(lab)),
  ];
  try {
    const { items: [api] = [] } = await gateway.send(new GetRestApisCommand({}));
    const restApiId = api?.id ?? '';
    const live = await gateway.send(new GetStageCommand({ restApiId, stageName: 'prod' }));
    const exported = await gateway.send(
      new GetExportCommand({ restApiId, stageName: 'prod', exportType: 'oas30', parameters: { extensions: 'apigateway' } }),
    );
    const search = async (filterPattern: string) =>
      (await logs.send(new FilterLogEventsCommand({ logGroupName: `API-Gateway-Execution-Logs_${restApiId}/prod`, filterPattern })))
        .events ?? [];
    for (const { configuration } of world.functions ?? []) {
      const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName: configuration.FunctionName }));
      expect(Policy).toContain(restApiId);
    }
    return {
      level: live.methodSettings?.['*/*']?.loggingLevel,
      document: Buffer.from(exported.body ?? []).toString(),
      failures: (await search('"Execution failed"')).map(({ message = '' }) => message.replace(/^\(\S+\) /, '')),
      completed: (await search('"Method completed with status"')).map(({ message = '' }) => Number(message.slice(-3))),
      starts: await search('"Starting execution for request"'),
    };
  } finally {
    for (const client of [gateway, logs, lambda]) client.destroy();
    await lab.stop();
  }
};

test.each(SCENARIOS.map((stage) => [stage(NOW).cause, stage] as const))(
  'the lab serves what shows %s, among healthy requests',
  async (cause, stage) => {
    const { level, document, failures, completed, starts } = await failureLines(stage);
    const [failure, configured] = SHOWN[cause] ?? [];
    expect(level).toBe('INFO');
    expect(new Set(failures)).toEqual(new Set([failure]));
    expect(document).toContain(configured);
    expect(completed).toHaveLength(starts.length);
    expect(completed.filter((status) => status >= 500)).toHaveLength(failures.length);
    expect(completed.filter((status) => status === 200).length).toBeGreaterThan(2);
    for (const { timestamp = 0 } of starts) expect(NOW.getTime() - timestamp).toBeLessThan(3 * 60_000);
  },
);
