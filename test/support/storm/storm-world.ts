import type { LogEvent, Raw } from '../../../shared/diagnosis/collect-ports.ts';
import type { FakeWorld } from '../fake-aws.ts';
import { failedRequest, lambdaId, NOON, ordersWorld, stage } from '../orders-world.ts';

/** Five alarms for each stage, all within a minute and a window. */
export const STORM_AT = NOON + 5 * 60_000;
const STAGES_OF_AN_API = 10;

export interface StormStage {
  readonly account: string;
  readonly apiName: string;
  readonly stage: string;
}

export const stormStages = (accounts: number, stages: number): readonly StormStage[] =>
  Array.from({ length: accounts }, (_, account) =>
    Array.from({ length: stages }, (_, index) => ({
      account: `1111222233${String(account).padStart(2, '0')}`,
      apiName: `orders-${Math.floor(index / STAGES_OF_AN_API)}`,
      stage: `s${index % STAGES_OF_AN_API}`,
    })),
  ).flat();

const idOf = (apiName: string): string => `${apiName.replace('-', '')}`.padEnd(10, 'x');

const failures = (words: number): readonly LogEvent[] => {
  const answer = JSON.stringify({ order: 'tea, '.repeat(words) });
  const failure = [
    `Endpoint response body before transformations: ${answer}`,
    'Execution failed due to configuration error: Malformed Lambda proxy response',
  ];
  return [0, 1].flatMap((index) => failedRequest({ index, failure }));
};

const invocationLog = (index: number): readonly LogEvent[] =>
  [`START RequestId: ${lambdaId(index)} Version: $LATEST`, `END RequestId: ${lambdaId(index)}`, `REPORT RequestId: ${lambdaId(index)}`].map(
    (message, offset) => ({ timestamp: NOON + 60_000 + index * 100 + offset, message, logStreamName: '2026/11/20/[$LATEST]01' }),
  );

/** The orders API many times over, each stage with the failures of the same function, whose answers have so many words. */
export const worldOfAccount = (stages: readonly StormStage[], words: number): FakeWorld => {
  const { exports = {}, resources = {}, logGroups = {}, ...orders } = ordersWorld(failures(words));
  const [[deployed = {}], [working = []], [log = []]] = [exports, resources, logGroups].map(Object.values) as unknown as [
    readonly Raw[],
    readonly (readonly Raw[])[],
    readonly (readonly LogEvent[])[],
  ];
  const apis = Map.groupBy(stages, ({ apiName }) => apiName);
  const ofApis = <Value>(value: (stages: readonly StormStage[]) => Value) =>
    Object.fromEntries([...apis].map(([apiName, own]) => [idOf(apiName), value(own)]));
  const ofStages = <Value>(prefix: string, value: Value) =>
    Object.fromEntries(stages.map((one) => [`${prefix}${idOf(one.apiName)}/${one.stage}`, value]));
  return {
    ...orders,
    restApis: [...apis.keys()].map((name) => ({ id: idOf(name), name })),
    stages: ofApis((own) => own.map((one) => stage({ stageName: one.stage }))),
    exports: ofStages('', deployed),
    resources: ofApis(() => working),
    logGroups: {
      ...ofStages('API-Gateway-Execution-Logs_', log),
      '/aws/lambda/orders': [0, 1].flatMap(invocationLog),
    },
  };
};
