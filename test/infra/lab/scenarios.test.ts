import { APIGatewayClient, GetExportCommand, GetRestApisCommand, GetStageCommand } from '@aws-sdk/client-api-gateway';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetPolicyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../../../infra/lab/lab.ts';
import { type Played, playScenario, worldOf } from '../../../infra/lab/scenarios/play-scenario.ts';
import { SCENARIOS } from '../../../infra/lab/scenarios/scenarios.ts';
import { parseAlarmEvent } from '../../../shared/diagnosis/alarm-event.ts';
import type { CauseId } from '../../../shared/model/cause-id.ts';
import { labClientConfig } from '../../support/lab-client-config.ts';

/** What each incident leaves in the log, and what its cause is in the export. */
const SHOWN: Partial<Record<CauseId, readonly [failure: string, configured: string]>> = {
  'mock-binary-media-types': ['Execution failed due to configuration error: Unable to transform request', '"type": "mock"'],
  'missing-method-response': [
    'Execution failed due to configuration error: Output mapping refers to an invalid method response: 404',
    '"404": {',
  ],
  'malformed-proxy-response': ['Execution failed due to configuration error: Malformed Lambda proxy response', '"type": "aws_proxy"'],
};

const staged = SCENARIOS.map((stage) => stage(new Date()));

let lab: Lab;
let played: readonly (Played & { readonly heard: readonly unknown[] })[];

beforeAll(async () => {
  lab = await startLab(worldOf(staged));
  played = await Promise.all(
    staged.map(async (scenario) => {
      const heard: unknown[] = [];
      const result = await playScenario(scenario, lab, async (event) => heard.push(event));
      return { ...result, heard };
    }),
  );
});
afterAll(() => lab.stop());

test('each scenario is another cause, and its alarm tells gatewhy in another way', () => {
  const alarms = played.map(({ heard }) => parseAlarmEvent(heard[0])[0]).map((reading) => (reading?.ok ? reading.value : undefined));
  expect(new Set(staged.map(({ cause }) => cause))).toEqual(new Set(Object.keys(SHOWN)));
  expect(new Set(alarms.map((alarm) => alarm?.delivery))).toEqual(new Set(['eventbridge', 'lambda-action', 'sns']));
  expect(alarms.map((alarm) => alarm?.targets)).toEqual(staged.map(({ api }) => [{ apiName: api.restApi.name, stage: 'prod' }]));
  for (const alarm of alarms)
    expect(alarm).toMatchObject({ state: 'ALARM', previousState: 'OK', region: lab.region, account: lab.account });
});

describe.each(staged.map((scenario, index) => ({ ...scenario, index })))('$cause', ({ cause, api, functions, index }) => {
  const [failure, configured] = SHOWN[cause] ?? [];
  const restApiId = api.restApi.id;
  const of = () => played[index] ?? { statuses: [], heard: [] };

  test('clients meet failures among healthy answers, and the alarm rings once', () => {
    expect(of().statuses.filter((status) => status === 200).length).toBeGreaterThan(2);
    expect(of().statuses.filter((status) => status >= 500).length).toBeGreaterThan(2);
    expect(of().heard).toHaveLength(1);
  });

  test('the log that the gateway wrote says why, once for each failure', async () => {
    const client = new CloudWatchLogsClient(labClientConfig(lab));
    const search = async (filterPattern: string) =>
      (await client.send(new FilterLogEventsCommand({ logGroupName: `API-Gateway-Execution-Logs_${restApiId}/prod`, filterPattern })))
        .events ?? [];
    const failures = (await search('"Execution failed"')).map(({ message = '' }) => message.replace(/^\(\S+\) /, ''));
    const completed = (await search('"Method completed with status"')).map(({ message = '' }) => Number(message.slice(-3)));
    expect(new Set(failures)).toEqual(new Set([failure]));
    expect(completed).toEqual(of().statuses);
    expect(failures).toHaveLength(completed.filter((status) => status >= 500).length);
    client.destroy();
  });

  test('the metrics count what clients met', async () => {
    const client = new CloudWatchClient(labClientConfig(lab));
    const query = (MetricName: string) => ({
      Id: MetricName === 'Count' ? 'all' : 'errors',
      MetricStat: {
        Metric: {
          Namespace: 'AWS/ApiGateway',
          MetricName,
          Dimensions: [
            { Name: 'ApiName', Value: api.restApi.name },
            { Name: 'Stage', Value: 'prod' },
          ],
        },
        Period: 3600,
        Stat: 'Sum',
      },
    });
    const hour = 3_600_000;
    const { MetricDataResults = [] } = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(Date.now() - hour),
        EndTime: new Date(Date.now() + hour),
        MetricDataQueries: [query('Count'), query('5XXError')],
      }),
    );
    const sums = MetricDataResults.map(({ Values = [] }) => Values.reduce((sum, value) => sum + value, 0));
    expect(sums).toEqual([of().statuses.length, of().statuses.filter((status) => status >= 500).length]);
    client.destroy();
  });

  test('the control plane serves the configuration that was served over HTTP', async () => {
    const [gateway, lambda] = [new APIGatewayClient(labClientConfig(lab)), new LambdaClient(labClientConfig(lab))];
    const { items = [] } = await gateway.send(new GetRestApisCommand({}));
    const live = await gateway.send(new GetStageCommand({ restApiId, stageName: 'prod' }));
    const exported = await gateway.send(
      new GetExportCommand({ restApiId, stageName: 'prod', exportType: 'oas30', parameters: { extensions: 'apigateway' } }),
    );
    expect(items.map(({ id }) => id)).toContain(restApiId);
    expect(live.methodSettings?.['*/*']?.loggingLevel).toBe('INFO');
    expect(Buffer.from(exported.body ?? []).toString()).toContain(configured);
    for (const { configuration } of functions) {
      const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName: configuration.FunctionName }));
      expect(Policy).toContain(restApiId);
    }
    for (const client of [gateway, lambda]) client.destroy();
  });
});
