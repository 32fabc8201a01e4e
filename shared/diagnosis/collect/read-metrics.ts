import type { Result } from '../../lib/result.ts';
import type { ApiKind } from '../../model/api.ts';
import type { Window } from '../../model/diagnosis.ts';
import type { MetricPoints, MetricSeries } from '../collect-ports.ts';
import type { Gate } from './budget.ts';
import { type FoundApi, metricName } from './control-plane.ts';
import type { GateFailure } from './gate-failure.ts';

interface KindMetrics {
  readonly errors: readonly string[];
  readonly requests: string;
  readonly dimension: (api: FoundApi) => Readonly<Record<string, string>>;
}

/** AWS's own names, which differ by kind of API. */
const METRICS: Readonly<Record<ApiKind, KindMetrics>> = {
  REST: { errors: ['5XXError'], requests: 'Count', dimension: (api) => ({ ApiName: metricName(api) }) },
  HTTP: { errors: ['5xx'], requests: 'Count', dimension: ({ id }) => ({ ApiId: id }) },
  WEBSOCKET: { errors: ['IntegrationError', 'ExecutionError'], requests: 'MessageCount', dimension: ({ id }) => ({ ApiId: id }) },
};

/** CloudWatch keeps one-minute sums for 15 days, five-minute sums for 63. */
const FINE_MILLIS = 15 * 24 * 60 * 60_000;
const DAY_MILLIS = 24 * 60 * 60_000;

const periodOf = ({ from, to }: Window, now: number): number => {
  if (to.getTime() - from.getTime() > DAY_MILLIS) return 3_600;
  return now - from.getTime() > FINE_MILLIS ? 300 : 60;
};

const ask = (gate: Gate, series: readonly MetricSeries[], window: Window) =>
  gate.read('cloudwatch:GetMetricData', { series, periodInSeconds: periodOf(window, gate.clock.now()), ...window });

const sum = (points: MetricPoints | undefined): number => (points ?? []).reduce((total, [, value]) => total + value, 0);

/** Server errors of each (API, stage) in the window, in one call, in the order of the places. */
export const countErrors = async (
  gate: Gate,
  places: readonly { readonly api: FoundApi; readonly stage: string }[],
  window: Window,
): Promise<Result<readonly number[], GateFailure>> => {
  const series = places.flatMap(({ api, stage }, place) =>
    METRICS[api.kind].errors.map((name, index) => ({
      id: `p${place}m${index}`,
      metricName: name,
      dimensions: { ...METRICS[api.kind].dimension(api), Stage: stage },
    })),
  );
  const answer = await ask(gate, series, window);
  if (!answer.ok) return answer;
  return {
    ok: true,
    value: places.map(({ api }, place) =>
      METRICS[api.kind].errors.reduce((total, _, index) => total + sum(answer.value[`p${place}m${index}`]), 0),
    ),
  };
};

/** Errors and requests of one stage over time, under AWS's metric names. */
export const readMetrics = async (
  gate: Gate,
  api: FoundApi,
  stage: string,
  window: Window,
): Promise<Readonly<Record<string, MetricPoints>> | undefined> => {
  const { errors, requests, dimension } = METRICS[api.kind];
  const names = [...errors, requests];
  const series = names.map((name, index) => ({ id: `m${index}`, metricName: name, dimensions: { ...dimension(api), Stage: stage } }));
  const periodInSeconds = periodOf(window, gate.clock.now());
  const answer = await gate.find('metrics of the stage', 'cloudwatch:GetMetricData', { series, periodInSeconds, ...window });
  return answer && Object.fromEntries(names.map((name, index) => [name, answer[`m${index}`] ?? []]));
};
